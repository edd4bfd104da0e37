// @ts-check
/** The section of who is in the meeting, with a search. */
import { lookAsking, lookAudio, lookVideo } from '../border.js';
import { createControls } from '../controls.js';
import { element } from '../element.js';
import { createIcon } from '../icons.js';
import { List, probeRows } from '../list.js';
import { NameOrder } from '../nameorder.js';
import { Row, inGrid } from '../row.js';
import { MuteWays } from './muteways.js';
import { clock } from './policies.js';
import { createSelection } from './selection.js';

/** @type {import('../row.js').Kind} */
const kind = {
  roles: inGrid,
  slots: 4,
  devices: 2,
  inMenu: 2,
  labelled: false,
  noteOf: (since, look, words) => (since > 0 && !(look & lookAsking) ? words.say('spoke', { time: clock(since) }) : ''),
  badges: ['gone', 'self', 'stage.asking', 'pinned', 'locked.audio', 'locked.video', 'locked.screenShare', 'locked.chat', 'screen', 'stage.on', 'stage.accepted', 'speaking'],
  iconOf(slot, look) {
    if (slot === 0) return look & lookAudio ? 'audio-on' : 'audio-off';
    if (slot === 1) return look & lookVideo ? 'video-on' : 'video-off';
    return undefined;
  },
};

/** How the list can be arranged, as Go calls it. */
const arrangements = ['name', 'spoken', 'spoke'];

/** @param {Document} document */
export const createPersonRow = (document) => new Row(document, kind);

/** @param {Document} document */
export function createPeople(document) {
  const el = element.bind(undefined, document);
  const search = /** @type {HTMLInputElement} */ (
    el('input', { type: 'search', part: 'search', autocomplete: 'off', spellcheck: 'false', enterkeyhint: 'search' })
  );
  const found = el('span', { class: 'found' });
  const arrange = /** @type {HTMLSelectElement} */ (el('select', { part: 'arrange', class: 'arrange', hidden: '' }, ...arrangements.map((value) => el('option', { value }))));
  const controls = createControls(document, 'people');
  const selection = createSelection(document);
  const ways = new MuteWays(document);
  controls.find(({ actions }) => actions[0] === 'disableAllAudio')?.holder.append(ways.menu.cell);
  const tools = el(
    'div',
    { class: 'tools' },
    el('div', { class: 'search' }, createIcon(document, 'search'), search, found),
    arrange,
    selection.toggle,
    el('div', { class: 'everybody' }, ...controls.map(({ holder }) => holder)),
    selection.bar,
    selection.progress,
  );
  const rows = el('div', { class: 'rows', role: 'presentation' });
  const list = el('div', { part: 'list', class: 'list', role: 'grid', tabindex: '-1', hidden: '' }, rows);
  const probe = el('div', { 'aria-hidden': 'true' });
  probe.style.blockSize = `calc(${probeRows} * var(--row))`;
  const nobody = el('p', { class: 'nobody', part: 'empty', hidden: '' });
  return { tools, element: el('div', { class: 'people' }, el('div', { class: 'probe' }, probe), list, nobody), controls, selection, ways, search, arrange, found, rows, list, probe, nobody };
}

export class People {
  #parts;
  #words;
  #tell;
  #ask;
  #order;
  /** The list has been laid out, and more than what is seen of it can be seen to. */
  #settled = false;
  /** Some names are not in the order of the language yet. */
  #unsorted = false;
  /** @type {number | undefined} when the page is idle */
  #idle;

  /**
   * @param {ReturnType<typeof createPeople>} parts
   * @param {import('../words.js').Words} words
   * @param {(type: string, ...args: unknown[]) => void} tell
   * @param {import('../applier.js').Send} ask as tell, where the answer is none of the changes
   * @param {Row[]} rows to begin with
   */
  constructor(parts, words, tell, ask, rows) {
    this.#parts = parts;
    this.#words = words;
    this.#tell = tell;
    this.#ask = ask;
    this.#order = new NameOrder(words);
    const { search, list, nobody } = parts;
    this.list = new List({ name: 'people', parts, createRow: createPersonRow, otherwise: search }, words, tell, rows);
    search.setAttribute('aria-label', words.say('search'));
    search.placeholder = words.say('search');
    parts.arrange.setAttribute('aria-label', words.say('arrange'));
    for (const option of parts.arrange.options) option.textContent = words.say(`arrange.${option.value}`);
    list.setAttribute('aria-label', words.say('list'));
    nobody.textContent = words.say('search.nobody');
    parts.ways.name(words);
    this.ops = {
      ...this.list.ops,
      'people.search': (/** @type {any[]} */ [, searching, size]) => this.#showFound(searching, size),
      'people.ways': (/** @type {any[]} */ [, pinned, stage]) => parts.ways.show(pinned, stage),
      'people.spoke': (/** @type {any[]} */ [, spoke]) => {
        parts.arrange.hidden = !spoke;
      },
      'people.unsorted': () => {
        this.#unsorted = true;
        this.#sortLater();
      },
    };
  }

  /** The first picture is there: what comes now is for the next ones. */
  settle() {
    this.#settled = true;
    this.list.keepSpare();
    this.#sortLater();
  }

  close() {
    if (this.#idle !== undefined) (globalThis.cancelIdleCallback ?? clearTimeout)(this.#idle);
  }

  #sortLater() {
    if (!this.#settled || !this.#unsorted) return;
    // Safari has no requestIdleCallback.
    this.#idle ??= (globalThis.requestIdleCallback ?? setTimeout)(() => {
      this.#idle = undefined;
      this.#unsorted = false;
      this.#sort();
    });
  }

  /** Tells Go where names belong that it does not know to place: none while the list is held, then it asks again. */
  #sort() {
    const some = this.#names(false);
    if (some.length === 0) return;
    const placed = this.#order.insert(some);
    if (placed !== undefined) this.#tell('order', placed, false);
    else this.#tell('order', this.#order.sort(this.#names(true)), true);
  }

  /**
   * @param {boolean} all and not only those that Go does not know to place
   * @returns {string[]}
   */
  #names(all) {
    const names = this.#ask('names', all) ?? '';
    return [...new Set(names.split('\0').slice(0, -1))];
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
