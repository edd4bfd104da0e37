// @ts-check
/** The question before a risky action. */
import { Button } from './button.js';
import { element } from './element.js';

/** @param {Document} document */
export function createDialog(document) {
  const el = element.bind(undefined, document);
  const question = el('h2', { id: 'question' });
  const consequence = el('p', { id: 'consequence' });
  const obstacle = el('p', { id: 'obstacle', role: 'alert', class: 'obstacle' });
  const cancel = el('button', { type: 'button', 'data-cancel': '' });
  const confirm = el('button', { type: 'button', 'data-confirm': '', class: 'danger', 'aria-describedby': 'obstacle' });
  const dialog = /** @type {HTMLDialogElement} */ (
    el(
      'dialog',
      { part: 'dialog', 'aria-labelledby': 'question', 'aria-describedby': 'consequence' },
      el('div', { class: 'asked', tabindex: '-1' }, question, consequence, obstacle, el('div', { class: 'answers' }, cancel, confirm)),
    )
  );
  return { element: dialog, question, consequence, cancel, confirm, confirmLook: new Button(confirm, obstacle) };
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
    const { element: dialog, cancel } = this.#parts;
    if (!dialog.open || dialog.matches(':modal') || !dialog.isConnected) return;
    dialog.close();
    dialog.showModal();
    cancel.focus();
  }

  /** @param {any[]} op */
  show([, action, key, name, people, state, why, permission]) {
    const { element: dialog, question, consequence, confirm, confirmLook, cancel } = this.#parts;
    if (!action) return this.close();
    const words = this.#words;
    dialog.dataset.dialog = action;
    question.textContent = words.say(key, { action, name, count: people });
    consequence.textContent = words.say(`${key}.text`, { name, count: people });
    confirm.textContent = words.say(`${key}.confirm`) || words.say(`action.${action}`);
    confirm.classList.toggle('danger', key !== 'dialog.many');
    confirmLook.show({ state, mark: 0, why: why && words.say(why, { permission }) }, words);
    if (dialog.open) return;
    dialog.showModal();
    cancel.focus();
  }
}
