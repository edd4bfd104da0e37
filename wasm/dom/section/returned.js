// @ts-check
/** The section of those who were removed and are back. */
import { buttonBlocked, buttonBusy, buttonFolded } from '../border.js';
import { Lines, createLines } from '../lines.js';

/** How many values Go sends for a person. */
const personWidth = 11;

/** @param {Document} document */
export const createReturned = (document) => createLines(document, { part: 'returned' });

export class Returned {
  #words;
  #lines;

  /**
   * @param {ReturnType<typeof createReturned>} parts
   * @param {import('../words.js').Words} words
   * @param {HTMLElement} otherwise has the focus when a line goes that had it
   */
  constructor(parts, words, otherwise) {
    this.#words = words;
    this.#lines = new Lines(parts, words.say('returned.all'), otherwise);
    this.ops = { returned: (/** @type {any[]} */ op) => this.#show(op) };
  }

  /** @param {any[]} op how many more there are, and of each who is listed what package section writes */
  #show([, more, ...values]) {
    const words = this.#words;
    const lines = [];
    for (let at = 0; at < values.length; at += personWidth) {
      const [id, name, , waits, keptOut, , state, , why, permission] = values.slice(at, at + personWidth);
      const blocked = state === buttonBlocked ? words.say(why, { permission }) : state === buttonBusy ? words.say('busy') : '';
      const answers = [{ hook: 'returned', value: `stay:${id}`, label: words.say('returned.stay') }];
      if (!keptOut) answers.unshift({ hook: 'returned', value: `keepOut:${id}`, label: words.say('returned.keepOut') });
      if (state !== buttonFolded) answers.unshift(/** @type {any} */ ({ hook: 'returned', value: `again:${id}`, label: words.say(waits ? 'returned.again.waits' : 'returned.again'), blocked }));
      lines.push({ key: id, text: words.say(waits ? 'returned.waits' : 'returned', { name }), answers });
    }
    if (more > 0) lines.push({ key: '', text: words.say('returned.more', { count: more }), answers: [] });
    this.#lines.show(lines);
  }
}
