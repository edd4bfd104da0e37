// @ts-check
/** What the question before the end for everybody, or for everybody else, shows of it, and the word that is typed to go on. */
import { folded } from '../internal/port/collector.js';
import { element } from './element.js';
import { setText } from './text.js';

/** @param {Document} document */
export function createEnding(document) {
  const el = element.bind(undefined, document);
  const list = el('ul', { id: 'ending', hidden: '' });
  const label = el('span', { id: 'type' });
  const field = /** @type {HTMLInputElement} */ (el('input', { type: 'text', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false' }));
  const typed = el('label', { class: 'typed', hidden: '' }, label, field);
  return { list, typed, label, field };
}

export class Ending {
  #parts;
  #words;
  /** As it is compared; '' where nothing has to be typed. */
  #word = '';

  /**
   * @param {ReturnType<typeof createEnding>} parts
   * @param {import('./words.js').Words} words
   */
  constructor(parts, words) {
    this.#parts = parts;
    this.#words = words;
  }

  /** @returns {boolean} that the word is there, if one has to be */
  get isTyped() {
    return compared(this.#parts.field.value) === this.#word || !this.#word;
  }

  /** The next question begins without what was typed for this one. */
  close() {
    const { typed, label, field } = this.#parts;
    this.#word = field.value = label.textContent = '';
    typed.hidden = true;
  }

  /**
   * @param {string} key of the question
   * @param {number} people whom it is about
   * @param {any[]} ending as package view writes it
   */
  show(key, people, [mustType, waiting, elsewhere, recording, livestream, sharing, sharer]) {
    const { list, typed, label } = this.#parts;
    const words = this.#words;
    const lines = [
      words.say(`${key}.here`, { count: people }),
      waiting && words.say('ending.waiting', { count: waiting }),
      elsewhere && words.say('ending.elsewhere', { count: elsewhere }),
      recording && words.say(`${key}.broadcast`, { reason: `recording.${recording}` }),
      livestream && words.say(`${key}.broadcast`, { reason: `livestream.${livestream}` }),
      sharing && (sharing > 1 ? words.say('ending.sharing.many', { count: sharing }) : words.say('ending.sharing', { name: sharer })),
    ].filter(Boolean);
    while (list.children.length > lines.length) list.lastChild?.remove();
    while (list.children.length < lines.length) list.append(element(list.ownerDocument, 'li'));
    lines.forEach((line, i) => setText(list.children[i], line));
    list.hidden = lines.length === 0;
    if (!mustType || this.#word) return; // once asked for, it stays until the question is answered
    const word = words.say(`${key}.word`);
    this.#word = compared(word);
    label.textContent = words.say('ending.type', { word });
    typed.hidden = false;
  }
}

/** @param {string} word */
function compared(word) {
  return folded(word).trim();
}
