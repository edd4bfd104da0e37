// @ts-check
/** The elements of a panel, which a page that waits for its meeting has made ahead. */
import { likelyRows } from './list.js';
import { createPersonRow } from './section/people.js';
import { createSkeleton } from './skeleton.js';

/** @typedef {{ skeleton: import('./skeleton.js').Skeleton, rows: import('./row.js').Row[] }} Parts */

/** @type {WeakMap<Document, Parts>} */
const ahead = new WeakMap();

/**
 * Makes the elements of the document's next panel, unless they are there.
 * @param {Document} document
 */
export function makeParts(document) {
  if (ahead.has(document)) return;
  const rows = Array.from({ length: likelyRows }, () => createPersonRow(document));
  ahead.set(document, { skeleton: createSkeleton(document), rows });
}

/**
 * @param {Document} document
 * @returns {Parts} for one panel; without those made ahead, rows are made when they are needed
 */
export function takeParts(document) {
  const parts = ahead.get(document) ?? { skeleton: createSkeleton(document), rows: [] };
  ahead.delete(document);
  return parts;
}

/**
 * Forgets the elements that were made ahead: there will be no panel.
 * @param {Document} document
 */
export function dropParts(document) {
  ahead.delete(document);
}
