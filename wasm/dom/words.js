// @ts-check
/** Makes sentences of the keys and arguments that Go hands over. */
import { kept } from './kept.js';
import { shownName } from './name.js';

/**
 * A language file: sentences by key, in forms by number where they count.
 * @typedef {Record<string, string | Record<string, string>>} Sentences
 * @typedef {Record<string, string | number>} Args
 */

/**
 * Letters of Latin, Greek, Cyrillic, Hebrew, Arabic, Japanese, Chinese and Korean, and what stands
 * between them in names: no two of them are seen as one.
 */
const onlyLetters = /^[ -\u02ff\u0370-\u0482\u048a-\u0588\u05d0-\u05ea\u0620-\u064a\u1e00-\u1fff\u2010-\u2027\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff\uac00-\ud7a3]+$/;

/** An emoji: a flag, a keycap, or pictures with their colours and joined ones, as in UTS #51 and #29. */
const emoji = /^(?:\p{RI}{2}|[\d#*]\ufe0f?\u20e3|\p{ExtPict}(?:\p{EMod}|\ufe0f|[\u{e0020}-\u{e007e}]+\u{e007f})?(?:\u200d\p{ExtPict}(?:\p{EMod}|\ufe0f)?)*)(?![\p{M}\p{EMod}\u200d\u{e0020}-\u{e007f}])/u;

/** @type {Map<string, Formats>} */
const formatsByLocale = new Map();

/** @param {string} locale */
export function formatsOf(locale) {
  return kept(formatsByLocale, locale, () => new Formats(locale));
}

/**
 * What a language formats with, each made when it is first asked for: then Chromium reads the
 * language's data, which takes 20 to 40 ms, whichever comes first of numbers and letters. So
 * a panel asks only where there is another answer than the plain one.
 */
class Formats {
  #locale;
  /** @type {Map<string, unknown>} */
  #made = new Map();

  /** @param {string} locale */
  constructor(locale) {
    this.#locale = locale;
    /** Of the languages there are, only Arabic has digits of its own, in some countries. */
    this.plainDigits = !/^ar\b|-u-/.test(locale);
  }

  get plural() {
    return this.#kept('plural', (locale) => new Intl.PluralRules(locale));
  }

  get number() {
    return this.#kept('number', (locale) => new Intl.NumberFormat(locale));
  }

  get letters() {
    return this.#kept('letters', (locale) => new Intl.Segmenter(locale));
  }

  get order() {
    return this.#kept('order', (locale) => new Intl.Collator(locale));
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
   * @param {Args} [args] name: of a person; count: chooses the form; action,
   *   reason and what: keys of words; everything else is put in as it is
   * @returns {string} nothing for a key that no file has
   */
  say(key, args = {}) {
    const sentence = this.#in(this.#sentences, key, args) ?? this.#in(this.#fallback, key, args) ?? '';
    return sentence.includes('{') ? this.#filled(sentence, args) : sentence;
  }

  /**
   * @param {Sentences | null} sentences
   * @param {string} key
   * @param {Args} args
   * @returns {string | undefined} nothing where the file has something else than a sentence
   */
  #in(sentences, key, args) {
    const found = sentences?.[key];
    const sentence = typeof found === 'object' ? (found?.[this.#formats.plural.select(Number(args.count))] ?? found?.other) : found;
    return typeof sentence === 'string' ? sentence : undefined;
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
    const value = (Object.hasOwn(args, name) ? args[name] : undefined) ?? '';
    switch (name) {
      case 'name':
        return this.isolated(String(value));
      case 'count':
      case 'done':
        return this.number(Number(value));
      case 'action':
        return value ? this.say(`action.${value}`) : ''; // without one a sentence could ask for itself
      case 'reason':
        return value ? this.say(String(value), { ...args, reason: '' }) : '';
      case 'policy':
        return value ? this.say(`policies.${value}`) : '';
      case 'what':
        return value ? this.say(`lockable.${value}`) : '';
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
    const text = this.say(key, args);
    return args.code ? `${text} (${args.code})` : text;
  }

  /** @param {string} name @returns {string} as it stands by itself, in an element that isolates it */
  called(name) {
    return shownName(name) || this.say('unnamed', { name: '?' }); // that sentence could ask for itself
  }

  /** @param {string} name @returns {string} as it stands in a sentence: neither turns the other around */
  isolated(name) {
    return `\u2068${this.called(name)}\u2069`;
  }

  /** @param {string[]} parts such as "a, b and c" */
  and(parts) {
    if (parts.length < 2) return parts.join();
    return this.say('and', { list: this.list(parts.slice(0, -1)), last: parts[parts.length - 1] });
  }

  /** @param {string[]} parts such as "a, b, c" */
  list(parts) {
    return parts.join(this.say('comma'));
  }

  /** @param {string} text @returns {string} its first letter as a person sees it, an emoji whole */
  firstLetter(text) {
    if (onlyLetters.test(text.slice(0, 2))) return text[0];
    const found = emoji.exec(text);
    if (found) return found[0];
    const [first] = this.#formats.letters.segment(text.slice(0, 32));
    return first?.segment ?? '';
  }

  /** @param {string} a @param {string} b @returns {number} less than 0 where a stands before b in this language */
  compare(a, b) {
    return this.#formats.order.compare(a, b);
  }

  /** @param {number} value */
  number(value) {
    if (value < 1000 && this.#formats.plainDigits) return String(value);
    return kept(this.#numbers, value, () => this.#formats.number.format(value));
  }
}
