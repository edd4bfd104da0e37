/**
 * Takes Go's tables of files and lines out of a module: a ninth of what it weighs (SIZE.md).
 * The stack trace of a crash still names the functions, and how far into each it was.
 */
import { Reader, dataSection, readSections } from './wasm.mjs';

/**
 * How Go's table of functions begins: internal/abi.Go120PCLnTabMagic, two bytes of nothing,
 * the smallest instruction and the size of a pointer.
 */
const beginning = Uint8Array.of(0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8);

/** Where the header has what (runtime.pcHeader), and each function (runtime._func). */
const header = { functions: 8, units: 40, values: 56, table: 64 };
const entry = { stack: 16, file: 20, line: 24, tables: 28, unit: 32, startLine: 36, first: 44 };

/** @param {Uint8Array} module changed in place */
export function dropLines(module) {
  const segments = readSegments(readSections(module).get(dataSection));
  const memory = Buffer.alloc(Math.max(...segments.map(({ at, bytes }) => at + bytes.length)));
  for (const { at, bytes } of segments) memory.set(bytes, at);
  drop(memory);
  for (const { at, bytes } of segments) bytes.set(memory.subarray(at, at + bytes.length));
}

/** @param {Uint8Array} section */
function readSegments(section) {
  const reader = new Reader(section);
  return Array.from({ length: reader.number() }, () => {
    reader.bytes(2); // of the only memory there is; i32.const
    const at = reader.number();
    reader.byte(); // end
    return { at, bytes: reader.bytes(reader.number()) };
  });
}

/** @param {Buffer} memory */
function drop(memory) {
  const begin = memory.indexOf(beginning);
  if (begin < 0 || memory.indexOf(beginning, begin + 1) >= 0) {
    throw new Error('This module has no table of functions as Go 1.20 to 1.26 write it: see runtime/symtab.go.');
  }
  const at = (/** @type {number} */ field) => begin + Number(memory.readBigUInt64LE(begin + field));
  const count = Number(memory.readBigUInt64LE(begin + header.functions));
  const [units, values, table] = [header.units, header.values, header.table].map(at);
  const used = new Set([values]); // an offset of 0 is none
  for (let i = 0; i < count; i++) {
    const one = table + memory.readUInt32LE(table + 8 * i + 4);
    const tables = memory.readUInt32LE(one + entry.tables);
    keep(memory, values, memory.readUInt32LE(one + entry.stack), used);
    for (let n = 0; n < tables; n++) keep(memory, values, memory.readUInt32LE(one + entry.first + 4 * n), used);
    for (const field of [entry.file, entry.line, entry.unit, entry.startLine]) memory.writeUInt32LE(0, one + field);
  }
  memory.fill(0, units, values);
  for (let byte = values; byte < table; byte++) if (!used.has(byte)) memory[byte] = 0;
}

/**
 * Notes the bytes of one list of values: pairs of numbers until the first of a pair is 0.
 * @param {Buffer} memory
 * @param {number} values where all lists are
 * @param {number} offset of this one; 0 for none
 * @param {Set<number>} used
 */
function keep(memory, values, offset, used) {
  let at = values + offset;
  if (used.has(at)) return;
  const number = () => {
    used.add(at);
    while (memory[at] >= 0x80) used.add(++at);
    at++;
  };
  do {
    number();
    number();
  } while (memory[at] !== 0);
  used.add(at);
}
