// @ts-check
/** Makes sentences of the keys and arguments that Go hands over. */
import { kept } from './kept.js';

/**
 * A language file: sentences by key, in forms by number where they count.
 * @typedef {Record<string, string | Record<string, string>>} Sentences
 * @typedef {Record<string, string | number>} Args
 */

/** A name in the other direction must not turn the sentence around it. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const leftToRight = /\p{Script=Latin}|\p{Script=Greek}|\p{Script=Cyrillic}/u;

/** @type {Map<string, Formats>} */
const formatsByLocale = new Map();

/** @param {string} locale */
export function formatsOf(locale) {
  return kept(formatsByLocale, locale, () => new Formats(locale));
}

/**
 * What a language formats with, each made when it is first asked for: Chromium then reads
 * the language's data, which takes 20 to 40 ms for the numbers and 5 for the lists.
 */
class Formats {
  #locale;
  /** @type {Map<string, unknown>} */
  #made = new Map();

  /** @param {string} locale */
  constructor(locale) {
    this.#locale = locale;
  }

  get plural() {
    return this.#kept('plural', (locale) => new Intl.PluralRules(locale));
  }

  get number() {
    return this.#kept('number', (locale) => new Intl.NumberFormat(locale));
  }

  get and() {
    return this.#kept('and', (locale) => new Intl.ListFormat(locale, { type: 'conjunction' }));
  }

  get list() {
    return this.#kept('list', (locale) => new Intl.ListFormat(locale, { type: 'unit', style: 'short' }));
  }

  get letters() {
    return this.#kept('letters', (locale) => new Intl.Segmenter(locale));
  }

  /**
   * @template T
   * @param {string} name
   * @param {(locale: string) => T} make
   */
  #kept(name, make) {
    return /** @type {T} */ (kept(this.#made, name, () => make(this.#locale)));
  }
}

export class Words {
  #sentences;
  #fallback;
  #formats;
  /** @type {Map<number, string>} formatting takes some 30 µs, and people come and go by one */
  #numbers = new Map();

  /**
   * @param {{ locale: string, sentences: Sentences, fallback: Sentences }} language
   *   fallback has every key
   */
  constructor({ locale, sentences, fallback }) {
    this.locale = locale;
    this.#sentences = sentences;
    this.#fallback = fallback;
    this.#formats = formatsOf(locale);
    this.direction = this.say('direction');
  }

  /**
   * @param {string} key
   * @param {Args} [args] name: of a person; count: chooses the form; action and
   *   reason: keys of words; everything else is put in as it is
   * @returns {string} nothing for a key that no file has
   */
  say(key, args = {}) {
    const found = this.#sentences[key] ?? this.#fallback[key] ?? '';
    const sentence = typeof found === 'string' ? found : (found[this.#formats.plural.select(Number(args.count))] ?? found.other);
    return sentence.includes('{') ? this.#filled(sentence, args) : sentence;
  }

  /**
   * @param {string} sentence
   * @param {Args} args
   */
  #filled(sentence, args) {
    return sentence.replace(/\{(\w+)\}/g, (_, name) => this.#argument(name, args));
  }

  /**
   * @param {string} name
   * @param {Args} args
   */
  #argument(name, args) {
    const value = args[name] ?? '';
    switch (name) {
      case 'name':
        return this.isolated(String(value).trim() || this.say('unnamed'));
      case 'count':
        return this.number(Number(value));
      case 'action':
        return this.say(`action.${value}`);
      case 'reason':
        return this.say(String(value), { ...args, reason: '' });
    }
    return String(value);
  }

  /**
   * @param {[key: string, ...args: string[]]} message as Go writes one: its key, then names and values
   * @returns {string}
   */
  message([key, ...pairs]) {
    /** @type {Args} */
    const args = {};
    for (let i = 0; i < pairs.length; i += 2) args[pairs[i]] = pairs[i + 1];
    return this.say(key, args);
  }

  /** @param {string} name */
  isolated(name) {
    const other = this.direction === 'rtl' ? leftToRight : rightToLeft;
    return other.test(name) ? `\u2068${name}\u2069` : name;
  }

  /** @param {string[]} parts such as "a, b and c" */
  and(parts) {
    return this.#formats.and.format(parts);
  }

  /** @param {string[]} parts such as "a, b, c" */
  list(parts) {
    return this.#formats.list.format(parts);
  }

  /** @param {string} text @returns {string} its first letter as a person sees it, an emoji whole */
  firstLetter(text) {
    // Up to there nothing joins a letter, and to ask the segmenter takes long.
    if (/^[ -\u02ff](?![^ -\u02ff])/.test(text)) return text[0];
    const [first] = this.#formats.letters.segment(text.slice(0, 32));
    return first?.segment ?? '';
  }

  /** @param {number} value */
  number(value) {
    return kept(this.#numbers, value, () => this.#formats.number.format(value));
  }
}

/**
 * The search keys of the meeting's names are folded alike.
 * @param {string} text
 */
export function folded(text) {
  return text.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase();
}
