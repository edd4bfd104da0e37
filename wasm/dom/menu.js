// @ts-check
/**
 * Opens and closes the menus of rows, and that of locks, one at a time. By keyboard it is a menu as the ARIA
 * practices have it; up and down on its button are the list's.
 */
import { bare } from './bare.js';
import { putBeside } from './beside.js';
import { isLetter } from './typing.js';

/**
 * @typedef {{ cell: HTMLElement, button: HTMLElement, element: HTMLElement, stops: HTMLElement[] }} Shown
 * @typedef {{ menu?: Shown | undefined, end: HTMLElement }} Owner a row, or a button of its own
 */

const gap = 4;

export class Menu {
  #words;
  /** @type {{ owner: Owner, menu: Shown } | undefined} what is open */
  #shown;
  /** Where the button was then, in the window. */
  #buttonTop = 0;
  /** Ends the listening of an open menu. */
  #open = new AbortController();

  /** @param {import('./words.js').Words} words */
  constructor(words) {
    this.#words = words;
  }

  /** @returns {Owner | undefined} whose menu is open */
  get owner() {
    return this.#shown?.owner;
  }

  /**
   * @param {Node} target
   * @returns {boolean} whether it is in the menu that is open, or in its button
   */
  owns(target) {
    return Boolean(this.#shown?.menu.cell.contains(target));
  }

  /** @returns {Element | null} */
  get #focus() {
    return this.#shown ? /** @type {ShadowRoot} */ (this.#shown.menu.element.getRootNode()).activeElement : null;
  }

  get hasFocus() {
    return this.contains(this.#focus);
  }

  /** @param {EventTarget | null | undefined} target */
  contains(target) {
    return Boolean(target && this.#shown?.menu.element.contains(/** @type {Node} */ (target)));
  }

  /**
   * Opens the menu of a row, if it has one, or of a button; its first item gets the focus.
   * @param {Owner} owner
   */
  open(owner) {
    this.close();
    const { menu } = owner;
    if (!menu) return;
    this.#shown = { owner, menu };
    this.#open = new AbortController();
    const { ownerDocument } = menu.element;
    ownerDocument.addEventListener('pointerdown', (event) => this.#pressed(event), bare({ signal: this.#open.signal, capture: true }));
    ownerDocument.addEventListener('scroll', () => this.scrolled(), bare({ signal: this.#open.signal, capture: true }));
    menu.button.setAttribute('aria-expanded', 'true');
    menu.element.showPopover();
    this.#place(menu);
    menu.stops[0].focus();
  }

  /** Closes the menu; a focus that is in it goes back to its button, or into the row. */
  close() {
    if (!this.#shown) return;
    const { owner, menu } = this.#shown;
    const { hasFocus } = this;
    this.#shown = undefined;
    this.#open.abort();
    menu.button.setAttribute('aria-expanded', 'false');
    if (menu.element.isConnected) menu.element.hidePopover();
    if (hasFocus) (menu.button.isConnected ? menu.button : owner.end).focus({ preventScroll: true });
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
    if (this.#shown && this.#shown.menu.button.getBoundingClientRect().top !== this.#buttonTop) this.close();
  }

  /** The row may have changed: an item that had the focus may be gone. */
  update() {
    const shown = this.#shown;
    if (!shown) return;
    if (shown.owner.menu !== shown.menu) return this.close();
    const { stops } = shown.menu;
    const focus = this.#focus;
    if (this.contains(focus) && !stops.includes(/** @type {HTMLElement} */ (focus))) stops[stops.length - 1].focus();
  }

  /**
   * @param {KeyboardEvent} event
   * @returns {boolean} whether the menu took it
   */
  key(event) {
    if (!this.#shown || !this.contains(event.target)) return false;
    const { stops } = this.#shown.menu;
    const at = stops.indexOf(/** @type {HTMLElement} */ (event.target));
    const last = stops.length - 1;
    /** @type {Record<string, number>} */
    const moves = { ArrowDown: at === last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1, Home: 0, End: last };
    if (event.key === 'Tab') {
      this.close(); // and on from the button
      return true;
    }
    if (event.key === 'Escape') this.close();
    else if (event.key in moves) stops[moves[event.key]].focus();
    else if (!isLetter(event)) return true;
    else this.#find(event.key, stops, at)?.focus();
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

  /** @param {Shown} menu */
  #place({ button, element }) {
    putBeside(element, button, ({ at, own, height }) => {
      this.#buttonTop = at.top;
      const left = this.#words.direction === 'rtl' ? at.left : at.right - own.width;
      const below = at.bottom + gap;
      const isAbove = below + own.height > height && at.top > height - at.bottom;
      return { left, top: isAbove ? at.top - own.height - gap : below };
    });
  }
}
