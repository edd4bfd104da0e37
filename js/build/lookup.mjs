/**
 * Go's table that tells which function an address is in. It has an entry for every 4,096
 * addresses, and in WebAssembly each function has 65,536: so it is 16 times the number of
 * each function, one after the other, a fifth of the module before it is packed. The module
 * writes it when it starts instead of carrying it.
 */
import { FunctionTable, unknown } from './functions.mjs';
import { op, signedNumberBytes } from './wasm.mjs';

/** How long an entry is (runtime.findfuncbucket): a function's number, and 16 bytes that are 0 here. */
const entryLength = 20;
const perFunction = 16;

/**
 * @param {Buffer} memory what Go's memory begins with; the table is taken out of it
 * @returns {number[]} the body of a function that writes the table
 */
export function dropLookup(memory) {
  const { lookup, functions } = new FunctionTable(memory);
  const complete = functions.length - 1; // the last function's entries end with the function
  const written = Buffer.alloc(complete * perFunction * entryLength);
  for (let at = 0; at < written.length; at += entryLength) written.writeUInt32LE(numberAt(at), at);
  const table = memory.subarray(lookup, lookup + written.length);
  if (!table.equals(written)) throw unknown('table of addresses');
  table.fill(0);
  return writer(lookup, lookup + written.length);
}

/** @param {number} at how far into the table */
const numberAt = (at) => Math.floor(at / (perFunction * entryLength));

/**
 * The same for every entry, as WebAssembly.
 * @param {number} begin
 * @param {number} end
 */
function writer(begin, end) {
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
