// @ts-check
import { iconFont } from 'gavel:icons';

/** @type {WeakSet<Document>} */
const provided = new WeakSet();

/**
 * Gives a document the font of the panel's icons, which stays: fonts are of a document, not
 * of a shadow root. No Content Security Policy is asked, for nothing is fetched.
 * @param {Document} document
 */
export function provideIcons(document) {
  if (provided.has(document)) return;
  provided.add(document);
  const { FontFace } = document.defaultView ?? window;
  document.fonts.add(new FontFace('Gavel icons', iconFont()));
}
