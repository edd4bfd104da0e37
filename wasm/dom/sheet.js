// @ts-check
import { kept } from './kept.js';

/** @type {WeakMap<Document, CSSStyleSheet>} */
const sheets = new WeakMap();

/**
 * The sheet of a document: no other can adopt it. Reading it takes some milliseconds the first time.
 * @param {Document} document
 * @param {string} css
 */
export function styleSheet(document, css) {
  return kept(sheets, document, () => {
    const sheet = new (document.defaultView ?? window).CSSStyleSheet();
    sheet.replaceSync(css);
    return sheet;
  });
}
