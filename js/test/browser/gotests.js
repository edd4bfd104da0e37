/** Runs the compiled tests of a Go package in the page, as the package runs the module: in its scope, with its entries, printing and timers. */
import { GoInPage } from '../../src/goinpage.js';
import { createScope } from '../../src/scope.js';

/** What only the tests' own libraries ask for: net/http, which testify brings, whether there is fetch. */
const askedByTests = ['fetch'];

/**
 * @param {string} url of the compiled tests
 * @param {string} folder the URL of the package's folder
 * @param {{ slow: string, timeout: string }} limits GAVEL_SLOW as it is, and how long all of them may take
 * @returns {Promise<{ code: number, lines: string[], missing: string[] }>} missing: what Go asked
 *   the scope for and did not find
 */
export async function runTests(url, folder, { slow, timeout }) {
  const module = await WebAssembly.compileStreaming(fetch(url));
  const { watched, missing } = watch(createScope());
  const lines = [];
  const ended = Promise.withResolvers();
  const go = new GoInPage(module, watched, {
    args: ['-test.v', `-test.timeout=${timeout}`],
    env: { GAVEL_SLOW: slow },
    print: (line) => lines.push(line),
    onExit: ended.resolve,
    onBreak: ended.reject,
  });
  // The tests' way to the page, which the product does not have.
  watched.gavelTests = { page: globalThis, read: async (path) => (await fetch(new URL(path, folder))).text() };
  await go.instantiate();
  missing.clear(); // until here wasm_exec.js has looked for what it brings
  go.begin();
  const code = await ended.promise.catch((cause) => {
    lines.push(`broken by ${cause?.stack ?? cause}`);
    return -1;
  });
  return { code, lines, missing: [...missing].filter((name) => !askedByTests.includes(name)) };
}

/**
 * @param {object} scope
 * @returns {{ watched: Record<string, any>, missing: Set<string> }} the scope, and what was asked of it in vain
 */
function watch(scope) {
  const missing = new Set();
  const watched = new Proxy(scope, {
    get(target, name) {
      if (!Object.hasOwn(target, name)) missing.add(String(name));
      return Reflect.get(target, name);
    },
  });
  return { watched, missing };
}
