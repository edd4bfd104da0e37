// @ts-check
/** The bar of what goes out: oneself on stage, the recording, the livestream. */
import { createControls } from '../controls.js';
import { element } from '../element.js';

/** @param {Document} document */
export function createBroadcast(document) {
  const controls = [...createControls(document, 'stage'), ...createControls(document, 'broadcast')];
  return { element: element(document, 'div', { part: 'broadcast', class: 'bar' }, ...controls.map(({ holder }) => holder)), controls };
}
