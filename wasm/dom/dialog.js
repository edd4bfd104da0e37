// @ts-check
/** The question before an action that is risky, or that needs more than a press. */
import { Button } from './button.js';
import { element } from './element.js';
import { showSettings } from './settings.js';

/** @param {Document} document */
export function createDialog(document) {
  const el = element.bind(undefined, document);
  const question = el('h2', { id: 'question' });
  const consequence = el('p', { id: 'consequence' });
  const settings = el('div', { class: 'settings' });
  const obstacle = el('p', { id: 'obstacle', role: 'alert', class: 'obstacle' });
  const cancel = el('button', { type: 'button', 'data-cancel': '' });
  const confirm = el('button', { type: 'button', 'data-confirm': '', class: 'danger', 'aria-describedby': 'obstacle' });
  const dialog = /** @type {HTMLDialogElement} */ (
    el(
      'dialog',
      { part: 'dialog', 'aria-labelledby': 'question', 'aria-describedby': 'consequence' },
      el('div', { class: 'asked', tabindex: '-1' }, question, consequence, settings, obstacle, el('div', { class: 'answers' }, cancel, confirm)),
    )
  );
  return { element: dialog, question, consequence, settings, cancel, confirm, confirmLook: new Button(confirm, obstacle) };
}

export class Dialog {
  #parts;
  #words;

  /**
   * @param {ReturnType<typeof createDialog>} parts
   * @param {import('./words.js').Words} words
   */
  constructor(parts, words) {
    this.#parts = parts;
    this.#words = words;
    parts.cancel.textContent = words.say('cancel');
  }

  get isOpen() {
    return this.#parts.element.open;
  }

  close() {
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
    const { element: dialog, settings, cancel } = this.#parts;
    dialog.showModal();
    (settings.querySelector('select') ?? cancel).focus();
  }

  /** @param {any[]} op what there is to choose from in the question that comes now */
  showSettings(op) {
    showSettings(this.#parts.settings, op, this.#words);
  }

  /** @param {any[]} op */
  show([, action, key, name, people, state, why, permission]) {
    const { element: dialog, question, consequence, settings, confirm, confirmLook } = this.#parts;
    if (!action) return this.close();
    const words = this.#words;
    dialog.dataset.dialog = action;
    question.textContent = words.say(key, { action, name, count: people });
    consequence.textContent = words.say(`${key}.text`, { name, count: people }) || words.say(`dialog.${action}.text`, { name });
    confirm.classList.toggle('danger', !settings.hasChildNodes() && key !== 'dialog.many');
    confirm.textContent = words.say(`${key}.confirm`) || words.say(`dialog.${action}.confirm`) || words.say(`action.${action}`);
    confirmLook.show({ state, mark: 0, why: why && words.say(why, { permission }) }, words);
    if (!dialog.open) this.#open();
  }
}
