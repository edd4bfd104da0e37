// @ts-check
/** The section of who waits to be let in, those first who wait longest. */
import { createControls } from '../controls.js';
import { element } from '../element.js';
import { List } from '../list.js';
import { Row, inList } from '../row.js';

/** Rows that are visible at once; half a row tells that there are more. */
const visibleRows = 3.5;

const minuteMs = 60_000;

/** @type {import('../row.js').Kind} */
const kind = {
  roles: inList,
  slots: 2,
  devices: 0,
  inMenu: 2,
  labelled: true,
  badges: ['waiting.gone', 'waiting.inside', 'waiting.twice'],
  iconOf: () => undefined,
};

/** @param {Document} document */
export function createWaiting(document) {
  const el = element.bind(undefined, document);
  const heading = el('h3', { id: 'waiting' });
  const controls = createControls(document, 'waiting');
  const rows = el('div', { class: 'rows', role: 'presentation' });
  const list = el('div', { class: 'list', role: 'list', 'aria-labelledby': 'waiting', hidden: '' }, rows);
  const muted = el('p', { class: 'muted', hidden: '' });
  const section = el(
    'section',
    { part: 'waiting', class: 'queue', 'aria-labelledby': 'waiting' },
    el('div', { class: 'head' }, heading, el('div', { class: 'everybody' }, ...controls.map(({ holder }) => holder))),
    muted,
    list,
  );
  return { element: section, heading, controls, rows, list, muted };
}

export class Waiting {
  #parts;
  #words;
  #otherwise;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {ReturnType<typeof createWaiting>} parts
   * @param {import('../words.js').Words} words
   * @param {(type: string, ...args: unknown[]) => void} tell
   * @param {{ otherwise: HTMLElement, next: HTMLElement }} place otherwise has the focus when
   *   nobody is left who had it; the section is in the page before next, while somebody waits
   */
  constructor(parts, words, tell, { otherwise, next }) {
    this.#parts = parts;
    this.#words = words;
    this.#otherwise = otherwise;
    this.list = new List(
      { name: 'waiting', parts, around: parts.element, createRow: (document) => new Row(document, kind), otherwise, visibleRows },
      words,
      tell,
      [],
    );
    parts.heading.textContent = words.say('waiting');
    parts.muted.textContent = words.say('sound.blocked');
    const { 'waiting.list': resize, 'waiting.row': show, ...others } = this.list.ops;
    this.ops = {
      ...others,
      'waiting.list': (/** @type {any[]} */ op) => {
        resize(op);
        if (op[1] === 0) this.#leave();
        else if (!parts.element.isConnected) next.before(parts.element);
      },
      'waiting.row': (/** @type {any[]} */ op) => {
        show(op);
        this.#sayHowLong();
      },
    };
  }

  /** @param {boolean} muted the browser holds the sound of who knocks back */
  showMuted(muted) {
    this.#parts.muted.hidden = !muted;
  }

  #leave() {
    this.close();
    const { element } = this.#parts;
    const { activeElement } = /** @type {ShadowRoot} */ (element.getRootNode());
    if (element.contains(activeElement)) this.#otherwise.focus();
    element.remove();
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
