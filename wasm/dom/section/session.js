// @ts-check
/** The section at the end: leave, remove everybody else, and end for everybody. */
import { createControls } from '../controls.js';
import { element } from '../element.js';

/** @param {Document} document */
export function createSession(document) {
  const controls = createControls(document, 'session');
  return { element: element(document, 'div', { part: 'footer', class: 'footer' }, ...controls.map(({ holder }) => holder)), controls };
}
