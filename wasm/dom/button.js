// @ts-check
import { buttonBlocked, buttonBusy, buttonReady, markDone, markFailed, markNone, markUnconfirmed } from './border.js';
import { setText } from './text.js';

/** @type {Record<number, string>} what the style and the words call the marks */
const marks = { [markDone]: 'done', [markUnconfirmed]: 'unconfirmed', [markFailed]: 'failed' };

/** A button of the page with the words that describe it. */
export class Button {
  #element;
  #description;
  // As shown last.
  #state = buttonReady;
  #mark = markNone;

  /**
   * @param {HTMLElement} element
   * @param {HTMLElement} description
   */
  constructor(element, description) {
    this.#element = element;
    this.#description = description;
  }

  /**
   * @param {{ state: number, mark: number, why: string }} look why: in words
   * @param {import('./words.js').Words} words
   */
  show({ state, mark, why }, words) {
    if (state !== this.#state) this.#showState(state);
    if (mark !== this.#mark) this.#showMark(mark);
    setText(this.#description, state === buttonBusy ? words.say('busy') : why || (marks[mark] && words.say(`mark.${marks[mark]}`)));
  }

  /** @param {number} state */
  #showState(state) {
    const before = this.#state;
    this.#state = state;
    if ((state === buttonBusy) !== (before === buttonBusy)) {
      this.#element.toggleAttribute('data-busy', state === buttonBusy);
      setOrRemove(this.#element, 'aria-busy', state === buttonBusy);
    }
    if ((state === buttonBlocked) !== (before === buttonBlocked)) setOrRemove(this.#element, 'aria-disabled', state === buttonBlocked);
  }

  /** @param {number} mark */
  #showMark(mark) {
    this.#mark = mark;
    if (marks[mark]) this.#element.dataset.mark = marks[mark];
    else delete this.#element.dataset.mark;
  }
}

/**
 * @param {HTMLElement} element
 * @param {string} name
 * @param {boolean} on
 */
function setOrRemove(element, name, on) {
  if (on) element.setAttribute(name, 'true');
  else element.removeAttribute(name);
}
