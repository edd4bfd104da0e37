// @ts-check
/** What is shown of a name, which is whatever somebody has written. */

/** A name is one line. */
const breaks = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;

/** Marks that turn text around: a name needs none, it is isolated wherever it stands. */
const turns = /\p{Bidi_Control}+/gu;

/** Blanks, and what takes no room or shows nothing. */
const unseen = /^[\s\p{DI}\u2800\ufff9-\ufffb\u{1d159}]+/u;

/** What stands before the first letter, digit or emoji of a word. */
const noLetters = /^[^\p{L}\p{N}\p{ExtPict}\p{RI}]+/u;

/** @param {string} name @returns {string} nothing, where there is nothing to be seen of it */
export function shownName(name) {
  return name.replace(breaks, ' ').replace(turns, '').replace(unseen, '').trimEnd();
}

/**
 * The first letters of the first and the last word that has any, or an emoji whole.
 * @param {string} name
 * @param {import('./words.js').Words} words
 */
export function initials(name, words) {
  const shown = shownName(name);
  if (!shown) return '?';
  const parts = shown.split(/\s+/).map((part) => part.replace(noLetters, '')).filter(Boolean);
  if (parts.length === 0) return words.firstLetter(shown);
  const ends = parts.length > 1 ? [parts[0], parts[parts.length - 1]] : parts;
  return ends.map((part) => words.firstLetter(part)).join('').toLocaleUpperCase(words.locale);
}
