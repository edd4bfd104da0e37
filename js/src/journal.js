// @ts-check
/** The journal as a page has it, and as text to take away. */
import { badInput } from './errors.js';
import { describe } from './input.js';

/** @import * as Public from '../index.d.ts' */

/** How many entries Go keeps. */
const most = 10_000;

export class Journal {
  #since;
  /** @type {readonly Public.JournalEntry[]} */
  entries = Object.freeze([]);

  /** @param {(number: number) => readonly Public.JournalEntry[] | null} since gives the entries after one with a number */
  constructor(since) {
    this.#since = since;
  }

  /** Takes in what is new: entries stay the same objects, and so does the list while nothing is. */
  read() {
    const fresh = this.#since(this.entries.at(-1)?.number ?? 0) ?? [];
    if (fresh.length > 0) this.entries = Object.freeze([...this.entries, ...fresh].slice(-most));
  }
}

/** The columns of a table, in order. */
const columns = /** @type {const} */ (['at', 'by', 'action', 'what', 'name', 'userId', 'customParticipantId', 'id', 'status', 'code', 'elapsedMs']);

/**
 * @param {readonly Public.JournalEntry[]} entries
 * @param {unknown} format
 * @returns {string}
 */
export function exported(entries, format) {
  if (format === 'json') return JSON.stringify(entries, undefined, 2);
  if (format !== 'csv') throw badInput(`exportJournal takes "json" or "csv", not ${typeof format === 'string' ? JSON.stringify(format) : describe(format)}.`);
  const rows = entries.map((entry) => columns.map((name) => cell(name === 'at' ? new Date(entry.at).toISOString() : (entry[name] ?? ''))));
  return [columns, ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}

/**
 * A cell as RFC 4180 has it. What a spreadsheet would take for a formula begins with an apostrophe,
 * which has it taken for text; so does one that has such a sign behind spaces.
 * @param {string | number} value
 */
function cell(value) {
  const text = String(value);
  const safe = typeof value === 'string' && /^[\s\p{C}]*[=+\-@\uFF0B\uFF0D\uFF1D\uFF20]|^[\t\r\n]/u.test(text) ? `'${text}` : text;
  return /["',\r\n;\t]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
