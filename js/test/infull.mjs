/**
 * The cases that are tested always, and with GAVEL_FULL=1, as make test-long sets it, the others too.
 * @template T
 * @param {T[]} always
 * @param {T[]} others
 * @returns {T[]}
 */
export function inFull(always, others) {
  return process.env.GAVEL_FULL === '1' ? [...always, ...others] : always;
}
