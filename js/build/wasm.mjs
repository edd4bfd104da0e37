/** Reads and writes what a WebAssembly module is made of. */

export const importSection = 2;
export const codeSection = 10;
export const dataSection = 11;

const headerLength = 8;

/**
 * @param {Uint8Array} module
 * @returns {Map<number, Uint8Array>} by number; they are the module's own bytes
 */
export function readSections(module) {
  return new Map(sections(module));
}

/**
 * @param {Uint8Array} module
 * @param {number} id
 * @param {Uint8Array} section
 * @returns {Buffer} the module with this section in place of its own
 */
export function withSection(module, id, section) {
  const parts = [module.subarray(0, headerLength)];
  for (const [other, bytes] of sections(module)) {
    const now = other === id ? section : bytes;
    parts.push(Uint8Array.of(other, ...numberBytes(now.length)), now);
  }
  return Buffer.concat(parts);
}

/**
 * @param {Uint8Array} module
 * @returns {Generator<[number, Uint8Array]>}
 */
function* sections(module) {
  const reader = new Reader(module.subarray(headerLength));
  while (!reader.done) yield [reader.byte(), reader.bytes(reader.number())];
}

/**
 * A number as WebAssembly writes it (LEB128).
 * @param {number} value
 * @returns {number[]}
 */
export function numberBytes(value) {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...numberBytes(value >>> 7)];
}

/**
 * The same for numbers that may be negative, of which this one is not.
 * @param {number} value
 */
export function signedNumberBytes(value) {
  const bytes = numberBytes(value);
  const last = bytes.length - 1;
  return bytes[last] < 0x40 ? bytes : [...bytes.slice(0, last), bytes[last] | 0x80, 0];
}

/** Reads bytes and the numbers of variable length (LEB128) that WebAssembly uses. */
export class Reader {
  #bytes;
  #at = 0;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.#bytes = bytes;
  }

  /** How many bytes were read. */
  get at() {
    return this.#at;
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
