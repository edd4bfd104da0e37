/**
 * Compares Go's table of functions with what it must be if every number in it was found in the
 * right place. What is not so throws: a table that is understood wrongly, and written, is a
 * module that breaks while it runs.
 */
import { none, unknown } from './functions.mjs';

/** @import { FunctionTable, GoFunction } from './functions.mjs' */

/** No function has more lines, in any file. */
const mostLines = 1_000_000;

/** @param {FunctionTable} table as the linker wrote it */
export function verify(table) {
  verifyEntries(table);
  for (const func of table.functions) {
    if (!isName(table.names, func.get(table.layout.func.nameOff))) throw unknown('names');
    verifyLines(table, func);
    verifyLists(table, func);
    verifyRecords(table, func);
  }
}

/** In the order of the functions, and each described where the one before ends. */
function verifyEntries({ entries, functions, layout }) {
  const aligned = (/** @type {number} */ at) => Math.ceil(at / 8) * 8;
  let end = entries.length * 8 + 4;
  entries.forEach(({ func, at }, i) => {
    if (i > 0 && func <= entries[i - 1].func) throw unknown('order of functions');
    if (func !== functions[i].get(layout.func.entryOff) || at !== aligned(end)) throw unknown('record of a function');
    end = at + functions[i].size;
  });
}

/**
 * @param {FunctionTable} table
 * @param {GoFunction} func
 */
function verifyLines(table, func) {
  const { pcfile, pcln, cuOffset, startLine } = table.layout.func;
  const [files, lines] = [pcfile, pcln].map((field) => valuesOf(table, func.get(field)));
  if (![func.get(startLine), ...lines].every((line) => line >= 0 && line < mostLines)) throw unknown('lines');
  for (const file of files) {
    const name = table.units.readUInt32LE(4 * (func.get(cuOffset) + file));
    if (name !== none && !isName(table.files, name)) throw unknown('files');
  }
}

/**
 * @param {FunctionTable} table
 * @param {GoFunction} func
 */
function verifyLists(table, func) {
  for (const size of valuesOf(table, func.get(table.layout.func.pcsp))) {
    if (size < 0 || size % 8 !== 0) throw unknown('sizes of stacks');
  }
  for (let kind = 0; kind < func.listCount; kind++) valuesOf(table, func.list(kind));
}

/**
 * @param {FunctionTable} table
 * @param {GoFunction} func
 */
function verifyRecords(table, func) {
  const { call, list, record } = table.layout;
  for (let kind = 0; kind < func.recordCount; kind++) {
    const at = func.record(kind);
    if (at !== none && at >= table.records.length) throw unknown('records of a function');
  }
  if (func.record(record.inlined) !== none && func.list(list.inlined) === 0) throw unknown('records of a function');
  const calls = table.inlinedCalls(func);
  for (let at = 0; at < calls.length; at += call.size) {
    const [name, parent, line] = [call.nameOff, call.parentPc, call.startLine].map((field) => calls.readInt32LE(at + field));
    if (!isName(table.names, name) || parent < 0 || line < 0 || line >= mostLines) throw unknown('calls that were inlined');
  }
}

/**
 * @param {FunctionTable} table
 * @param {number} offset of a list, 0 for none
 */
function valuesOf(table, offset) {
  if (offset === 0) return [];
  if (offset >= table.lists.length) throw unknown('lists');
  return table.readList(offset).pairs.map(({ value }) => value);
}

/**
 * @param {Buffer} texts each ends with a 0
 * @param {number} at
 */
function isName(texts, at) {
  return at >= 0 && texts[at] > 0 && (at === 0 || texts[at - 1] === 0) && texts.indexOf(0, at) > at;
}
