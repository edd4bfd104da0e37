// @ts-check
/**
 * Sets what an element says, where that is something else. Its text stays the same node: a
 * new one would have its style and its place in the page made anew.
 * @param {Element} element that has nothing but text
 * @param {string} text
 */
export function setText(element, text) {
  const { firstChild } = element;
  if (!firstChild) element.textContent = text;
  else if (firstChild.nodeValue !== text) firstChild.nodeValue = text;
}
