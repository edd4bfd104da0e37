/** Reads what a WebAssembly module is made of. */

export const importSection = 2;
export const codeSection = 10;
export const dataSection = 11;

/**
 * @param {Uint8Array} module
 * @returns {Map<number, Uint8Array>} by number; they are the module's own bytes
 */
export function readSections(module) {
  const reader = new Reader(module.subarray(8));
  const sections = new Map();
  while (!reader.done) {
    const id = reader.byte();
    sections.set(id, reader.bytes(reader.number()));
  }
  return sections;
}

/** Reads bytes and the numbers of variable length (LEB128) that WebAssembly uses. */
export class Reader {
  #bytes;
  #at = 0;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.#bytes = bytes;
  }

  get done() {
    return this.#at >= this.#bytes.length;
  }

  byte() {
    return this.#bytes[this.#at++];
  }

  number() {
    for (let value = 0, factor = 1; ; factor *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  }

  /** @param {number} length */
  bytes(length) {
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }
}
