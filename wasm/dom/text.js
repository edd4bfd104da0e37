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
 * What an element says, a picture by its words: some extensions draw emoji.
 * @param {Node} node
 * @returns {string}
 */
export function readText(node) {
  let text = '';
  for (const child of node.childNodes) text += child.nodeValue ?? /** @type {Partial<HTMLImageElement>} */ (child).alt ?? readText(child);
  return text;
}

/** The attributes that have something called otherwise than what is in it, or that hide it. */
export const called = ['aria-label', 'aria-labelledby', 'title', 'hidden'];

/**
 * @param {Element} element
 * @param {string} [own] an attribute of these that it may have
 */
export function isCalled(element, own) {
  return called.some((name) => name !== own && element.hasAttribute(name));
}

/**
 * @param {Element} parent
 * @param {Node[]} children
 */
export function isMadeOf(parent, children) {
  return parent.childNodes.length === children.length && children.every((child, i) => parent.childNodes[i] === child);
}
