/**
 * Reads out of a Go WebAssembly module, built with its names, how many bytes
 * of code each Go package has.
 */

const importSection = 2;
const codeSection = 10;
const dataSection = 11;

/**
 * @param {Uint8Array} module
 * @param {string[]} importPaths the packages compiled into it
 * @returns {{ packages: [string, number][], data: number }} the largest package first
 */
export function codeByPackage(module, importPaths) {
  const sections = readSections(module);
  const imported = countImportedFunctions(sections.get(importSection));
  const names = functionNames(module);
  const owner = ownerOf(importPaths);
  const sizes = new Map();
  functionSizes(sections.get(codeSection)).forEach((size, i) => {
    const name = owner(names.get(imported + i) ?? '');
    sizes.set(name, (sizes.get(name) ?? 0) + size);
  });
  return {
    packages: [...sizes].sort(([, a], [, b]) => b - a),
    data: sections.get(dataSection).length,
  };
}

/**
 * Go writes every character of a symbol that is no word character and no dot
 * as an underscore.
 * @param {string[]} importPaths
 */
function ownerOf(importPaths) {
  const prefixes = importPaths
    .map((path) => ({ path, prefix: `${path.replace(/[^\w.]/g, '_')}.` }))
    .sort((a, b) => b.prefix.length - a.prefix.length);
  return (/** @type {string} */ symbol) =>
    prefixes.find(({ prefix }) => symbol.startsWith(prefix))?.path ?? '(generated, and assembly of the runtime)';
}

/** @param {Uint8Array} module */
function readSections(module) {
  const reader = new Reader(module.subarray(8));
  const sections = new Map();
  while (!reader.done) {
    const id = reader.byte();
    sections.set(id, reader.bytes(reader.number()));
  }
  return sections;
}

/** Go's modules import functions only. */
function countImportedFunctions(section) {
  return new Reader(section).number();
}

function functionSizes(section) {
  const reader = new Reader(section);
  return Array.from({ length: reader.number() }, () => reader.bytes(reader.number()).length);
}

/** @param {Uint8Array} module */
function functionNames(module) {
  const [section] = WebAssembly.Module.customSections(new WebAssembly.Module(module), 'name');
  const reader = new Reader(new Uint8Array(section));
  reader.byte();
  reader.number();
  const names = new Map();
  for (let left = reader.number(); left > 0; left--) {
    names.set(reader.number(), new TextDecoder().decode(reader.bytes(reader.number())));
  }
  return names;
}

/** Reads bytes and the numbers of variable length (LEB128) that WebAssembly uses. */
class Reader {
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
