/** Says where in the sources the stack trace of a crash was. */
import { FunctionTable, field, inlinedCall, list } from './functions.mjs';

/** A call as a stack trace without lines has it: the function, and how far into it. */
const call = /^(?<created>created by )?(?<name>\S+?)(?<rest>\([^()]*\)| in goroutine \d+)\n\s+\?:0 \+0x(?<place>[0-9a-f]+)$/gm;

/** What a browser's console has before each line that is copied from it. */
const origin = /^\S+\.js:\d+ /gm;

/**
 * @param {string} trace of a module without files and lines, from a console too
 * @param {Buffer} memory what the memory of the same module with them begins with
 * @returns {string} the trace with them, and with the calls that were inlined; a call that is
 *   not in the module stays as it is
 */
export function explain(trace, memory) {
  const table = new FunctionTable(memory);
  return trace.replace(origin, '').replace(call, (...match) => {
    const { created = '', name, rest, place } = match.at(-1);
    const at = parseInt(place, 16) - 1; // it is where the call returns to
    const calls = table.functions
      .filter((func) => printed(textAt(table.names, func.get(field.name))) === name && valueAt(table, func.get(field.line), at) > 0)
      .map((func) => {
        const { inlined, where } = locate(table, func, at);
        return [...inlined, `${created}${name}${rest}\n\t${where} +0x${place}`].join('\n');
      });
    return calls.join('\n') || match[0];
  });
}

/**
 * @param {FunctionTable} table
 * @param {import('./functions.mjs').GoFunction} func
 * @param {number} at
 */
function locate(table, func, at) {
  const calls = table.inlinedCalls(func);
  const inlined = [];
  for (;;) {
    const where = `${fileAt(table, func, at)}:${valueAt(table, func.get(field.line), at)}`;
    const index = valueAt(table, func.list(list.inlined), at);
    if (index < 0) return { inlined, where };
    const one = calls.subarray(index * inlinedCall.length);
    inlined.push(`${printed(textAt(table.names, one.readUInt32LE(inlinedCall.name)))}(...)\n\t${where}`);
    at = one.readUInt32LE(inlinedCall.parent);
  }
}

/**
 * @param {FunctionTable} table
 * @param {import('./functions.mjs').GoFunction} func
 * @param {number} at
 */
function fileAt(table, func, at) {
  const file = func.get(field.unit) + valueAt(table, func.get(field.file), at);
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
