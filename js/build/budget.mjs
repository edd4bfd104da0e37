/** What the scripts in dist/ may weigh as they go over the network. */

/** In bytes of brotli, as measured when the table was last set; a tenth more is let through. */
const measured = new Map([
  ['index.js', 66_000],
  ['define.js', 858],
  ['a language', 9_000],
]);

/**
 * @param {string} name of a file in dist/
 * @param {number} weight in bytes of brotli
 * @returns {string | undefined} what is wrong with it
 */
export function overBudget(name, weight) {
  const row = /^[a-z]{2}-[0-9A-Z]+\.js$/.test(name) ? 'a language' : name;
  const was = measured.get(row);
  if (was === undefined) return `${name} has no row in build/budget.mjs: every script has one.`;
  const most = Math.floor(1.1 * was);
  if (weight <= most) return undefined;
  return `${name} has ${grouped(weight)} bytes of brotli: build/budget.mjs lets ${row} have ${grouped(most)}.`;
}

/** @param {number} bytes */
function grouped(bytes) {
  return bytes.toLocaleString('en');
}
