// @ts-check
/** What a browser must have; browsers names the versions that have all of it. */
import { loadFailed } from './errors.js';

export const browsers = 'Chrome or Edge 123, Firefox 128, Safari 17.5';

/** @type {Readonly<Record<string, () => boolean>>} what the package needs */
const always = {
  'WebAssembly as Go writes it': () => 'WebAssembly' in globalThis && WebAssembly.validate(asGoWrites()),
  'URL.canParse()': () => 'canParse' in URL,
};

/** @type {Readonly<Record<string, () => boolean>>} what its panel needs besides: the newest of all that it uses */
const forPanel = {
  popovers: () => 'showPopover' in HTMLElement.prototype,
  'light-dark()': () => CSS.supports('color', 'light-dark(#000, #fff)'),
  'alternative texts of content': () => CSS.supports('content', '"x" / ""'),
};

/**
 * Throws where the browser is too old.
 * @param {boolean} withPanel
 */
export function checkBrowser(withPanel) {
  const needs = withPanel ? { ...always, ...forPanel } : always;
  const missing = Object.keys(needs).filter((name) => !needs[name]());
  if (missing.length === 0) return;
  throw loadFailed(
    'old-browser',
    `This browser is too old for the host controls: they need ${browsers}, or a newer one. It lacks ${missing.join(', ')}.`,
  );
}

/** A module with one instruction each of what Go takes for granted: sign extension, conversion that does not trap, bulk memory. */
function asGoWrites() {
  return Uint8Array.of(
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    1, 4, 1, 0x60, 0, 0, // one type: a function without parameters and results
    3, 2, 1, 0, // one function, of that type
    5, 3, 1, 0, 1, // one memory
    10, 26, 1, 24, 0, // the function's code
    0x41, 0, 0xc0, 0x1a, // i32.extend8_s
    0x43, 0, 0, 0, 0, 0xfc, 0, 0x1a, // i32.trunc_sat_f32_s
    0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 10, 0, 0, // memory.copy
    0x0b,
  );
}
