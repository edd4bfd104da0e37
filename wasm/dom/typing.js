// @ts-check
const modifiers = ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta'];

/**
 * Whether a key types text where that is typed, or moves in it: a page must not take it for
 * one of its shortcuts.
 * @param {KeyboardEvent} event
 */
export function isTyping(event) {
  const { key, ctrlKey, metaKey, altKey } = event;
  if (key === 'Escape' || key === 'Tab' || /^F\d/.test(key) || modifiers.includes(key)) return false;
  if (event.getModifierState('AltGraph')) return true;
  return !ctrlKey && !metaKey && !(altKey && /^[!-~]$/.test(key)); // with Alt, a Mac types other letters
}

/**
 * Whether a key finds what begins with its letter.
 * @param {KeyboardEvent} event
 */
export function isLetter(event) {
  return event.key.length === 1 && event.key !== ' ' && !event.altKey && isTyping(event);
}
