// @ts-check
/** The question before an action that is risky, or that needs more than a press. */
import { buttonBlocked, buttonReady } from './border.js';
import { Button } from './button.js';
import { element } from './element.js';
import { createEnding, Ending } from './ending.js';
import { showSettings } from './settings.js';

/** @param {Document} document */
export function createDialog(document) {
  const el = element.bind(undefined, document);
  const question = el('h2', { id: 'question' });
  const consequence = el('p', { id: 'consequence' });
  const ending = createEnding(document);
  const settings = el('div', { class: 'settings' });
  const obstacle = el('p', { id: 'obstacle', role: 'alert', class: 'obstacle' });
  const cancel = el('button', { type: 'button', 'data-cancel': '' });
  const confirm = el('button', { type: 'button', 'data-confirm': '', class: 'danger', 'aria-describedby': 'obstacle type' });
  const dialog = /** @type {HTMLDialogElement} */ (
    el(
      'dialog',
      { part: 'dialog', 'aria-labelledby': 'question', 'aria-describedby': 'ending consequence' },
      el('div', { class: 'asked', tabindex: '-1' }, question, ending.list, consequence, ending.typed, settings, obstacle, el('div', { class: 'answers' }, cancel, confirm)),
    )
  );
  return { element: dialog, question, consequence, ending, settings, cancel, confirm, confirmLook: new Button(confirm, obstacle) };
}

export class Dialog {
  #parts;
  #words;
  #ending;
  /** @type {{ state: number, why: string }} what Go says of the answer with yes */
  #verdict = { state: buttonReady, why: '' };

  /**
   * @param {ReturnType<typeof createDialog>} parts
   * @param {import('./words.js').Words} words
   */
  constructor(parts, words) {
    this.#parts = parts;
    this.#words = words;
    this.#ending = new Ending(parts.ending, words);
    parts.cancel.textContent = words.say('cancel');
  }

  get isOpen() {
    return this.#parts.element.open;
  }

  /** @returns {boolean} whether it can be answered with yes; if a word is missing, its field gets the focus */
  mayConfirm() {
    if (this.#ending.isTyped) return true;
    this.#parts.ending.field.focus();
    return false;
  }

  /** Something was typed. */
  typed() {
    const { state, why } = this.#verdict;
    this.#parts.confirmLook.show({ state: this.#ending.isTyped ? state : buttonBlocked, mark: 0, why }, this.#words);
  }

  close() {
    this.#ending.close();
    this.#parts.element.close();
    delete this.#parts.element.dataset.dialog;
  }

  /** A dialog that was moved in the page stands in it like any other element. */
  showAgain() {
    const { element: dialog } = this.#parts;
    if (!dialog.open || dialog.matches(':modal') || !dialog.isConnected) return;
    dialog.close();
    this.#open();
  }

  /** With the focus on what there is to choose first, or on the safe answer. */
  #open() {
    const { element: dialog, ending, settings, cancel } = this.#parts;
    dialog.showModal();
    (settings.querySelector('select') ?? (ending.typed.hidden ? cancel : ending.field)).focus();
  }

  /** @param {any[]} op what there is to choose from in the question that comes now */
  showSettings(op) {
    showSettings(this.#parts.settings, op, this.#words);
  }

  /** @param {any[]} op */
  show([, action, key, name, people, state, why, permission, ...ending]) {
    const { element: dialog, question, consequence, settings, confirm } = this.#parts;
    if (!action) return this.close();
    const words = this.#words;
    dialog.dataset.dialog = action;
    question.textContent = words.say(key, { action, name, count: people });
    consequence.textContent = words.say(`${key}.text`, { name, count: people }) || words.say(`dialog.${action}.text`, { name });
    confirm.classList.toggle('danger', !settings.hasChildNodes() && key !== 'dialog.many');
    confirm.textContent = words.say(`${key}.confirm`) || words.say(`dialog.${action}.confirm`) || words.say(`action.${action}`);
    this.#ending.show(key, people, ending);
    this.#verdict = { state, why: why && words.say(why, { permission }) };
    this.typed();
    if (!dialog.open) this.#open();
  }
}
