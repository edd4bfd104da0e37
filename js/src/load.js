// @ts-check
import { bare } from '../../wasm/dom/bare.js';
import { dropParts } from '../../wasm/dom/parts.js';
import { aborted, badInput, loadFailed } from './errors.js';
import { fetchModule } from './fetch.js';
import { Gavel } from './gavel.js';
import { describe, isOf, readOptions, readSignal } from './input.js';
import { checkBrowser } from './needs.js';
import { preparePanel } from './panel.js';
import { Program } from './program.js';
import { SpareTime } from './sparetime.js';

/** @import * as Public from '../index.d.ts' */

/** @type {Map<string, Load>} what is being loaded or runs, by the URL of its module */
const loads = new Map();

/**
 * @param {unknown} [options]
 * @returns {Promise<Public.Gavel>}
 */
export async function loadGavel(options) {
  const { wasmURL, panel, expect, signal: given } = readOptions(options, 'loadGavel', ['wasmURL', 'panel', 'expect', 'signal']);
  if (panel !== undefined && typeof panel !== 'boolean') {
    throw badInput(`The panel of loadGavel must be true or false, not ${describe(panel)}.`);
  }
  if (expect !== undefined && expect !== 'many') {
    throw badInput(`What loadGavel is told to expect must be "many", or nothing, not ${typeof expect === 'string' ? `"${expect}"` : describe(expect)}.`);
  }
  const signal = readSignal(given, 'loadGavel');
  checkPage();
  checkBrowser(panel === true);
  const url = moduleURL(wasmURL);
  if (signal?.aborted) throw aborted(signal);
  let load = loads.get(url.href);
  if (!load) {
    load = new Load(url);
    loads.set(url.href, load);
  }
  if (panel) load.preparePanel(expect === 'many');
  return load.wait(signal);
}

/** One load, shared by all who ask for the same module. */
class Load {
  #key;
  #waiting = 0;
  #cancel = new AbortController();
  #expected = { panel: false, many: false };
  #spareTime = new SpareTime();
  #result;

  /** @param {URL} url */
  constructor(url) {
    this.#key = url.href;
    this.#result = this.#run(url);
    this.#result.catch(() => this.#end());
  }

  /** @param {URL} url */
  async #run(url) {
    const { signal } = this.#cancel;
    const program = await Program.from(await fetchModule(url, signal), () => this.#end());
    if (signal.aborted) {
      await program.dispose();
      throw aborted(signal);
    }
    return new Gavel(program, () => this.#forget(), this.#expected);
  }

  /**
   * Once, and while the module is on its way: afterwards there is nothing to gain.
   * @param {boolean} many people are expected in it
   */
  preparePanel(many) {
    this.#expected.many ||= many;
    if (this.#expected.panel) return;
    this.#expected.panel = true;
    void preparePanel(this.#spareTime);
  }

  #end() {
    this.#spareTime.end();
    dropParts(document);
    this.#forget();
  }

  #forget() {
    if (loads.get(this.#key) === this) loads.delete(this.#key);
  }

  /**
   * Whoever aborts stops waiting; when nobody is left the load itself stops.
   * @param {AbortSignal} [signal]
   * @returns {Promise<Gavel>}
   */
  wait(signal) {
    this.#waiting += 1;
    if (!signal) return this.#result;
    return new Promise((resolve, reject) => {
      const leave = () => {
        reject(aborted(signal));
        this.#waiting -= 1;
        if (this.#waiting === 0) {
          this.#forget();
          this.#cancel.abort();
        }
      };
      signal.addEventListener('abort', leave, bare({ once: true }));
      this.#result.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    });
  }
}

function checkPage() {
  if (typeof document !== 'undefined') return;
  throw loadFailed(
    'no-page',
    'loadGavel() needs the page of a browser: import this package anywhere, but call loadGavel() in the browser only.',
  );
}

/**
 * @param {unknown} given
 * @returns {URL}
 */
function moduleURL(given) {
  if (given === undefined) return new URL('./gavel.wasm', import.meta.url);
  if (isOf(() => URL.prototype, 'href', given)) return new URL(Reflect.get(URL.prototype, 'href', given));
  if (typeof given === 'string' && URL.canParse(given, document.baseURI)) {
    return new URL(given, document.baseURI);
  }
  throw badInput(
    `The wasmURL of loadGavel must be a URL or a string that is one, not ${typeof given === 'string' ? `"${given}"` : describe(given)}.`,
  );
}
