/**
 * Reads out of a Go WebAssembly module, built with its names, how many bytes
 * of code each Go package has.
 */
import { Reader, codeSection, dataSection, importSection, readSections } from './wasm.mjs';

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
