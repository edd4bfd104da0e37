// @ts-check
/**
 * Brings gavel.wasm from the network to a compiled module that is known to be
 * of the same build as this loader.
 */
import { buildId, version } from 'gavel:build';
import { HostControlsError, loadFailed } from './errors.js';

/** Where the file comes from, when a page or its bundler has moved it. */
const whereToFindIt =
  'Serve gavel.wasm beside index.js, or tell loadGavel where it is: loadGavel({ wasmURL }).';

/**
 * @param {URL} url
 * @param {AbortSignal} signal
 * @returns {Promise<WebAssembly.Module>}
 */
export async function fetchModule(url, signal) {
  if (!pageMayRun()) {
    throw loadFailed(
      'csp',
      "The page's Content Security Policy forbids WebAssembly: add 'wasm-unsafe-eval' to its script-src.",
    );
  }
  const response = await request(url, signal);
  const module = await compile(response, url);
  checkBuild(module, url);
  return module;
}

/** The smallest module there is tells whether the page may run any: some browsers forbid to compile one, some to instantiate it. */
function pageMayRun() {
  try {
    new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)));
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {URL} url
 * @param {AbortSignal} signal
 */
async function request(url, signal) {
  let response;
  try {
    response = await fetch(url, { signal, credentials: 'same-origin' });
  } catch (cause) {
    throw unreachable(url, cause);
  }
  if (!response.ok) {
    throw loadFailed('http', `${shown(url)} was answered with HTTP status ${response.status}. ${whereToFindIt}`);
  }
  return response;
}

/**
 * Compiles while the bytes arrive where the server names the right type, and
 * after they arrived where it does not.
 * @param {Response} response
 * @param {URL} url
 */
async function compile(response, url) {
  const type = response.headers.get('content-type') ?? '';
  try {
    if (type.trim().toLowerCase() === 'application/wasm') {
      return await WebAssembly.compileStreaming(response);
    }
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (cause) {
    if (cause instanceof WebAssembly.CompileError) {
      throw loadFailed(
        'not-wasm',
        `${shown(url)} is not a whole WebAssembly module (its content type is "${type}"): ` +
          `often the server's start page or a file cut short. ${whereToFindIt}`,
        cause,
      );
    }
    throw unreachable(url, cause);
  }
}

/**
 * @param {WebAssembly.Module} module
 * @param {URL} url
 */
function checkBuild(module, url) {
  const found = WebAssembly.Module.customSections(module, 'go:buildid').map((section) =>
    new TextDecoder().decode(section),
  );
  if (found.some((id) => id.includes(`"${buildId}"`))) return;
  throw new HostControlsError(
    `${shown(url)} is not the gavel.wasm of this build (gavel-host-controls ${version}). ` +
      'Publish index.js and gavel.wasm from one package, and see that no cache keeps an old one.',
    { reason: 'version', code: 'version' },
  );
}

/**
 * @param {URL} url
 * @param {unknown} cause
 */
function unreachable(url, cause) {
  return loadFailed(
    'network',
    `${shown(url)} could not be fetched: the network failed, or CORS or the page's connect-src forbids it.`,
    cause,
  );
}

/**
 * A URL fit for a message: its query may hold a signature.
 * @param {URL} url
 */
function shown(url) {
  return url.protocol === 'data:' ? 'The data: URL' : `${url.origin === 'null' ? url.protocol : url.origin}${url.pathname}`;
}
