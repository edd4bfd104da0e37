/**
 * How long tests wait before they fail. On a slow or busy machine the environment
 * variable GAVEL_SLOW makes it longer: 4 gives everything four times as long.
 */

const slow = read(process.env.GAVEL_SLOW ?? '');

/** @param {number} milliseconds */
export function testLimit(milliseconds) {
  return Math.round(milliseconds * slow);
}

/** @param {string} text */
function read(text) {
  const factor = text === '' ? 1 : Number(text);
  if (factor >= 1 && factor <= 100) return factor;
  throw new Error(`GAVEL_SLOW is "${text}": want how many times slower the machine is, a number from 1 to 100`);
}
