// @ts-check
/** Lines of text with buttons, of a section that is there while it has any. */
import { element } from './element.js';
import { setText } from './text.js';

/**
 * @typedef {{ hook: string, value: string, label: string, blocked?: string }} Answer a button with its attribute; blocked says why it cannot be used
 * @typedef {{ key: string, text: string, answers: Answer[] }} Line
 */

/**
 * @param {Document} document
 * @param {{ part: string }} named
 */
export function createLines(document, { part }) {
  return { element: element(document, 'section', { part, class: `calls ${part}`, hidden: '' }) };
}

export class Lines {
  #section;
  #otherwise;
  /** @type {Map<string, HTMLElement>} by their keys */
  #lines = new Map();

  /**
   * @param {ReturnType<typeof createLines>} parts
   * @param {string} label
   * @param {HTMLElement} otherwise has the focus when a line goes that had it
   */
  constructor(parts, label, otherwise) {
    this.#section = parts.element;
    this.#otherwise = otherwise;
    this.#section.setAttribute('aria-label', label);
  }

  /** @param {Line[]} lines in order; one that stays keeps its elements, and so the focus */
  show(lines) {
    const { activeElement } = /** @type {ShadowRoot} */ (this.#section.getRootNode());
    const hadFocus = this.#section.contains(activeElement);
    const former = this.#lines;
    this.#lines = new Map();
    for (const line of lines) {
      const made = former.get(line.key) ?? this.#line();
      former.delete(line.key);
      this.#lines.set(line.key, made);
      this.#fill(made, line);
    }
    for (const made of former.values()) made.remove();
    /** @type {Element | null} */
    let next = null;
    for (const made of [...this.#lines.values()].reverse()) {
      if (made.parentNode !== this.#section || made.nextElementSibling !== next) this.#section.insertBefore(made, next);
      next = made;
    }
    this.#section.hidden = lines.length === 0;
    if (hadFocus && !this.#section.contains(activeElement)) this.#otherwise.focus();
  }

  /**
   * @param {string} key
   * @param {string} text
   */
  say(key, text) {
    const made = this.#lines.get(key);
    if (made) setText(/** @type {Element} */ (made.firstElementChild), text);
  }

  #line() {
    const { ownerDocument } = this.#section;
    return element(ownerDocument, 'div', { class: 'call', role: 'group' }, element(ownerDocument, 'p'), element(ownerDocument, 'div', { class: 'answers' }));
  }

  /**
   * @param {HTMLElement} made
   * @param {Line} line
   */
  #fill(made, { text, answers }) {
    const [said, around] = /** @type {HTMLElement[]} */ ([...made.children]);
    setText(said, text);
    made.setAttribute('aria-label', text);
    while (around.children.length > answers.length) around.lastElementChild?.remove();
    answers.forEach(({ hook, value, label, blocked = '' }, i) => {
      const button = /** @type {HTMLElement} */ (around.children[i] ?? around.appendChild(element(made.ownerDocument, 'button', { type: 'button' })));
      for (const name of Object.keys(button.dataset)) if (name !== hook) delete button.dataset[name];
      button.dataset[hook] = value;
      setText(button, label);
      if (blocked) button.setAttribute('aria-disabled', 'true');
      else button.removeAttribute('aria-disabled');
      button.title = blocked;
    });
  }
}
