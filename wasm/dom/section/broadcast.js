// @ts-check
/** The bar of what goes out: oneself on stage, the recording, the livestream. */
import { createControls } from '../controls.js';
import { element } from '../element.js';

/** @param {Document} document */
export function createBroadcast(document) {
  const stage = createControls(document, 'stage');
  const broadcast = createControls(document, 'broadcast');
  const controls = [...stage, ...broadcast];
  return { element: element(document, 'div', { part: 'broadcast', class: 'bar' }, ...controls.map(({ holder }) => holder)), controls, stage, broadcast };
}
