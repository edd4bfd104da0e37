/**
 * What a module's memory begins with. Go leaves zeros out and so writes tens of thousands of
 * pieces, each with its address. In one piece, zeros and all, it is larger, and packs smaller
 * (SIZE.md).
 */
import { Reader, dataSection, numberBytes, readSections, signedNumberBytes, withSection } from './wasm.mjs';

const i32const = 0x41;
const end = 0x0b;

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
    reader.bytes(2); // of the only memory there is; i32.const
    const at = reader.number();
    reader.byte(); // end
    return { at, bytes: reader.bytes(reader.number()) };
  });
}

/**
 * @param {Uint8Array} module
 * @param {Buffer} memory from address 0 on
 * @returns {Buffer} the module with this memory, in one piece
 */
export function withMemory(module, memory) {
  const at = memory.findIndex((byte) => byte !== 0);
  const piece = memory.subarray(at);
  const place = Uint8Array.of(1, 0, i32const, ...signedNumberBytes(at), end, ...numberBytes(piece.length));
  return withSection(module, dataSection, Buffer.concat([place, piece]));
}
