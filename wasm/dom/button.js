// @ts-check
import { setText } from './text.js';

/** The states and marks of a button, as package view numbers them. */
const ready = 1;
const blocked = 2;
const busy = 3;
const marks = ['', 'done', 'unconfirmed', 'failed'];

/** A button of the page with the words that describe it. */
export class Button {
  #element;
  #description;
  // As shown last.
  #state = ready;
  #mark = 0;

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
    setText(this.#description, state === busy ? words.say('busy') : why || (marks[mark] && words.say(`mark.${marks[mark]}`)));
  }

  /** @param {number} state */
  #showState(state) {
    const before = this.#state;
    this.#state = state;
    if ((state === busy) !== (before === busy)) {
      this.#element.toggleAttribute('data-busy', state === busy);
      setOrRemove(this.#element, 'aria-busy', state === busy);
    }
    if ((state === blocked) !== (before === blocked)) setOrRemove(this.#element, 'aria-disabled', state === blocked);
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
