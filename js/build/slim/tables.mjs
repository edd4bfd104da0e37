/**
 * Takes out of Go's table of functions what only stack traces read, a fifth of what the module
 * weighs (SIZE.md): files, lines and calls that were inlined; and where a goroutine must not be
 * interrupted, for in WebAssembly none ever is. The stack trace of a crash still names the
 * functions, and how far into each it was: explain.mjs tells the rest.
 */

/** @import { FunctionTable } from './functions.mjs' */

/** @param {FunctionTable} table of the memory that is changed in place */
export function dropTables(table) {
  const { func: field, list, record } = table.layout;
  for (const func of table.functions) {
    for (const unread of [field.pcfile, field.pcln, field.cuOffset, field.startLine]) func.set(unread, 0);
    table.inlinedCalls(func).fill(0);
    func.dropRecord(record.inlined);
    func.setList(list.inlined, 0);
    func.setList(list.uninterrupted, 0);
  }
  table.units.fill(0);
  table.files.fill(0);
  closeNames(table);
  closeLists(table);
}

/** @param {FunctionTable} table */
function closeNames({ names, functions, layout }) {
  const field = layout.func.nameOff;
  const lengthOf = (/** @type {number} */ offset) => names.indexOf(0, offset) + 1 - offset;
  closeRanks(names, lengthOf, (move) => {
    for (const func of functions) func.set(field, move(func.get(field)));
  });
}

/**
 * One kind after the other: so offsets that stand beside each other are alike.
 * @param {FunctionTable} table
 */
function closeLists(table) {
  const { lists, functions, layout } = table;
  const field = layout.func.pcsp;
  const lengthOf = (/** @type {number} */ offset) => table.readList(offset).length;
  closeRanks(lists, lengthOf, (move) => {
    for (const func of functions) func.set(field, move(func.get(field)));
    const most = Math.max(...functions.map((func) => func.listCount));
    for (let kind = 0; kind < most; kind++) {
      for (const func of functions) func.setList(kind, move(func.list(kind)));
    }
  });
}

/**
 * Leaves of a part what is still read, with no gaps between.
 * @param {Buffer} part
 * @param {(offset: number) => number} lengthOf what begins there; nothing does at 0
 * @param {(move: (offset: number) => number) => void} visit moves all that is read, each to
 *   the offset it gets for the one it had
 */
function closeRanks(part, lengthOf, visit) {
  const after = Buffer.alloc(part.length);
  const moved = new Map([[0, 0]]);
  let end = 1;
  visit((offset) => {
    const place = moved.get(offset) ?? end;
    if (place === end) {
      moved.set(offset, end);
      end += part.copy(after, end, offset, offset + lengthOf(offset));
    }
    return place;
  });
  part.set(after);
}
