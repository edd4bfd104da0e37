/**
 * Go's table that tells which function an address is in. It has an entry for every 4,096
 * addresses, and in WebAssembly each function has 65,536: so it is 16 times the number of
 * each function, one after the other, a fifth of the module before it is packed. The module
 * writes it when it starts instead of carrying it.
 */
import { op, signedNumberBytes } from '../wasm.mjs';
import { unknown } from './functions.mjs';

/** @import { FunctionTable } from './functions.mjs' */

const perFunction = 16;

/**
 * @param {Buffer} memory what Go's memory begins with; the table of addresses is taken out of it
 * @param {FunctionTable} table
 * @returns {number[]} the body of a function that writes the table of addresses
 */
export function dropLookup(memory, { lookup, functions, layout }) {
  const { idx, size: entryLength } = layout.bucket; // the rest of an entry is 0 here
  const complete = functions.length - 1; // the last function's entries end with the function
  const written = Buffer.alloc(complete * perFunction * entryLength);
  for (let at = 0; at < written.length; at += entryLength) written.writeUInt32LE(Math.floor(at / (perFunction * entryLength)), at + idx);
  const table = memory.subarray(lookup, lookup + written.length);
  if (idx !== 0 || !table.equals(written)) throw unknown('table of addresses');
  table.fill(0);
  return writer(lookup, lookup + written.length, entryLength);
}

/**
 * The same for every entry, as WebAssembly.
 * @param {number} begin
 * @param {number} end
 * @param {number} entryLength
 */
function writer(begin, end, entryLength) {
  const at = 0; // the only local
  const number = (/** @type {number} */ value) => [op.i32const, ...signedNumberBytes(value)];
  return [
    1, 1, op.i32,
    ...number(begin), op.localSet, at,
    op.loop, op.nothing,
    op.localGet, at,
    op.localGet, at, ...number(begin), op.i32sub, ...number(perFunction * entryLength), op.i32div,
    op.i32store, 2, 0,
    op.localGet, at, ...number(entryLength), op.i32add, op.localTee, at,
    ...number(end), op.i32less, op.branchIf, 0,
    op.end,
    op.end,
  ];
}
