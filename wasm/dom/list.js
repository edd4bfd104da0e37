// @ts-check
/**
 * The list of people: the rows in and around what is visible, their places, and
 * which of them has the focus. Rows are kept by participant and used again.
 */
/** @import { Row } from './row.js' */

/** Rows kept ready above and below what is visible. */
const spare = 4;

/** How high the probe is that measures a row, in rows: what a browser rounds counts for each of thousands. */
export const probeRows = 1000;

/** What a panel of usual height shows. */
export const likelyRows = 12;

/** How high a row is, and all that is not the list in the panel of a host, in CSS pixels. */
const likelyHeight = { row: 56, others: 284 };

/**
 * What a section says of its list.
 * @typedef {object} Section
 * @property {string} name by which Go knows the list
 * @property {{ list: HTMLElement, rows: HTMLElement }} parts
 * @property {(document: Document) => Row} createRow
 * @property {HTMLElement} [around] the list, and what belongs to it: nobody moves while the pointer is in there
 * @property {HTMLElement} otherwise has the focus when nobody is left in the list who had it
 * @property {number} [visibleRows] at most, for a list that is as high as its rows; others fill the panel
 */

export class List {
  #name;
  #list;
  #holder;
  #createRow;
  #otherwise;
  #visibleRows;
  #inList;
  #narrow = false;
  #words;
  #send;
  /** @type {Map<string, Row>} */
  #rows = new Map();
  #unused;
  // As they were when last laid out: to ask the page would have it laid out at once.
  #rowHeight = 0;
  #height = 0;
  #top = 0;
  // Which rows Go was asked for last, and how many of them are kept ready.
  #first = 0;
  #count = 0;
  #spare = 0;
  #size = 0;
  #active = '';
  #firstColumn;
  #column;
  /** @type {HTMLElement[]} the cell or the buttons that are the list's tab stop */
  #tabStops = [];
  /** @type {Row | undefined} the row that had the focus before something changed */
  #focused;
  /** The row whose focus was lost because it went. */
  #focusLost = false;
  /** The list itself moves the focus. */
  #movesFocus = false;
  #rowsChanged = false;
  #placesChanged = false;

  /**
   * @param {Section} section
   * @param {import('./words.js').Words} words
   * @param {(type: string, ...args: unknown[]) => void} send
   * @param {Row[]} unused rows to begin with
   */
  constructor({ name, parts, around = parts.list, createRow, otherwise, visibleRows }, words, send, unused) {
    this.#name = name;
    this.#list = parts.list;
    this.around = around;
    this.#holder = parts.rows;
    this.#createRow = createRow;
    this.#otherwise = otherwise;
    this.#visibleRows = visibleRows;
    this.#inList = parts.list.getAttribute('role') === 'list';
    this.#firstColumn = this.#inList ? 1 : 0; // the rows of a list have no cells
    this.#column = this.#firstColumn;
    this.#unused = unused;
    this.#words = words;
    this.#send = send;
    if (visibleRows) this.#count = Math.ceil(visibleRows); // Go begins with as many
    /** @type {Record<string, (op: any[]) => void>} what each change does, by its name */
    this.ops = {
      [`${name}.list`]: ([, size, stale]) => this.resize(size, stale),
      [`${name}.drop`]: ([, id]) => this.drop(id),
      [`${name}.place`]: ([, id, place]) => this.move(id, place),
      [`${name}.row`]: (op) => this.show(op),
      [`${name}.active`]: ([, id, focus]) => {
        this.settle();
        this.activate(id, focus);
      },
    };
  }

  /** @returns {Element | null} what has the focus in this panel */
  get #focus() {
    return /** @type {ShadowRoot} */ (this.#list.getRootNode()).activeElement;
  }

  /** By which Go knows the list. */
  get name() {
    return this.#name;
  }

  /** The id of the row that has the list's tab stop. */
  get active() {
    return this.#active;
  }

  /** The element with the rows. */
  get element() {
    return this.#list;
  }

