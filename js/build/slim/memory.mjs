/**
 * What a module's memory begins with. Go leaves zeros out from eight on and so writes tens of
 * thousands of pieces, each with its address. With shorter zeros in it is larger, and packs
 * smaller (SIZE.md).
 */
import { Reader, dataSection, numberBytes, op, readSections, signedNumberBytes, withSection } from '../wasm.mjs';
import { unknown } from './functions.mjs';

/** From how many zeros on they are left out. */
const gap = Buffer.alloc(512);

/**
 * @param {Uint8Array} module
 * @returns {Buffer} the memory from address 0 on
 */
export function readMemory(module) {
  const pieces = readPieces(readSections(module).get(dataSection));
  const memory = Buffer.alloc(Math.max(...pieces.map(({ at, bytes }) => at + bytes.length)));
  for (const { at, bytes } of pieces) memory.set(bytes, at);
  return memory;
}

/** @param {Uint8Array} section */
function readPieces(section) {
  const reader = new Reader(section);
  return Array.from({ length: reader.number() }, () => {
    const [memory, constant] = reader.bytes(2);
    const at = reader.number();
    if (memory !== 0 || constant !== op.i32const || reader.byte() !== op.end) throw unknown('memory');
    return { at, bytes: reader.bytes(reader.number()) };
  });
}

/**
 * @param {Uint8Array} module
 * @param {Buffer} memory from address 0 on
 * @returns {Buffer} the module with this memory
 */
export function withMemory(module, memory) {
  const pieces = [...withoutGaps(memory)];
  const written = pieces.map(({ at, bytes }) => {
    return Buffer.concat([Uint8Array.of(0, op.i32const, ...signedNumberBytes(at), op.end, ...numberBytes(bytes.length)), bytes]);
  });
  return withSection(module, dataSection, Buffer.concat([Uint8Array.from(numberBytes(pieces.length)), ...written]));
}

/** @param {Buffer} memory */
function* withoutGaps(memory) {
  for (let at = 0; ; ) {
    while (memory[at] === 0) at++;
    if (at >= memory.length) return;
    const found = memory.indexOf(gap, at);
    const end = found < 0 ? memory.length : found;
    yield { at, bytes: memory.subarray(at, end) };
    at = end;
  }
}
