// @ts-check
/** The section of what is locked: a menu of what can be locked for everybody, and a line that says what is. */
import { buttonBlocked, buttonFolded, buttonReady } from '../border.js';
import { Button } from '../button.js';
import { element } from '../element.js';
import { createIcon, setIcon } from '../icons.js';
import { setText } from '../text.js';
import { policiesHeading } from './policies.js';

/** What can be locked, with the icon of it. */
const lockable = { audio: 'audio-off', video: 'video-off', screenShare: 'screen-off', chat: 'chat' };

/** @typedef {keyof typeof lockable} Lockable */

/** @param {Document} document */
export function createLocks(document) {
  const el = element.bind(undefined, document);
  const why = el('span', { hidden: '', id: 'why-locks' });
  const button = el(
    'button',
    { type: 'button', part: 'action', class: 'icon', 'data-locks': '', 'aria-haspopup': 'menu', 'aria-expanded': 'false', 'aria-controls': 'locks', 'aria-describedby': why.id },
    createIcon(document, 'lock'),
  );
  const stops = /** @type {Lockable[]} */ (Object.keys(lockable)).map((what) =>
    el('button', { type: 'button', role: 'menuitemcheckbox', 'aria-checked': 'false', part: 'action', tabindex: '-1', 'data-lock': what }, createIcon(document, lockable[what]), el('span')),
  );
  const whom = el('span', { class: 'why', id: 'locks-of' });
  const menu = el('div', { class: 'menu', part: 'menu', role: 'menu', id: 'locks', popover: 'manual' }, whom, ...stops);
  const cell = el('div', { class: 'holder', hidden: '' }, button, why, menu);
  const line = el('p', { part: 'locked', class: 'locked', hidden: '' }, createIcon(document, 'lock'), el('span'));
  return { cell, button, why, menu, whom, stops, line };
}

export class Locks {
  #parts;
  #words;
  #look;
  #canLock = false;
  #hasMore = false;

  /**
   * @param {ReturnType<typeof createLocks>} parts
   * @param {import('../words.js').Words} words
   * @param {HTMLElement[]} more items of the menu
   */
  constructor(parts, words, more) {
    const { cell, button, menu, stops } = parts;
    /** What class Menu opens, and what has the focus without it. */
    this.menu = {
      cell,
      button,
      element: menu,
      get stops() {
        return [...stops, ...more].filter((stop) => !stop.hidden);
      },
    };
    this.end = button;
    this.#parts = parts;
    this.#words = words;
    this.#look = new Button(parts.button, parts.why);
    this.#fit();
    for (const stop of parts.stops) setText(/** @type {Element} */ (stop.lastElementChild), words.say(`locks.${stop.dataset.lock}`));
  }

  /** @param {boolean} more the menu has items of others: it is there also where nothing can be locked */
  offer(more) {
    this.#hasMore = more;
    this.#fit();
  }

  #fit() {
    const { cell, button, menu, whom, stops } = this.#parts;
    cell.hidden = !this.#canLock && !this.#hasMore;
    for (const part of [whom, ...stops]) part.hidden = !this.#canLock;
    button.setAttribute('aria-label', this.#words.say(this.#canLock ? 'locks' : 'policies'));
    menu.setAttribute('aria-labelledby', this.#canLock ? whom.id : policiesHeading);
  }

  /** @type {Record<string, (op: any[]) => void>} */
  ops = { locks: (op) => this.#show(op) };

  /** @param {any[]} op */
  #show([, , state, mark, why, permission, , everybody, count, checked, some, yielded]) {
    const { whom, stops, line } = this.#parts;
    const words = this.#words;
    const locked = everybody ? everybody.split(' ') : [];
    const items = checked.split(' ');
    setText(whom, count ? words.say('locks.selected', { count }) : words.say('locks.everybody'));
    this.#canLock = state !== buttonFolded;
    this.#fit();
    this.#look.show({ state: this.#canLock ? state : buttonReady, mark, why: state === buttonBlocked ? words.say(why, { permission }) : '' }, words);
    for (const stop of stops) {
      const what = /** @type {Lockable} */ (stop.dataset.lock);
      const isLocked = items.includes(what);
      stop.setAttribute('aria-checked', String(isLocked));
      setIcon(/** @type {Element} */ (stop.firstElementChild), isLocked ? 'lock' : lockable[what]);
    }
    const sentences = [
      locked.length > 0 ? words.say('locks.line', { list: words.and(locked.map((/** @type {string} */ what) => words.say(`lockable.${what}`))) }) : '',
      some > 0 ? words.say('locks.some', { count: some }) : '',
      yielded > 0 ? words.say('locks.yielded', { count: yielded }) : '',
    ];
    const said = sentences.filter(Boolean).join(' ');
    line.hidden = said === '';
    setText(/** @type {Element} */ (line.lastElementChild), said);
  }
}
