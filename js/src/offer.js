// @ts-check
/** What <gavel-controls> offers of attach() and of its controls: a line here is all that it takes. */

/** @import * as Public from '../index.d.ts' */

/**
 * The options of attach but for its root. The element has a property for each, and for one
 * that is text an attribute, which is named here.
 * @type {Readonly<Record<Exclude<keyof Public.AttachOptions, 'root'>, string>>}
 */
export const attachOptions = {
  locale: 'locale',
  confirmTimeoutMs: '',
  knockSound: '',
  requests: '',
  remember: '',
  holdBackMs: '',
  typeToConfirmAbove: '',
  sections: '',
};

/**
 * The events of controls; the element tells each in their stead.
 * @type {readonly (keyof Public.HostControlsEventMap)[]}
 */
export const events = [
  'change',
  'outcome',
  'knock',
  'request',
  'notice',
  'journal',
  'closed',
  'crash',
];
