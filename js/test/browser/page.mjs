/** What the tests use of Playwright's pages, in the browsers that it does not drive as they are installed. */
import { testLimit } from '../testlimit.mjs';
import { resultOf, scriptOf } from './passing.mjs';
import { until } from './until.mjs';

/** The characters for keys, as the WebDriver standard has them. */
const keys = { Tab: '\uE004', Enter: '\uE007', Escape: '\uE00C', ArrowRight: '\uE014', ArrowDown: '\uE015' };

/**
 * @typedef {{
 *   navigate(url: string): Promise<void>,
 *   call(script: string): Promise<string>,
 *   act(actions: object[]): Promise<void>,
 *   close(): Promise<void>,
 * }} Tab what a browser's driver offers. call: has the page call the function that the script is, and awaits what
 *   it promises; act: input, as the WebDriver standard describes it
 */

export class Page {
  #tab;
  #errorListeners = [];
  #limit = testLimit(30_000);

  /** @param {Tab} tab */
  constructor(tab) {
    this.#tab = tab;
  }

  setDefaultTimeout(milliseconds) {
    this.#limit = milliseconds;
  }

  /** The only event is pageerror. What happens before the page has loaded is not told. */
  on(_event, listener) {
    this.#errorListeners.push(listener);
  }

  async goto(url) {
    await this.tellErrors();
    await this.#tab.navigate(url);
    await this.evaluate(keepErrors);
  }

  /** Calls a function in the page, or evaluates an expression there. */
  async evaluate(script, argument) {
    return resultOf(await this.#tab.call(scriptOf(script, argument)));
  }

  async waitForFunction(condition, argument) {
    await until(() => this.evaluate(`(async () => Boolean(await (${condition})(${JSON.stringify(argument)})))()`), String(condition), this.#limit);
  }

  /** A scheme of colours as far as color-scheme goes: no media query is answered differently. */
  async emulateMedia({ colorScheme }) {
    await this.evaluate((scheme) => {
      document.documentElement.style.colorScheme = scheme;
    }, colorScheme);
  }

  mouse = {
    click: (x, y) =>
      this.#tab.act([{
        type: 'pointer',
        id: 'mouse',
        parameters: { pointerType: 'mouse' },
        actions: [{ type: 'pointerMove', x, y }, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }],
      }]),
  };

  keyboard = {
    press: (key) => this.keyboard.type([keys[key]]),
    /** @param {Iterable<string>} text */
    type: (text) =>
      this.#tab.act([{
        type: 'key',
        id: 'keyboard',
        actions: [...text].flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }]),
      }]),
  };

  async close() {
    await this.tellErrors();
    await this.#tab.close();
  }

  /** Tells what has gone wrong since the last time. */
  async tellErrors() {
    const errors = await this.evaluate(() => globalThis[Symbol.for('errors of the page')]?.splice(0) ?? []);
    for (const error of errors) for (const listener of this.#errorListeners) listener(error);
  }
}

/** Runs in the page, and is not seen by what counts its global names. */
function keepErrors() {
  const errors = [];
  Object.defineProperty(globalThis, Symbol.for('errors of the page'), { value: errors });
  addEventListener('error', ({ error, message }) => errors.push(String(error ?? message)));
  const { setTimeout } = globalThis;
  addEventListener('unhandledrejection', (event) => {
    setTimeout(() => {
      if (!event.defaultPrevented) errors.push(String(event.reason)); // a listener after this one may know of it
    });
  });
}
