// @ts-check
/** The section of who is in the meeting, with a search. */
import { lookAudio, lookVideo } from '../border.js';
import { createControls } from '../controls.js';
import { element } from '../element.js';
import { createIcon } from '../icons.js';
import { List, probeRows } from '../list.js';
import { Row, inGrid } from '../row.js';

/** @type {import('../row.js').Kind} */
const kind = {
  roles: inGrid,
  slots: 4,
  devices: 2,
  inMenu: 2,
  labelled: false,
  badges: ['gone', 'self', 'stage.asking', 'pinned', 'screen', 'stage.on', 'stage.accepted', 'speaking'],
  iconOf(slot, look) {
    if (slot === 0) return look & lookAudio ? 'audio-on' : 'audio-off';
    if (slot === 1) return look & lookVideo ? 'video-on' : 'video-off';
    return undefined;
  },
};

/** @param {Document} document */
export const createPersonRow = (document) => new Row(document, kind);

/** @param {Document} document */
export function createPeople(document) {
  const el = element.bind(undefined, document);
  const search = /** @type {HTMLInputElement} */ (
    el('input', { type: 'search', part: 'search', autocomplete: 'off', spellcheck: 'false', enterkeyhint: 'search' })
  );
  const found = el('span', { class: 'found' });
  const controls = createControls(document, 'people');
  const tools = el(
    'div',
    { class: 'tools' },
    el('div', { class: 'search' }, createIcon(document, 'search'), search, found),
    el('div', { class: 'everybody' }, ...controls.map(({ holder }) => holder)),
  );
  const rows = el('div', { class: 'rows', role: 'presentation' });
  const list = el('div', { part: 'list', class: 'list', role: 'grid', tabindex: '-1', hidden: '' }, rows);
  const probe = el('div', { 'aria-hidden': 'true' });
  probe.style.blockSize = `calc(${probeRows} * var(--row))`;
  const nobody = el('p', { class: 'nobody', part: 'empty', hidden: '' });
  return { tools, element: el('div', { class: 'people' }, el('div', { class: 'probe' }, probe), list, nobody), controls, search, found, rows, list, probe, nobody };
}

export class People {
  #parts;
  #words;

  /**
   * @param {ReturnType<typeof createPeople>} parts
   * @param {import('../words.js').Words} words
   * @param {(type: string, ...args: unknown[]) => void} tell
   * @param {Row[]} rows to begin with
   */
  constructor(parts, words, tell, rows) {
    this.#parts = parts;
    this.#words = words;
    const { search, list, nobody } = parts;
    this.list = new List({ name: 'people', parts, createRow: createPersonRow, otherwise: search }, words, tell, rows);
    search.setAttribute('aria-label', words.say('search'));
    search.placeholder = words.say('search');
    list.setAttribute('aria-label', words.say('list'));
    nobody.textContent = words.say('search.nobody');
    this.ops = {
      ...this.list.ops,
      'people.search': (/** @type {any[]} */ [, searching, size]) => this.#showFound(searching, size),
    };
  }

  /**
   * @param {boolean} searching
   * @param {number} size
   */
  #showFound(searching, size) {
    const { nobody, found } = this.#parts;
    nobody.hidden = size !== 0 || !searching;
    found.textContent = searching ? this.#words.number(size) : '';
  }
}
