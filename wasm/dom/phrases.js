// @ts-check
/** What is typed, understood in the words that the panel's buttons have in its language. */
import { folded } from '../internal/port/collector.js';
import { actionsThatAreTyped } from './actions.js';

/**
 * A way to say an action. Words: each as it may be typed. Text: all of it, in a language that has
 * no blanks between words; pieces: what stands around the name there.
 * @typedef {{ words: string[][], text: string, pieces: string[] }} Phrase
 */

/** How much a word of a phrase is worth that is typed as a whole, or in part. */
const wholeWord = 30;
const beginsWord = 20;

/** @type {[worth: number, fits: (word: string, typed: string) => boolean][]} */
const ways = [
  [wholeWord, (word, typed) => word === typed],
  [beginsWord, (word, typed) => word.startsWith(typed)],
];

/** Stands where a phrase has a name. */
const anybody = '{';

const withoutBlanks = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;
const aroundName = /[\u2068\u2069{]+/;
/** As in “Ann’s camera”. */
const possessive = /['’]s(?=\s|$)/gi;
const notLetters = /[^\p{L}\p{N}]+/gu;
/** As in “everybody sees, what”. */
const behindWord = /[,.;:!?、،।]+$/u;

/**
 * What the button of an action says.
 * @param {string} action
 * @param {string} name of whom it is about
 * @param {import('./words.js').Words} words
 */
export function labelOf(action, name, words) {
  return words.say(`button.${action}`, { name }) || words.say('activity.to', { label: words.say(`action.${action}`), name });
}

export class Phrases {
  /** @type {[action: string, phrases: Phrase[]][]} */
  #all;

  /** @param {import('./words.js').Words} words */
  constructor(words) {
    this.#all = actionsThatAreTyped.map((action) => [action, [labelOf(action, anybody, words), ...words.say(`alias.${action}`).split('|')].map(phraseOf)]);
  }

  /**
   * @param {string} text that was typed
   * @returns {string} a line for each way to understand it: how well it says an action, the action, and
   *   the words that are left for a name; 0 where all of them are
   */
  read(text) {
    const typed = folded(text.replace(possessive, ''))
      .split(' ')
      .map((word) => word.replace(behindWord, '') || word)
      .filter(Boolean);
    const lines = this.#all.flatMap(([action, phrases]) => {
      const readings = phrases.map((phrase) => (phrase.text ? readUnspaced(phrase, typed) : readSpaced(phrase, typed)));
      const best = readings.reduce((one, other) => (other.points > one.points ? other : one));
      return best.points > 0 ? [lineOf(action, best), lineOf(action, { points: 0, rest: typed })] : [lineOf(action, { points: 0, rest: typed })];
    });
    return lines.join('\n');
  }
}

/**
 * @param {string} action
 * @param {{ points: number, rest: string[] }} reading
 */
function lineOf(action, { points, rest }) {
  return [points, action, ...rest].join(' ');
}

/**
 * @param {string} label
 * @returns {Phrase}
 */
function phraseOf(label) {
  const pieces = label.split(aroundName).map(lettersOf).filter(Boolean);
  if (withoutBlanks.test(label)) return { words: [], text: pieces.join(''), pieces };
  const words = label.replace(aroundName, ' ').split(/\s+/).map((word) => [lettersOf(word), lettersOf(word.replace(/^.*['’]/, ''))]); // "d’activer" is "activer" too
  return { words: words.filter(([word]) => word), text: '', pieces };
}

/** @param {string} text */
function lettersOf(text) {
  return folded(text).replace(notLetters, '');
}

/**
 * Takes words out that begin one of the phrase, those first that are whole words of it. What of the
 * phrase is not typed counts a little against it.
 * @param {Phrase} phrase
 * @param {string[]} typed
 */
function readSpaced({ words }, typed) {
  const left = [...words];
  let points = 0;
  let rest = typed;
  for (const [worth, fits] of ways) {
    rest = rest.filter((word) => {
      const at = left.findIndex((spellings) => spellings.some((spelling) => fits(spelling, word)));
      if (at < 0) return true;
      left.splice(at, 1);
      points += worth;
      return false;
    });
  }
  return { points: points && points - left.length, rest };
}

/**
 * Takes out what is part of the phrase: whole words, and what stands behind a name or before one.
 * @param {Phrase} phrase
 * @param {string[]} typed
 */
function readUnspaced({ text, pieces }, typed) {
  let taken = 0;
  const rest = typed.flatMap((word) => {
    if (text.includes(word)) {
      taken += word.length;
      return [];
    }
    for (const piece of pieces) {
      const { at, length } = partIn(word, piece);
      if (length === 0) continue;
      taken += length;
      return [word.slice(0, at), word.slice(at + length)].filter(Boolean);
    }
    return [word];
  });
  return { points: taken && beginsWord + Math.round((wholeWord - beginsWord) * Math.min(1, taken / text.length)), rest };
}

/**
 * Where a word has a piece of a phrase: all of it, or at its end the beginning, if that is more than
 * one letter.
 * @param {string} word
 * @param {string} piece
 */
function partIn(word, piece) {
  const at = word.indexOf(piece);
  if (at >= 0) return { at, length: piece.length };
  for (let { length } = piece; length > 1; length--) {
    if (word.endsWith(piece.slice(0, length))) return { at: word.length - length, length };
  }
  return { at, length: 0 };
}
