// @ts-check

/**
 * A copy that has nothing of Object.prototype, into which a page may have put something.
 * @template {object} T
 * @param {T} properties
 * @returns {T}
 */
export function bare(properties) {
  return Object.assign(Object.create(null), properties);
}
