// @ts-check
/**
 * The menu of a row: what there is to do about a person beside what stands in the row. There
 * is one in a panel. By keyboard it is a menu as the ARIA practices have it; up and down on
 * its button are the list's.
 */
import { actionIcons } from './actions.js';
import { bare } from './bare.js';
import { Button } from './button.js';
import { element } from './element.js';
import { createIcon, setIcon } from './icons.js';
import { setText } from './text.js';

/** @import { ButtonLook, Row } from './row.js' */

const gap = 4;

/** @param {Document} document */
export function createMenu(document) {
  return element(document, 'div', { class: 'menu', part: 'menu', role: 'menu', id: 'menu', popover: 'manual' });
}

export class Menu {
  #element;
  #words;
  /** @type {Item[]} used again and again */
  #items = [];
  /** @type {Row | undefined} whose menu is open */
  #row;
  /** @type {HTMLElement | undefined} which opened it */
  #button;
  /** Where the button was then, in the window. */
  #buttonTop = 0;
  /** Ends the listening of an open menu. */
  #open = new AbortController();

  /**
   * @param {HTMLElement} menu
   * @param {import('./words.js').Words} words
   */
  constructor(menu, words) {
    this.#element = menu;
    this.#words = words;
  }

  /** @returns {Row | undefined} whose menu is open */
  get row() {
    return this.#row;
  }

  /**
   * @param {Node} target
   * @returns {boolean} whether it is in the menu that is open, or in its button
   */
  owns(target) {
    return this.#button !== undefined && (this.contains(target) || this.#button.contains(target));
  }

  get #stops() {
    return this.#items.filter(({ element }) => !element.hidden).map(({ element }) => element);
  }

  get hasFocus() {
    return this.contains(/** @type {ShadowRoot} */ (this.#element.getRootNode()).activeElement);
  }

  /** @param {EventTarget | null} target */
  contains(target) {
    return this.#element.contains(/** @type {Node | null} */ (target));
  }

  /**
   * Opens the menu of a row that has one; its first item gets the focus.
   * @param {Row} row
   * @param {HTMLElement} button which opens it
   */
  open(row, button) {
    this.close();
    this.#row = row;
    this.#button = button;
    this.#open = new AbortController();
    const { ownerDocument } = this.#element;
    ownerDocument.addEventListener('pointerdown', (event) => this.#pressed(event), bare({ signal: this.#open.signal, capture: true }));
    ownerDocument.addEventListener('scroll', () => this.scrolled(), bare({ signal: this.#open.signal, capture: true }));
    button.setAttribute('aria-expanded', 'true');
    button.setAttribute('aria-controls', 'menu');
    this.#element.setAttribute('aria-label', this.#words.say('more', { name: row.name }));
    this.update();
    this.#element.showPopover();
    this.#placeAt(button);
    this.#stops[0].focus();
  }

  /** Closes the menu; a focus that is in it goes back to its button, or into the row. */
  close() {
    const row = this.#row;
    const button = this.#button;
    if (!row || !button) return;
    this.#row = this.#button = undefined;
    this.#open.abort();
    button.setAttribute('aria-expanded', 'false');
    button.removeAttribute('aria-controls');
    const { hasFocus } = this;
    this.#element.hidePopover();
    if (hasFocus) (button.isConnected ? button : row.end).focus({ preventScroll: true });
  }

  /**
   * A press elsewhere closes the menu; its own button does so by itself.
   * @param {Event} event
   */
  #pressed(event) {
    const [target] = event.composedPath();
    if (!this.owns(/** @type {Node} */ (target))) this.close();
  }

  /** Something was scrolled, perhaps before the menu was opened: one that no longer is at its button closes. */
  scrolled() {
    if (this.#button && this.#button.getBoundingClientRect().top !== this.#buttonTop) this.close();
  }

  /** The row may have changed. */
  update() {
    const row = this.#row;
    if (!row) return;
    if (row.menu.length === 0) return this.close();
    const focused = this.#stops.indexOf(/** @type {HTMLElement} */ (/** @type {ShadowRoot} */ (this.#element.getRootNode()).activeElement));
    while (this.#items.length < row.menu.length) {
      const item = new Item(this.#element.ownerDocument, this.#items.length);
      this.#items.push(item);
      this.#element.append(item.element, item.why);
    }
    this.#items.forEach((item, i) => item.show(row.menu[i], this.#words));
    const stops = this.#stops;
    if (focused >= stops.length) stops[stops.length - 1].focus();
  }

  /**
   * @param {KeyboardEvent} event
   * @returns {boolean} whether the menu took it
   */
  key(event) {
    if (!this.#row || !this.contains(event.target)) return false;
    const stops = this.#stops;
    const at = stops.indexOf(/** @type {HTMLElement} */ (event.target));
    const last = stops.length - 1;
    /** @type {Record<string, number>} */
    const moves = { ArrowDown: at === last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1, Home: 0, End: last };
    if (event.key === 'Escape') {
      this.close();
    } else if (event.key === 'Tab') {
      this.close();
      return true; // and on from the button
    } else if (event.key in moves) {
      stops[moves[event.key]]?.focus();
    } else if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      this.#find(event.key, stops, at)?.focus();
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }

  /**
   * @param {string} letter
   * @param {HTMLElement[]} stops
   * @param {number} at
   */
  #find(letter, stops, at) {
    const { locale } = this.#words;
    const wanted = letter.toLocaleLowerCase(locale);
    return [...stops.slice(at + 1), ...stops.slice(0, at + 1)].find(({ lastElementChild }) =>
      lastElementChild?.textContent?.toLocaleLowerCase(locale).startsWith(wanted),
    );
  }

  /** @param {Element} button */
  #placeAt(button) {
    const { clientWidth, clientHeight } = button.ownerDocument.documentElement;
    const at = button.getBoundingClientRect();
    const own = this.#element.getBoundingClientRect();
    this.#buttonTop = at.top;
    const left = this.#words.direction === 'rtl' ? at.left : at.right - own.width;
    const below = at.bottom + gap;
    const top = below + own.height > clientHeight && at.top > clientHeight - at.bottom ? at.top - own.height - gap : below;
    this.#element.style.left = `${Math.max(gap, Math.min(left, clientWidth - own.width - gap))}px`;
    this.#element.style.top = `${Math.max(gap, top)}px`;
  }
}

class Item {
  #icon;
  #label;
  #look;

  /**
   * @param {Document} document
   * @param {number} number
   */
  constructor(document, number) {
    this.#icon = createIcon(document);
    this.#label = element(document, 'span');
    this.why = element(document, 'span', { class: 'why', id: `why-menu-${number}` });
    this.element = element(
      document,
      'button',
      { type: 'button', role: 'menuitem', part: 'action', tabindex: '-1', 'aria-describedby': this.why.id },
      this.#icon,
      this.#label,
    );
    this.#look = new Button(this.element, this.why);
  }

  /**
   * @param {ButtonLook | undefined} button
   * @param {import('./words.js').Words} words
   */
  show(button, words) {
    this.element.hidden = this.why.hidden = !button;
    if (!button) {
      delete this.element.dataset.action;
      return;
    }
    const [action, state, mark, why, permission] = button;
    this.element.dataset.action = action;
    setIcon(this.#icon, actionIcons[action]);
    setText(this.#label, words.say(`action.${action}`));
    this.#look.show({ state, mark, why: why && words.say(why, { permission }) }, words);
  }
}
