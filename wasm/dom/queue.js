// @ts-check
/** A section of people who wait for an answer, those first who wait longest: in the page while there is anybody. */
import { element } from './element.js';
import { List } from './list.js';
import { Row } from './row.js';

/** Rows that are visible at once; half a row tells that there are more. */
const visibleRows = 3.5;

const minuteMs = 60_000;

/**
 * @param {Document} document
 * @param {{ part: string, beside?: Node[], below?: Node[] }} section what a page's style calls it;
 *   elements beside the heading, and below it
 */
export function createQueue(document, { part, beside = [], below = [] }) {
  const el = element.bind(undefined, document);
  const heading = el('h3', { id: part });
  const rows = el('div', { class: 'rows', role: 'presentation' });
  const list = el('div', { class: 'list', role: 'list', tabindex: '-1', 'aria-labelledby': part, hidden: '' }, rows);
  const section = el(
    'section',
    { part, class: 'queue', 'aria-labelledby': part },
    el('div', { class: 'head' }, heading, ...beside),
    ...below,
    list,
  );
  return { element: section, heading, rows, list };
}

/**
 * Where a queue is in the page.
 * @typedef {object} Place
 * @property {HTMLElement} otherwise has the focus when nobody is left who had it
 * @property {(section: HTMLElement) => void} put puts the section into the page
 */

export class Queue {
  #section;
  #words;
  #place;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {{ name: string, kind: import('./row.js').Kind, parts: ReturnType<typeof createQueue> }} section
   * @param {import('./words.js').Words} words
   * @param {(type: string, ...args: unknown[]) => void} tell
   * @param {Place} place
   */
  constructor({ name, kind, parts }, words, tell, place) {
    this.#section = parts.element;
    this.#words = words;
    this.#place = place;
    this.list = new List(
      { name, parts, around: parts.element, createRow: (document) => new Row(document, kind), otherwise: place.otherwise, visibleRows },
      words,
      tell,
      [],
    );
    const { [`${name}.list`]: resize, [`${name}.row`]: show, ...others } = this.list.ops;
    this.ops = {
      ...others,
      [`${name}.list`]: (/** @type {any[]} */ op) => {
        resize(op);
        if (op[1] === 0) this.#leave();
        else if (!this.#section.isConnected) place.put(this.#section);
      },
      [`${name}.row`]: (/** @type {any[]} */ op) => {
        show(op);
        this.#sayHowLong();
      },
    };
  }

  #leave() {
    this.close();
    const section = this.#section;
    const { activeElement } = /** @type {ShadowRoot} */ (section.getRootNode());
    if (section.contains(activeElement)) this.#place.otherwise.focus();
    section.remove();
  }

  /** Ends what says how long people have been waiting. */
  close() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Says how long everybody has been waiting, and again when somebody's minute is over. */
  #sayHowLong() {
    clearTimeout(this.#timer);
    const now = Date.now();
    let next = minuteMs;
    for (const row of this.list.shown) {
      const waited = Math.max(0, now - row.since);
      const count = Math.floor(waited / minuteMs);
      row.note(count === 0 ? this.#words.say('waiting.now') : this.#words.say('waiting.minutes', { count }), this.#words);
      next = Math.min(next, minuteMs - (waited % minuteMs));
    }
    this.#timer = setTimeout(() => this.#sayHowLong(), next);
  }
}
