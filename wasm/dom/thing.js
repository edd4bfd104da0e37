// @ts-check
/** Buttons for what is no person: a message, a plugin, a screen. */
import { actionIcons } from './actions.js';
import { buttonFolded } from './border.js';
import { Button } from './button.js';
import { element } from './element.js';
import { createIcon, setIcon } from './icons.js';
import { setText } from './text.js';

/** How many values Go sends for a button. */
export const buttonWidth = 6;

let made = 0;

/** A button with what it says about itself. */
export class ThingButton {
  #button;
  #icon;
  #label;
  #why;
  #look;

  /**
   * @param {Document} document
   * @param {{ type?: 'button' | 'submit', words?: boolean }} [kind] words: they stand on it, and why it cannot be used beside it
   */
  constructor(document, { type = 'button', words = true } = {}) {
    const el = element.bind(undefined, document);
    this.#icon = createIcon(document);
    this.#label = words ? el('span') : undefined;
    this.#why = el('span', { class: 'why', id: `thing-${(made += 1)}` });
    this.#why.hidden = !words;
    this.#button = el('button', { type, part: 'action', class: words ? '' : 'icon', 'aria-describedby': this.#why.id }, this.#icon, ...(this.#label ? [this.#label] : []));
    this.#look = new Button(this.#button, this.#why);
    this.element = el('span', { class: 'thing', hidden: '' }, this.#button, this.#why);
  }

  get button() {
    return this.#button;
  }

  /**
   * @param {any[]} button as package section writes one
   * @param {string} id of the thing
   * @param {string} label
   * @param {import('./words.js').Words} words
   */
  show([action, state, mark, why, permission], id, label, words) {
    this.element.hidden = state === buttonFolded;
    if (state === buttonFolded) return;
    this.#button.dataset.action = action;
    this.#button.dataset.thing = id;
    setIcon(this.#icon, actionIcons[action]);
    if (this.#label) setText(this.#label, label);
    else this.#button.setAttribute('aria-label', label);
    this.#look.show({ state, mark, why: why && words.say(why, { permission }) }, words);
  }
}
