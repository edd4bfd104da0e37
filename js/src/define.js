// @ts-check
/** Importing this defines <gavel-controls>. Where there are no elements it does nothing. */
import { GavelControls } from './element.js';

export * from './index.js';

if (globalThis.customElements && !customElements.get('gavel-controls')) {
  customElements.define('gavel-controls', GavelControls);
}
