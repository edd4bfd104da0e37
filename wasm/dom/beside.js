// @ts-check
/** Where something that floats over the page stands beside a button, in a page that may be zoomed by its style. */

const gap = 4;

/**
 * @typedef {object} Beside
 * @property {DOMRect} at where the button is in the window
 * @property {DOMRect} own how large the other is
 * @property {number} height of the window
 */

/**
 * Puts a fixed element beside a button, as far as the window has room.
 * @param {HTMLElement} floating
 * @param {Element} button
 * @param {(beside: Beside) => { left: number, top: number }} choose where it is best, in the window
 */
export function putBeside(floating, button, choose) {
  const { documentElement } = button.ownerDocument;
  const width = documentElement.clientWidth * zoomOf(documentElement);
  const height = documentElement.clientHeight * zoomOf(documentElement);
  const own = floating.getBoundingClientRect();
  const { left, top } = choose({ at: button.getBoundingClientRect(), own, height });
  const zoom = zoomOf(floating);
  floating.style.left = `${Math.max(gap, Math.min(left, width - own.width - gap)) / zoom}px`;
  floating.style.top = `${Math.max(gap, top) / zoom}px`;
}

/**
 * By how much the style of an element and of what it is in enlarges it. Browsers that do not
 * say count the window's pixels alike.
 * @param {Element} element
 */
function zoomOf(element) {
  return /** @type {{ currentCSSZoom?: number }} */ (element).currentCSSZoom ?? 1;
}
