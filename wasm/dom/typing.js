// @ts-check
/**
 * Whether a key types text where that is typed, or moves in it: a page must not take it for
 * one of its shortcuts.
 * @param {KeyboardEvent} event
 */
export function isTyping(event) {
  const { key, ctrlKey, metaKey } = event;
  if (key === 'Escape' || key === 'Tab' || /^F\d/.test(key)) return false;
  return (!ctrlKey && !metaKey) || event.getModifierState('AltGraph');
}

/**
 * Whether a key finds what begins with its letter.
 * @param {KeyboardEvent} event
 */
export function isLetter(event) {
  return event.key.length === 1 && event.key !== ' ' && !event.altKey && isTyping(event);
}
