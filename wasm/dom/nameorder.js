// @ts-check
/**
 * The order of names in the reader's language. Go keeps the list and knows no language, so it
 * is told a key of each name: keys are in order by their bytes.
 */
import { shownName } from './name.js';

/** Between two neighbours so many others have room. */
const gap = 2 ** 32;

/** How long keys are, as package section has it. */
const keyLength = 11;

/** @typedef {{ name: string, shown: string, at: number }} Placed */

export class NameOrder {
  #words;
  /** @type {Placed[]} in order */
  #placed = [];
  /** How many there were when all were last sorted. */
  #sorted = 0;

  /** @param {import('./words.js').Words} words */
  constructor(words) {
    this.#words = words;
  }

  /**
   * Sorts all names anew, and forgets those that are not among them.
   * @param {string[]} names
   * @returns {string} what Go is told
   */
  sort(names) {
    this.#placed = names.map((name) => ({ name, shown: shownName(name), at: 0 })).sort((a, b) => this.#words.compare(a.shown, b.shown));
    this.#sorted = names.length;
    let before = { shown: '', at: gap };
    for (const one of this.#placed) {
      one.at = this.#words.compare(before.shown, one.shown) === 0 ? before.at : before.at + gap;
      before = one;
    }
    return told(this.#placed);
  }

  /**
   * Puts names between those that are there.
   * @param {string[]} names
   * @returns {string | undefined} what Go is told; nothing where it is time to sort all of them
   */
  insert(names) {
    if (this.#placed.length + names.length > 2 * this.#sorted) return undefined;
    const placed = [];
    for (const name of names) {
      const one = this.#place(name);
      if (!one) return undefined;
      placed.push(one);
    }
    return told(placed);
  }

  /**
   * @param {string} name
   * @returns {Placed | undefined} nothing where there is no room
   */
  #place(name) {
    const shown = shownName(name);
    const i = this.#find(shown);
    const behind = this.#placed[i];
    const low = this.#placed[i - 1]?.at ?? 0;
    let at = behind ? Math.floor((low + behind.at) / 2) : low + gap;
    if (behind && this.#words.compare(behind.shown, shown) === 0) at = behind.at;
    else if (at === low) return undefined;
    const one = { name, shown, at };
    this.#placed.splice(i, 0, one);
    return one;
  }

  /** @param {string} shown @returns {number} the index of the first that does not stand before it */
  #find(shown) {
    let low = 0;
    let high = this.#placed.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#words.compare(this.#placed[middle].shown, shown) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** @param {Placed[]} placed */
function told(placed) {
  return placed.map(({ name, at }) => `${at.toString(36).padStart(keyLength, '0')}${name}\0`).join('');
}
