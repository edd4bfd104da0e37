/** Reads and writes what a WebAssembly module is made of. */

export const typeSection = 1;
export const importSection = 2;
export const functionSection = 3;
export const startSection = 8;
export const codeSection = 10;
export const dataSection = 11;

/** What code and types are written with. */
export const op = {
  loop: 0x03, end: 0x0b, branchIf: 0x0d, localGet: 0x20, localSet: 0x21, localTee: 0x22, i32store: 0x36, i32const: 0x41,
  nothing: 0x40, i32less: 0x49, functionType: 0x60, i32add: 0x6a, i32sub: 0x6b, i32div: 0x6e, i32: 0x7f,
};

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
 * @returns {Buffer} the module with this section, in place of its own if it has one
 */
export function withSection(module, id, section) {
  const all = [...sections(module)];
  const place = all.findIndex(([other]) => other >= id);
  all.splice(place, all[place][0] === id ? 1 : 0, [id, section]);
  const parts = all.flatMap(([number, bytes]) => [Uint8Array.of(number, ...numberBytes(bytes.length)), bytes]);
  return Buffer.concat([module.subarray(0, headerLength), ...parts]);
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
    if (this.done) throw new Error('it ends in the middle of a number');
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
