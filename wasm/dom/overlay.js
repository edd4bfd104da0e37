// @ts-check
/**
 * A dialog over the panel that Go draws only while it is open, and the button in the bar that opens it. It is made
 * when it is opened for the first time. What the panel tells stands in it meanwhile: nothing behind it can be read.
 */
import { element } from './element.js';
import { createIcon } from './icons.js';
import { setText } from './text.js';

/**
 * @param {Document} document
 * @param {{ part: string, icon: string }} section what it is called, by a page's style too
 */
export function createOpener(document, { part: name, icon }) {
  const el = element.bind(undefined, document);
  const label = el('span', { class: 'folding' });
  const button = el('button', { type: 'button', part: 'action', 'data-opens': name, 'aria-haspopup': 'dialog' }, createIcon(document, icon), label);
  return { name, holder: el('div', { class: 'holder opener', hidden: '' }, button), button, label };
}

/**
 * @param {Document} document
 * @param {string} name of the section
 */
function createDialog(document, name) {
  const el = element.bind(undefined, document);
  const title = el('h2', { id: `${name}-title`, tabindex: '-1' });
  const close = el('button', { type: 'button', class: 'icon', 'data-close': '' }, createIcon(document, 'close'));
  const content = el('div', { class: 'content' });
  const told = el('div');
  const dialog = /** @type {HTMLDialogElement} */ (
    el('dialog', { part: 'overlay', class: 'overlay', 'data-dialog': name, 'aria-labelledby': title.id }, el('div', { class: 'head' }, title, close), content, told)
  );
  return { dialog, title, close, content, told };
}

/** @typedef {{ put(dialog: Element): void, tellIn(place: Element | null): void }} Panel put: shows the dialog in the panel; tellIn: has all that is told in a place, or where it belongs */

export class Overlay {
  #opener;
  #words;
  #panel;
  #fill;
  #tell;
  /** @type {ReturnType<typeof createDialog> | undefined} */
  #parts;

  /**
   * @param {ReturnType<typeof createOpener>} opener
   * @param {import('./words.js').Words} words
   * @param {Panel} panel
   * @param {{ fill: (content: HTMLElement, dialog: HTMLDialogElement) => void, tell: (open: boolean) => void }} section fill: makes what is in it; tell: tells Go
   */
  constructor(opener, words, panel, { fill, tell }) {
    this.#opener = opener;
    this.#words = words;
    this.#panel = panel;
    this.#fill = fill;
    this.#tell = tell;
    setText(opener.label, words.say(opener.name));
  }

  get isOpen() {
    return this.#parts?.dialog.open ?? false;
  }

  /** @param {EventTarget | null} target */
  contains(target) {
    return this.#parts?.dialog.contains(/** @type {Node | null} */ (target)) ?? false;
  }

  open() {
    if (this.isOpen) return;
    this.#parts ??= this.#make();
    const { dialog, told } = this.#parts;
    this.#panel.tellIn(told);
    dialog.showModal();
    this.#tell(true);
  }

  close() {
    this.#parts?.dialog.close();
  }

  /** It is over, or the panel stands elsewhere: what was in another window is made anew. */
  drop() {
    if (!this.#parts) return;
    const { dialog } = this.#parts;
    if (dialog.open) {
      dialog.close();
      this.#closed();
    }
    dialog.remove();
    this.#parts = undefined;
  }

  /** What had the focus in it is gone. */
  focus() {
    this.#parts?.title.focus();
  }

  /**
   * @param {boolean} there
   * @param {boolean} open
   */
  show(there, open) {
    this.#opener.holder.hidden = !there;
    if (!open && this.isOpen) this.drop();
  }

  #closed() {
    if (this.#parts?.dialog.open) return; // it was opened again
    this.#panel.tellIn(null);
    this.#tell(false);
  }

  #make() {
    const parts = createDialog(this.#opener.button.ownerDocument, this.#opener.name);
    const { dialog, title, close, content } = parts;
    title.textContent = this.#words.say(this.#opener.name);
    close.setAttribute('aria-label', this.#words.say('activity.close'));
    dialog.addEventListener('close', () => this.#parts === parts && this.#closed());
    dialog.addEventListener('click', ({ target }) => {
      if (target === dialog || close.contains(/** @type {Node} */ (target))) this.close();
    });
    this.#fill(content, dialog);
    this.#panel.put(dialog);
    return parts;
  }
}
