/** Says where in the sources the stack trace of a crash was. */
import { FunctionTable } from './functions.mjs';

/** @import { GoFunction } from './functions.mjs' */
/** @import { Layout } from './layout.mjs' */

/** A call as a stack trace without lines has it: the function, and how far into it. */
const bareCall = /^(?<created>created by )?(?<name>\S+?)(?<rest>\([^()]*\)| in goroutine \d+)\n\s+\?:0 \+0x(?<place>[0-9a-f]+)$/gm;

/**
 * Whether there is something to tell: lines are left out of a slim runtime only.
 * @param {string} trace
 */
export const lacksLines = (trace) => /\s\?:0 \+0x/.test(trace);

/** What a browser's console has before each line that is copied from it. */
const origin = /^\S+\.js:\d+ /gm;

/**
 * @param {string} trace of a module without files and lines, from a console too
 * @param {Buffer} memory what the memory of the same module with them begins with
 * @param {Layout} layout of the Go that wrote it
 * @returns {string} the trace with them, and with the calls that were inlined; a call that is
 *   not in the module stays as it is
 */
export function explain(trace, memory, layout) {
  const table = new FunctionTable(memory, layout);
  const { nameOff, pcln } = layout.func;
  return trace.replace(origin, '').replace(bareCall, (...match) => {
    const { created = '', name, rest, place } = match.at(-1);
    const at = parseInt(place, 16) - 1; // it is where the call returns to
    const calls = table.functions
      .filter((func) => printed(textAt(table.names, func.get(nameOff))) === name && valueAt(table, func.get(pcln), at) > 0)
      .map((func) => {
        const { inlined, where } = locate(table, func, at);
        return [...inlined, `${created}${name}${rest}\n\t${where} +0x${place}`].join('\n');
      });
    return calls.join('\n') || match[0];
  });
}

/**
 * @param {FunctionTable} table
 * @param {GoFunction} func
 * @param {number} at
 */
function locate(table, func, at) {
  const { call, func: field, list } = table.layout;
  const calls = table.inlinedCalls(func);
  const inlined = [];
  for (;;) {
    const where = `${fileAt(table, func, at)}:${valueAt(table, func.get(field.pcln), at)}`;
    const index = valueAt(table, func.list(list.inlined), at);
    if (index < 0) return { inlined, where };
    const one = calls.subarray(index * call.size);
    inlined.push(`${printed(textAt(table.names, one.readUInt32LE(call.nameOff)))}(...)\n\t${where}`);
    at = one.readUInt32LE(call.parentPc);
  }
}

/**
 * @param {FunctionTable} table
 * @param {GoFunction} func
 * @param {number} at
 */
function fileAt(table, func, at) {
  const { cuOffset, pcfile } = table.layout.func;
  const file = func.get(cuOffset) + valueAt(table, func.get(pcfile), at);
  return textAt(table.files, table.units.readUInt32LE(4 * file));
}

/**
 * @param {FunctionTable} table
 * @param {number} offset of a list, 0 for none
 * @param {number} at
 */
function valueAt(table, offset, at) {
  const pairs = offset === 0 ? [] : table.readList(offset).pairs;
  return pairs.find(({ until }) => at < until)?.value ?? -1;
}

/**
 * @param {Buffer} texts each ends with a 0
 * @param {number} at
 */
function textAt(texts, at) {
  return texts.toString('utf8', at, texts.indexOf(0, at));
}

/**
 * The name as a stack trace has it: without the types of a generic function.
 * @param {string} name
 */
function printed(name) {
  return name.replace(/\[.*\]/, '[...]');
}
