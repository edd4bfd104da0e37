// @ts-check
/** What elements say, and what they have in them. */

/**
 * Sets what an element says, where that is something else. Its text stays the same node: a
 * new one would have its style and its place in the page made anew. A translator may have put
 * elements where the text was.
 * @param {Element} element that has nothing but text
 * @param {string} text
 */
export function setText(element, text) {
  const { firstChild } = element;
  if (firstChild?.nodeType !== Node.TEXT_NODE || firstChild.nextSibling) element.textContent = text;
  else if (firstChild.nodeValue !== text) firstChild.nodeValue = text;
}

/**
 * @param {Element} parent
 * @param {Element[]} children
 */
export function isMadeOf(parent, children) {
  return parent.children.length === children.length && children.every((child, i) => parent.children[i] === child);
}
