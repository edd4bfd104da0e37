/** Waiting for what cannot tell when it is so. */
import { setTimeout as pause } from 'node:timers/promises';
import { testLimit } from '../testlimit.mjs';

const betweenLooks = 20;

/**
 * Looks again and again until it is so.
 * @param {() => Promise<unknown>} isSo
 * @param {string} what is said where it never is
 * @param {number} [limit] in milliseconds
 */
export async function until(isSo, what, limit = testLimit(30_000)) {
  const end = Date.now() + limit;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`This did not come true: ${what}`);
    await pause(betweenLooks);
  }
}