  /** @returns {Iterable<Row>} the rows that are in the page */
  get shown() {
    return this.#rows.values();
  }

  /**
   * @param {number} size
   * @param {boolean} stale
   */
  resize(size, stale) {
    this.#size = size;
    if (size === 0) this.#top = 0;
    this.#holder.style.blockSize = `calc(${size} * var(--row))`;
    if (this.#visibleRows) this.#list.style.blockSize = `calc(${Math.min(size, this.#visibleRows)} * var(--row))`;
    if (this.#inList) for (const row of this.#rows.values()) row.element.setAttribute('aria-setsize', String(size));
    else this.#list.setAttribute('aria-rowcount', String(size));
    this.#list.hidden = size === 0;
    this.#list.toggleAttribute('data-stale', stale);
  }

  /** @param {boolean} narrow what a row has no room for stands in its menu */
  fit(narrow) {
    if (narrow === this.#narrow) return;
    this.#narrow = narrow;
    for (const reserved of ['data-more', 'data-full']) this.#list.removeAttribute(reserved);
    this.noteFocus();
    for (const row of this.#rows.values()) {
      row.fit(this.#words, narrow);
      this.#reserve(row);
    }
    this.#setTabStop();
    this.restoreFocus();
  }

  /**
   * Columns that some row needs are kept free in all others.
   * @param {Row} row
   */
  #reserve(row) {
    if (row.menu) this.#list.toggleAttribute('data-more', true);
    if (row.isFull) this.#list.toggleAttribute('data-full', true);
  }

  /** @param {unknown[]} op */
  show(op) {
    const id = String(op[1]);
    let row = this.#rows.get(id);
    if (!row) {
      row = this.#unused.pop() ?? this.#createRow(this.#list.ownerDocument);
      this.#rows.set(id, row);
      this.#placesChanged = true;
    }
    const { place } = row;
    row.show(op, this.#words, this.#narrow);
    if (this.#inList) row.element.setAttribute('aria-setsize', String(this.#size));
    this.#reserve(row);
    this.#placesChanged ||= row.place !== place;
    this.#rowsChanged = true;
  }

  /**
   * @param {string} id
   * @param {number} place
   */
  move(id, place) {
    this.#rows.get(id)?.moveTo(place);
    this.#placesChanged = true;
  }

  /** @param {string} id */
  drop(id) {
    const row = this.#rows.get(id);
    if (!row) return;
    if (row.element.contains(this.#focus)) this.#focusLost = true;
    this.#rows.delete(id);
    if (id === this.#active) this.#setTabStop();
    row.element.remove();
    this.#unused.push(row);
  }

  /**
   * @param {string} id of the row that has the list's tab stop
   * @param {boolean} focus
   */
  activate(id, focus) {
    this.#active = id;
    this.#setTabStop();
    if (focus) this.#takeFocus();
  }

  /**
   * Has the rows as they were shown, and no others in the list.
   * @returns {boolean} whether they were not
   */
  mend() {
    /** @type {Set<Node>} */
    const known = new Set([this.#holder]);
    let mended = false;
    for (const row of this.#rows.values()) {
      let { element } = row;
      if (!row.isTrue) {
        mended = true;
        if (!row.mend()) element = this.#renew(row);
      }
      known.add(element);
      this.#placesChanged ||= element.parentNode !== this.#holder;
    }
    for (const child of [...this.#list.childNodes, ...this.#holder.childNodes]) {
      if (known.has(child)) continue;
      mended = true;
      child.remove();
    }
    mended ||= this.#placesChanged;
    this.settle();
    return mended;
  }

  /**
   * Makes a row anew in which something is in another place.
   * @param {Row} row
   */
  #renew(row) {
    const { id } = row;
    const focus = this.#focus;
    const column = row.element.contains(focus) ? row.columnOf(focus) : -1;
    const renewed = this.#createRow(this.#list.ownerDocument);
    renewed.copy(row, this.#words, this.#narrow);
    row.element.replaceWith(renewed.element);
    this.#rows.set(id, renewed);
    this.#rowsChanged = true;
    if (column >= 0) this.#give(renewed.stop(column));
    return renewed.element;
  }

  /** Brings the elements into the order of the list; what has the focus stays where it is. */
  settle() {
    if (this.#placesChanged) this.#sort();
    if (this.#placesChanged || this.#rowsChanged) this.#setTabStop();
    this.#placesChanged = false;
    this.#rowsChanged = false;
  }

  #sort() {
    const sorted = [...this.#rows.values()].sort((a, b) => a.place - b.place);
    const focus = this.#focus;
    const anchor = Math.max(0, sorted.findIndex((row) => row.element.contains(focus)));
    if (sorted.length > 0 && !sorted[anchor].element.isConnected) this.#holder.append(sorted[anchor].element);
    for (let i = anchor - 1; i >= 0; i--) {
      const next = sorted[i + 1].element;
      if (next.previousElementSibling !== sorted[i].element) next.before(sorted[i].element);
    }
    for (let i = anchor + 1; i < sorted.length; i++) {
      const previous = sorted[i - 1].element;
      if (previous.nextElementSibling !== sorted[i].element) previous.after(sorted[i].element);
    }
  }

  /** Remembers which row has the focus, before something changes. */
  noteFocus() {
    this.#focused = this.hasFocus ? this.rowOf(this.#focus) : undefined;
  }

  /** Gives the focus of a button that went to what is left in its row, and that of a row to the one that has the list's tab stop now. */
  restoreFocus() {
    const focused = this.#focused;
    this.#focused = undefined;
    if (!this.#focusLost) {
      if (focused && !isSeen(this.#focus)) focused.end.focus({ preventScroll: true });
      return;
    }
    this.#focusLost = false;
    if (this.#rows.has(this.#active)) this.#takeFocus();
    else this.#otherwise.focus();
  }

  #setTabStop() {
    const next = this.#rows.get(this.#active)?.tabStops(this.#column) ?? [];
    for (const stop of this.#tabStops) if (!next.includes(stop)) stop.tabIndex = -1;
    for (const stop of next) if (!this.#tabStops.includes(stop)) stop.tabIndex = 0;
    this.#tabStops = next;
  }

  #takeFocus() {
    const row = this.#rows.get(this.#active);
    if (!row) return;
    const list = this.#list;
    const top = row.place * this.#rowHeight;
    if (top < list.scrollTop) list.scrollTop = top;
    const bottom = top + this.#rowHeight;
    if (bottom > list.scrollTop + list.clientHeight) list.scrollTop = bottom - list.clientHeight;
    this.#top = list.scrollTop;
    if (!row.element.isConnected) this.settle();
    this.#give(row.stop(this.#column));
    row.element.scrollIntoView({ block: 'nearest' }); // in a panel that scrolls, or a page
  }

  /**
   * Gives the focus away, in the column it was in: another row may not have that one.
   * @param {HTMLElement} stop
   */
  #give(stop) {
    this.#movesFocus = true;
    stop.focus({ preventScroll: true });
    this.#movesFocus = false;
  }

  /**
   * The row and the column an element is in.
   * @param {EventTarget | null} target
   */
  #find(target) {
    const node = /** @type {Node | null} */ (target);
    for (const row of this.#rows.values()) {
      if (!row.element.contains(node)) continue;
      const column = row.columnOf(node);
      return { row, column: Math.max(0, column) };
    }
    return undefined;
  }

  /** @param {EventTarget | null} target what got the focus */
  focused(target) {
    const at = this.#find(target);
    if (!at) return;
    if (!this.#movesFocus) this.#column = Math.max(this.#firstColumn, at.column);
    if (this.#active === at.row.id) this.#setTabStop();
    else this.#send('active', this.#name, at.row.id);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.altKey || event.metaKey || event.shiftKey) return;
    const at = this.#find(event.target);
    if (!at) return;
    const page = Math.max(1, Math.floor(this.#list.clientHeight / this.#rowHeight) - 1);
    /** @type {Record<string, number>} */
    const moves = { ArrowUp: -1, ArrowDown: 1, PageUp: -page, PageDown: page, Home: -this.#size, End: this.#size };
    if (event.key in moves) {
      event.preventDefault();
      this.#send('move', this.#name, moves[event.key]);
    } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      event.preventDefault();
      this.#moveAside(at, (event.key === 'ArrowRight') === (this.#words.direction === 'ltr') ? 1 : -1);
    }
  }

  /**
   * @param {{ row: Row, column: number }} at
   * @param {number} by
   */
  #moveAside({ row, column }, by) {
    const { stops } = row;
    for (let next = column + by; next >= this.#firstColumn && next < stops.length; next += by) {
      const stop = stops[next];
      if (!stop) continue;
      this.#column = next;
      this.#setTabStop();
      return stop.focus({ preventScroll: true });
    }
  }

  /** @param {EventTarget | null} target @returns {Row | undefined} the row it is in */
  rowOf(target) {
    return this.#find(target)?.row;
  }

  /** @param {string} id @returns {Row | undefined} */
  row(id) {
    return this.#rows.get(id);
  }

  /** The row that has the focus is going: another one takes it. */
  loseFocus() {
    this.#focusLost = true;
  }

  /** @param {number} height of a row, in CSS pixels; 0 where the panel is not displayed */
  measured(height) {
    if (height > 0) this.#rowHeight = height;
  }

  /** @param {number} height of the list, in CSS pixels; a fraction of one shows no other row */
  resized(height) {
    const appears = this.#height === 0;
    this.#height = Math.round(height);
    if (this.#height === 0) return; // and nothing is scrolled
    if (appears) this.#scrollBack();
    this.#top = this.#list.scrollTop;
  }

  /** The list stands elsewhere, where a browser begins at its top again. */
  moved() {
    if (this.#list.clientHeight === 0) return; // until it is displayed
    this.#scrollBack();
    this.scrolled();
  }

  #scrollBack() {
    if (this.#top > 0) this.#list.scrollTop = this.#top;
  }

  scrolled() {
    this.#top = this.#list.scrollTop;
    this.look();
  }

  /**
   * Has the panel painted with the rows that are likely to be visible, so that it need be laid out only once.
   * @param {number} room for the panel, in CSS pixels; 0 where it makes its own
   */
  paintAhead(room) {
    this.#ask('paint', 0, room === 0 ? likelyRows : Math.max(1, Math.ceil((room - likelyHeight.others) / likelyHeight.row)));
  }

  /** From now on rows beside the visible ones are kept ready too; a first picture comes sooner without. */
  keepSpare() {
    this.#spare = spare;
    this.look();
  }

  /** Tells which rows are visible, when that has changed. */
  look() {
    if (this.#rowHeight === 0) return;
    const top = Math.min(this.#top, Math.max(0, this.#size * this.#rowHeight - this.#height));
    const above = Math.min(this.#spare, Math.floor(top / this.#rowHeight));
    const first = Math.floor(top / this.#rowHeight) - above;
    const count = this.#height === 0 ? 0 : above + Math.ceil(this.#height / this.#rowHeight) + this.#spare;
    const enough = this.#spare === 0 && first === this.#first && count > 0 && count <= this.#count;
    if (!enough) this.#ask('look', first, count);
  }

  /**
   * @param {string} type of what Go is told
   * @param {number} first
   * @param {number} count
   */
  #ask(type, first, count) {
    if (first === this.#first && count === this.#count) return;
    this.#first = first;
    this.#count = count;
    this.#send(type, this.#name, first, count);
  }

  /** @returns {boolean} */
  get hasFocus() {
    return this.#list.contains(this.#focus);
  }
}

/**
 * What is hidden may have the focus until the next frame.
 * @param {Element | null | undefined} focus
 */
function isSeen(focus) {
  return Boolean(focus) && focus?.closest('[hidden]') === null;
}
