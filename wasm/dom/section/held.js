// @ts-check
/** The section of what is held back and can still be called off. It counts the seconds; they are announced once, by Go. */
import { element } from '../element.js';
import { setText } from '../text.js';

const secondMs = 1000;

/**
 * @typedef {{ element: HTMLElement, text: HTMLElement, sentence: Sentence, until: number }} Row
 * @typedef {{ key: string, name: string, people: number }} Sentence
 */

/** @param {Document} document */
export function createHeld(document) {
  return { element: element(document, 'section', { part: 'held', class: 'calls', hidden: '' }) };
}

export class Held {
  #section;
  #words;
  #otherwise;
  /** @type {Map<number, Row>} by their numbers, the oldest first */
  #rows = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {ReturnType<typeof createHeld>} parts
   * @param {import('../words.js').Words} words
   * @param {HTMLElement} otherwise has the focus when a row goes that had it
   */
  constructor(parts, words, otherwise) {
    this.#section = parts.element;
    this.#words = words;
    this.#otherwise = otherwise;
    parts.element.setAttribute('aria-label', words.say('held'));
    this.ops = { held: (/** @type {any[]} */ op) => this.#show(op) };
  }

  /** @returns {number | undefined} what was held back last */
  get last() {
    return [...this.#rows.keys()].pop();
  }

  /** Ends the counting. */
  close() {
    clearTimeout(this.#timer);
  }

  /** @param {any[]} op of each its number, action, name and time */
  #show([, ...all]) {
    const { activeElement } = /** @type {ShadowRoot} */ (this.#section.getRootNode());
    const hadFocus = this.#section.contains(activeElement);
    /** @type {Map<number, Row>} */
    const rows = new Map();
    for (let i = 0; i < all.length; i += 5) {
      const [number, action, name, people, until] = all.slice(i, i + 5);
      const key = `held.${action}${people ? '.many' : ''}`;
      rows.set(number, this.#rows.get(number) ?? this.#row(number, { key, name, people }, until));
    }
    for (const [number, { element }] of this.#rows) if (!rows.has(number)) element.remove();
    this.#rows = rows;
    for (const { element } of rows.values()) if (!element.isConnected) this.#section.append(element);
    this.#section.hidden = rows.size === 0;
    if (hadFocus && !this.#section.contains(activeElement)) this.#otherwise.focus();
    this.#count();
  }

  /**
   * @param {number} number
   * @param {Sentence} sentence
   * @param {number} until
   * @returns {Row}
   */
  #row(number, sentence, until) {
    const el = element.bind(undefined, this.#section.ownerDocument);
    const text = el('p');
    const off = el('button', { type: 'button', class: 'main', 'data-call-off': String(number) });
    off.textContent = this.#words.say('held.off');
    // What changes with each second would be read out while the button has the focus.
    off.setAttribute('aria-label', this.#words.list([this.#words.say('held.off'), this.#say(sentence, until)]));
    return { element: el('div', { class: 'call' }, text, el('div', { class: 'answers' }, off)), text, sentence, until };
  }

  /**
   * @param {Sentence} sentence
   * @param {number} until
   */
  #say({ key, name, people }, until) {
    return this.#words.say(key, { name, people, count: Math.max(0, Math.ceil((until - Date.now()) / secondMs)) });
  }

  /** Says how long there is, now and when the next second is over. */
  #count() {
    clearTimeout(this.#timer);
    const now = Date.now();
    let next = secondMs;
    for (const { text, sentence, until } of this.#rows.values()) {
      setText(text, this.#say(sentence, until));
      next = Math.min(next, Math.max(0, until - now - 1) % secondMs + 1);
    }
    if (this.#rows.size > 0) this.#timer = setTimeout(() => this.#count(), next);
  }
}
