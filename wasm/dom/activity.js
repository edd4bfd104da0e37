// @ts-check
/**
 * What was done in the meeting: a dialog with the entries of the journal, the newest first. It has
 * only those rows in the page that are visible, and is made when it is opened for the first time.
 */
import { folded } from '../internal/port/collector.js';
import { element } from './element.js';
import { createIcon } from './icons.js';
import { setText } from './text.js';

/**
 * One entry of the journal, as far as it is shown.
 * @typedef {{ number: number, at: number, by: string, action: string, what?: string, id: string | null, name: string, status: string, code?: string, elapsedMs: number }} Entry
 * @typedef {{ read(): readonly Entry[], text(format: 'json' | 'csv'): string, listen(tell: () => void): () => void }} Source
 *   read: the oldest first; listen: tell is called when there are more, until what it returns is called
 */

/** @typedef {ReturnType<typeof createDialog>} Parts */

/** For how long new entries are gathered before the list is made anew. */
const gatherMs = 100;

/** Rows beyond what is visible, on either side. */
const spare = 3;

/** What takes less time than this took none: it would be said as 0 seconds. */
const leastMs = 50;

/** @type {Record<string, (entry: Entry) => boolean>} */
const filters = {
  all: () => true,
  me: ({ by }) => by === 'me',
  policy: ({ by }) => by === 'policy',
  unknown: ({ by }) => by === 'unknown',
  failed: ({ status }) => !['confirmed', 'unchanged', 'sent'].includes(status),
};

/** @param {Document} document */
export function createActivityButton(document) {
  const button = element(document, 'button', { type: 'button', part: 'action', class: 'icon activity-button', 'data-activity': '', 'aria-haspopup': 'dialog', hidden: '' }, createIcon(document, 'waiting'));
  return { button };
}

/** @param {Document} document */
function createDialog(document) {
  const el = element.bind(undefined, document);
  const title = el('h2', { id: 'activity' });
  const close = el('button', { type: 'button', class: 'icon', 'data-close': '' }, createIcon(document, 'close'));
  const search = /** @type {HTMLInputElement} */ (el('input', { type: 'search', autocomplete: 'off', spellcheck: 'false' }));
  const filter = /** @type {HTMLSelectElement} */ (el('select', {}, ...Object.keys(filters).map((value) => el('option', { value }))));
  const count = el('p', { role: 'status', class: 'count' });
  const rows = el('div', { class: 'entries', role: 'list' });
  const scroller = el('div', { class: 'scroller', tabindex: '0', role: 'group' }, rows);
  const save = ['json', 'csv'].map((format) => el('button', { type: 'button', 'data-save': format }));
  const dialog = /** @type {HTMLDialogElement} */ (
    el(
      'dialog',
      { part: 'activity', class: 'activity', 'data-dialog': 'activity', 'aria-labelledby': title.id },
      el('div', { class: 'head' }, title, close),
      el('div', { class: 'find' }, search, filter),
      count,
      scroller,
      el('div', { class: 'answers' }, ...save),
    )
  );
  return { dialog, title, close, search, filter, count, rows, scroller, save };
}

export class Activity {
  #button;
  #words;
  #source;
  #put;
  /** @type {Parts | undefined} */
  #parts;
  /** @type {(() => void) | undefined} */
  #stop;
  /** @type {Entry[]} the newest first */
  #shown = [];
  /** @type {Map<number, HTMLElement>} the rows in the page, by the numbers of their entries */
  #rows = new Map();
  #rowHeight = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #due;
  #time;

  /**
   * @param {ReturnType<typeof createActivityButton>} parts
   * @param {import('./words.js').Words} words
   * @param {Source | undefined} source without one there is no button
   * @param {(dialog: Element) => void} put puts the dialog into the panel
   */
  constructor({ button }, words, source, put) {
    this.#button = button;
    this.#words = words;
    this.#source = source;
    this.#put = put;
    this.#time = kept(words.locale);
    button.hidden = source === undefined;
    button.setAttribute('aria-label', words.say('activity'));
  }

