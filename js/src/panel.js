// @ts-check
/** Where the panel of a page goes, and in which language it speaks. */
import css from '../../wasm/dom/panel.css';
import { createApplier } from '../../wasm/dom/applier.js';
import { fonts, openFont } from '../../wasm/dom/fonts.js';
import { makeParts } from '../../wasm/dom/parts.js';
import { sections } from '../../wasm/dom/sections.js';
import { styleSheet } from '../../wasm/dom/sheet.js';
import { formatsOf } from '../../wasm/dom/words.js';
import { badInput } from './errors.js';
import { provideIcons } from './icons.js';
import { describe, isOf, readNames } from './input.js';
import { chooseLanguage, chosenLocale } from './languages.js';

/** @import { KnockSound } from './knocksound.js' */
/** @import { SpareTime } from './sparetime.js' */

/**
 * @param {unknown} root
 * @returns {Element | undefined}
 */
export function readRoot(root) {
  if (root === undefined || isElement(root)) return root;
  throw badInput(`The root of attach must be an element of the page, not ${describe(root)}.`);
}

/**
 * @param {unknown} milliseconds which the Go program reads more closely
 * @param {Element | undefined} root
 */
export function readHoldBack(milliseconds, root) {
  if (milliseconds && !root) throw badInput('The holdBackMs of attach needs a root: it is for what is confirmed in the panel. For perform there is delayMs.');
  return milliseconds;
}

/** A word is typed before more people than this are removed at once. */
const manyPeople = 20;

/**
 * @param {unknown} people
 * @param {Element | undefined} root
 * @returns {number} from how many people on a word is typed; 0 for never
 */
export function readTypeFrom(people, root) {
  if (people === undefined) return manyPeople + 1;
  if (people !== Infinity && !(Number.isSafeInteger(people) && Number(people) >= 0)) {
    const found = typeof people === 'number' ? String(people) : describe(people);
    throw badInput(`The typeToConfirmAbove of attach must be a whole number of people from 0 on, or Infinity, not ${found}.`);
  }
  if (!root) throw badInput('The typeToConfirmAbove of attach needs a root: it is for what is confirmed in the panel.');
  return people === Infinity ? 0 : Number(people) + 1;
}

/**
 * @param {unknown} wanted the sections that a panel is to have
 * @param {Element | undefined} root
 * @returns {string[]} those that it is not to have
 */
export function readHidden(wanted, root) {
  if (wanted === undefined) return [];
  const names = readNames(wanted, 'sections', sections);
  if (!root) throw badInput('The sections of attach need a root: they are those of the panel.');
  return sections.filter((section) => !names.includes(section));
}

/**
 * @param {unknown} locale
 * @returns {string | undefined}
 */
export function readLocale(locale) {
  if (locale === undefined || typeof locale === 'string') return locale;
  throw badInput(`The locale of attach must be a string such as "en", not ${describe(locale)}.`);
}

/**
 * @param {unknown} root
 * @returns {root is Element}
 */
function isElement(root) {
  return isOf(() => Element.prototype, 'localName', root);
}

/**
 * Has what takes long the first time done while the module is still on its way, in steps
 * and when the page has nothing else to do: 20 to 40 ms less until a panel is there.
 * @param {SpareTime} spareTime
 */
export async function preparePanel(spareTime) {
  await spareTime.whenQuiet([
    () => {
      styleSheet(document, css);
      provideIcons(document);
    },
  ]);
  await spareTime.whenIdle([
    () => {
      const formats = pageFormats();
      if (!formats.plainDigits) void formats.number;
    },
    ...fonts.map((font) => () => openFont(document, font)),
    () => makeParts(document),
  ]);
}

/** The same for a crowd, which has a number that is formatted. */
export function prepareCrowd() {
  void pageFormats().number;
}

function pageFormats() {
  return formatsOf(chosenLocale(wishes(document.documentElement)));
}

/**
 * @param {Element} root
 * @param {string | undefined} locale
 * @param {{ activity?: import('../../wasm/dom/activity.js').Source, sound?: KnockSound | undefined, hidden?: readonly string[] }} [has] what was done,
 *   the sound of somebody who knocks, and the sections that are not shown
 * @returns {(send: import('../../wasm/dom/applier.js').Send) => { wake(): void, close(): void }}
 */
export function panelIn(root, locale, has = {}) {
  const language = chooseLanguage(locale === undefined ? wishes(root) : [locale, ...wishes(root)]);
  return (send) => createApplier({ root, css, language, send, provideIcons, ...has });
}

/**
 * The languages of a place in a page, the most wished for first.
 * @param {Element} place
 * @returns {string[]}
 */
function wishes(place) {
  return [languageAround(place), place.ownerDocument.documentElement.lang, ...navigator.languages].filter((tag) => tag !== undefined);
}

/**
 * @param {Element} place
 * @returns {string | undefined} the nearest lang around it, which goes on outside of a shadow root
 */
function languageAround(place) {
  /** @type {Element | undefined} */
  let from = place;
  while (from) {
    const nearest = from.closest('[lang]');
    if (nearest) return /** @type {HTMLElement} */ (nearest).lang;
    from = /** @type {Partial<ShadowRoot>} */ (from.getRootNode()).host;
  }
  return undefined;
}
