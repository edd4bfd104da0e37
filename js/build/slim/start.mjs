/** Adds to a module a function that runs before all others, when it is instantiated. */
import { Reader, codeSection, functionSection, importSection, numberBytes, op, readSections, startSection, typeSection, withSection } from '../wasm.mjs';

/**
 * @param {Uint8Array} module
 * @param {number[]} body of the function
 */
export function withStart(module, body) {
  const sections = readSections(module);
  const countOf = (/** @type {number} */ id) => new Reader(sections.get(id)).number();
  const withAnother = (/** @type {Uint8Array} */ to, /** @type {number} */ id, /** @type {number[]} */ item) => {
    const reader = new Reader(sections.get(id));
    const count = reader.number();
    return withSection(to, id, Buffer.concat([Uint8Array.from(numberBytes(count + 1)), sections.get(id).subarray(reader.at), Uint8Array.from(item)]));
  };
  let after = withAnother(module, typeSection, [op.functionType, 0, 0]);
  after = withAnother(after, functionSection, numberBytes(countOf(typeSection)));
  after = withAnother(after, codeSection, [...numberBytes(body.length), ...body]);
  // Go's modules import functions only
  return withSection(after, startSection, Uint8Array.from(numberBytes(countOf(importSection) + countOf(functionSection))));
}