  get isOpen() {
    return this.#parts?.dialog.open ?? false;
  }

  /** @param {EventTarget | null} target */
  contains(target) {
    return this.#parts?.dialog.contains(/** @type {Node | null} */ (target)) ?? false;
  }

  open() {
    if (!this.#source || this.isOpen) return;
    this.#parts ??= this.#make();
    const { dialog, scroller } = this.#parts;
    dialog.showModal();
    this.#stop = this.#source.listen(() => this.#readSoon());
    scroller.scrollTop = 0;
    this.#measure();
    this.#read();
  }

  /** The panel is taken away, or stands elsewhere. */
  close() {
    this.#parts?.dialog.close();
    this.#ended();
  }

  /** Many come together. */
  #readSoon() {
    this.#due ??= setTimeout(() => {
      this.#due = undefined;
      this.#read();
    }, gatherMs);
  }

  #ended() {
    clearTimeout(this.#due);
    this.#due = undefined;
    this.#stop?.();
    this.#stop = undefined;
    this.#shown = [];
    for (const row of this.#rows.values()) row.remove();
    this.#rows.clear();
  }

  #make() {
    const { ownerDocument } = this.#button;
    const words = this.#words;
    const parts = createDialog(ownerDocument);
    const { dialog, title, close, search, filter, scroller, rows, save } = parts;
    title.textContent = words.say('activity');
    close.setAttribute('aria-label', words.say('activity.close'));
    search.placeholder = words.say('search');
    search.setAttribute('aria-label', words.say('search'));
    filter.setAttribute('aria-label', words.say('activity.filter'));
    for (const option of filter.options) option.textContent = words.say(`activity.filter.${option.value}`);
    scroller.setAttribute('aria-label', words.say('activity'));
    rows.setAttribute('aria-label', words.say('activity'));
    for (const button of save) button.textContent = words.say(`activity.${button.dataset.save}`);
    search.addEventListener('input', () => this.#read());
    filter.addEventListener('change', () => this.#read());
    scroller.addEventListener('scroll', () => this.#draw());
    dialog.addEventListener('close', () => this.#ended());
    dialog.addEventListener('click', ({ target }) => {
      const button = /** @type {Element} */ (target).closest('button');
      if (target === dialog || button === close) dialog.close();
      else if (button?.dataset.save) this.#save(/** @type {'json' | 'csv'} */ (button.dataset.save));
    });
    this.#put(dialog);
    return parts;
  }

  /** A row is as high as its two lines of text. */
  #measure() {
    const { rows } = /** @type {Parts} */ (this.#parts);
    const probe = this.#row();
    rows.append(probe);
    this.#rowHeight = probe.offsetHeight || 1;
    probe.remove();
  }

  /** Takes in what there is now. What one reads stays where it is. */
  #read() {
    const parts = this.#parts;
    if (!parts || !this.#source || !parts.dialog.open) return;
    const { scroller, rows, count, search, filter } = parts;
    const top = Math.floor(scroller.scrollTop / this.#rowHeight);
    const before = this.#shown[top]?.number;
    const wanted = folded(search.value).split(' ').filter(Boolean);
    const fits = filters[filter.value];
    this.#shown = this.#source
      .read()
      .filter((entry) => fits(entry) && wanted.every((word) => folded(entry.name).includes(word)))
      .reverse();
    rows.style.blockSize = `${this.#shown.length * this.#rowHeight}px`;
    const words = this.#words;
    setText(count, this.#shown.length > 0 ? words.say('activity.count', { count: this.#shown.length }) : words.say('activity.none'));
    if (scroller.scrollTop > 0 && before !== undefined) {
      const now = this.#shown.findIndex(({ number }) => number === before);
      if (now > top) scroller.scrollTop += (now - top) * this.#rowHeight;
    }
    this.#draw();
  }

  /** Has the visible rows in the page, and no others. */
  #draw() {
    const { scroller, rows } = /** @type {Parts} */ (this.#parts);
    const first = Math.max(0, Math.floor(scroller.scrollTop / this.#rowHeight) - spare);
    const last = Math.min(this.#shown.length, first + Math.ceil(scroller.clientHeight / this.#rowHeight) + 2 * spare);
    const former = this.#rows;
    this.#rows = new Map();
    /** @type {HTMLElement[]} */
    const free = [];
    const visible = new Set(this.#shown.slice(first, last).map(({ number }) => number));
    for (const [number, row] of former) {
      if (visible.has(number)) this.#rows.set(number, row);
      else free.push(row);
    }
    for (let at = first; at < last; at++) {
      const entry = this.#shown[at];
      let row = this.#rows.get(entry.number);
      if (!row) {
        row = free.pop() ?? this.#row();
        this.#fill(row, entry);
        this.#rows.set(entry.number, row);
      }
      row.style.insetBlockStart = `${at * this.#rowHeight}px`;
      row.setAttribute('aria-posinset', String(at + 1));
      row.setAttribute('aria-setsize', String(this.#shown.length));
      if (!row.isConnected) rows.append(row);
    }
    for (const row of free) row.remove();
  }

  #row() {
    const el = element.bind(undefined, this.#button.ownerDocument);
    const row = el('div', { role: 'listitem', part: 'entry', class: 'entry' }, el('p', { class: 'done' }), el('p', { class: 'how' }));
    for (const line of row.children) line.textContent = '\u00a0';
    return row;
  }

  /**
   * @param {HTMLElement} row
   * @param {Entry} entry
   */
  #fill(row, { at, by, action, what = '', id, name, status, code, elapsedMs }) {
    const words = this.#words;
    const [done, how] = row.children;
    const isPolicy = action.startsWith('policy.');
    const label = isPolicy
      ? words.say(`activity.${action}`, { policy: what })
      : [words.say(`activity.${action}`) || words.say(`action.${id ? action.replace('All', '') : action}`), what && words.say(`lockable.${what}`)].filter(Boolean).join(': ');
    setText(done, id || name ? words.say('activity.to', { label, name }) : label);
    const ended = isPolicy || action === 'returned' ? '' : words.say(`activity.status.${status}`) + (code ? ` (${code})` : '');
    const parts = [this.#time.format(at), ended, words.say(`activity.by.${by}`)]; // a narrow row has no room for more
    if (elapsedMs >= leastMs) parts.push(words.say('activity.seconds', { time: this.#seconds(elapsedMs) }));
    setText(how, parts.filter(Boolean).join(' · '));
    row.toggleAttribute('data-warning', filters.failed(/** @type {Entry} */ ({ status })));
    row.title = `${done.textContent}\n${how.textContent}`;
  }

  /** @param {number} ms */
  #seconds(ms) {
    return new Intl.NumberFormat(this.#words.locale, { maximumFractionDigits: 1 }).format(ms / 1000);
  }

  /**
   * Gives the person a file.
   * @param {'json' | 'csv'} format
   */
  #save(format) {
    const { ownerDocument } = this.#button;
    const { URL, Blob } = /** @type {Window & typeof globalThis} */ (ownerDocument.defaultView ?? window);
    const text = /** @type {Source} */ (this.#source).text(format);
    // Spreadsheets know UTF-8 by the mark it begins with.
    const file = new Blob([format === 'csv' ? `\ufeff${text}` : text], { type: format === 'csv' ? 'text/csv' : 'application/json' });
    const url = URL.createObjectURL(file);
    const day = new Date().toISOString().slice(0, 10);
    element(ownerDocument, 'a', { href: url, download: `gavel-journal-${day}.${format}` }).click();
    setTimeout(() => URL.revokeObjectURL(url));
  }
}

/** @param {string} locale */
function kept(locale) {
  /** @type {Intl.DateTimeFormat | undefined} made when it is needed first */
  let format;
  return {
    format: (/** @type {number} */ at) => (format ??= new Intl.DateTimeFormat(locale, { timeStyle: 'medium' })).format(at),
  };
}
