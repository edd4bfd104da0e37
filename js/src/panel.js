// @ts-check
/** Where the panel of a page goes, and in which language it speaks. */
import css from '../../wasm/dom/panel.css';
import { createApplier } from '../../wasm/dom/applier.js';
import { badInput } from './errors.js';
import { describe } from './input.js';
import { chooseLanguage } from './languages.js';

/**
 * @param {unknown} root
 * @returns {Element | undefined}
 */
export function readRoot(root) {
  if (root === undefined || isElement(root)) return root;
  throw badInput(`The root of attach must be an element of the page, not ${describe(root)}.`);
}

/**
 * By its shape, for it may be of another window.
 * @param {unknown} root
 * @returns {root is Element}
 */
function isElement(root) {
  return root instanceof Object && 'nodeType' in root && root.nodeType === 1;
}

/**
 * @param {Element} root
 * @param {unknown} locale
 * @returns {(send: import('../../wasm/dom/applier.js').Send) => { wake(): void, close(): void }}
 */
export function panelIn(root, locale) {
  const { documentElement } = root.ownerDocument;
  const wished = [locale, /** @type {HTMLElement | null} */ (root.closest('[lang]'))?.lang, documentElement.lang, ...navigator.languages];
  const language = chooseLanguage(wished.filter((tag) => typeof tag === 'string'));
  return (send) => createApplier({ root, css, language, send });
}
