// What is shown of a name, which is whatever somebody has written.

/** One line, without marks that turn text around; a stand-in where nothing is left. */
export function shownName(name, standIn) {
  return name.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').replace(/\p{Bidi_Control}/gu, '').trim() || standIn;
}

/** Apart from the words beside it, whose direction may be another. */
export function isolated(name) {
  return `\u2068${name}\u2069`;
}
