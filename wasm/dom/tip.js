// @ts-check
/** Shows what a button is called, and why it cannot be used, to those who see. */
import { putBeside } from './beside.js';

const gap = 6;

export class Tip {
  #tip;
  /** @type {HTMLButtonElement | null} */
  #shownFor = null;

  /** @param {HTMLElement} tip */
  constructor(tip) {
    this.#tip = tip;
  }

  get isShown() {
    return this.#shownFor !== null;
  }

  /** @param {Element} target */
  pointed(target) {
    this.#show(target.closest('button'));
  }

  /** @param {Element} target */
  focused(target) {
    if (target.matches(':focus-visible')) this.#show(target.closest('button'));
  }

  hide() {
    if (!this.#shownFor) return;
    this.#shownFor = null;
    this.#tip.hidePopover();
  }

  /** The buttons may have changed. */
  update() {
    const button = this.#shownFor;
    if (!button) return;
    const text = button.isConnected && !button.closest('[hidden]') && textOf(button);
    if (!text) return this.hide();
    if (text === this.#tip.textContent) return;
    this.#tip.textContent = text;
    this.#placeAt(button);
  }

  /** @param {HTMLButtonElement | null} button */
  #show(button) {
    if (button === this.#shownFor) return;
    this.hide();
    const text = button && textOf(button);
    if (!button || !text) return;
    this.#shownFor = button;
    this.#tip.textContent = text;
    this.#tip.showPopover();
    this.#placeAt(button);
  }

  /** @param {Element} button */
  #placeAt(button) {
    putBeside(this.#tip, button, ({ at, own }) => {
      const above = at.top - own.height - gap;
      return { left: at.left + (at.width - own.width) / 2, top: above < gap ? at.bottom + gap : above };
    });
  }
}

/** @param {HTMLButtonElement} button */
function textOf(button) {
  const root = /** @type {ShadowRoot} */ (button.getRootNode());
  const why = root.getElementById(button.getAttribute('aria-describedby') ?? '')?.textContent;
  const folding = /** @type {HTMLElement | null} */ (button.querySelector('.folding'));
  const label = folding && folding.offsetWidth <= 1 ? folding.textContent : button.getAttribute('aria-label'); // the words of an icon that stands alone
  return [label, why].filter(Boolean).join('\n');
}
