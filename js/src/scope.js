// @ts-check

/**
 * Makes what Go finds where it looks for the page's global object: all that it takes from the
 * page, and nothing else (test/scope.test.js). wasm_exec.js adds the class Go, fs, path, process.
 * @returns {Record<string, any>}
 */
export function createScope() {
  return {
    __proto__: null,
    Array,
    Date,
    Error,
    JSON,
    Object,
    Promise,
    Reflect,
    String,
    TextDecoder,
    TextEncoder,
    Uint8Array,
    console,
    crypto,
    gavel: {}, // where the loader puts what it has for the program
    performance,
  };
}
