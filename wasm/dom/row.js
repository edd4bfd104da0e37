// @ts-check
/** One row of the list: a person, and what can be done about them. */
import {
  buttonFolded,
  lookAccepted,
  lookAsking,
  lookAudio,
  lookGone,
  lookOnStage,
  lookPinned,
  lookScreenShare,
  lookSelf,
  lookSpeaking,
  lookVideo,
  markDone,
} from './border.js';
import { createIcon, setIcon } from './icons.js';
import { Button } from './button.js';
import { kept } from './kept.js';
import { element } from './skeleton.js';
import { setText } from './text.js';

/** The bits of a look, by what the words call them. */
const looks = {
  audio: lookAudio,
  video: lookVideo,
  screen: lookScreenShare,
  pinned: lookPinned,
  self: lookSelf,
  speaking: lookSpeaking,
  gone: lookGone,
  'stage.on': lookOnStage,
  'stage.asking': lookAsking,
  'stage.accepted': lookAccepted,
};

/** What is shown beside the name, the most telling first. */
const badges = /** @type {const} */ (['gone', 'self', 'stage.asking', 'pinned', 'screen', 'stage.on', 'stage.accepted', 'speaking']);

/** What the style needs to know of. */
const marked = /** @type {const} */ (['gone', 'self', 'pinned', 'speaking']);

/** How many values Go sends for a button in a row. */
const buttonWidth = 6;

/** The first slots show a device's state also where nothing can be done about it. */
const deviceSlots = 2;

let rowsMade = 0;

/** @typedef {import('./words.js').Words} Words */

/** @typedef {[action: string, state: number, mark: number, why: string, permission: string, count: number]} ButtonLook */

/** @type {WeakMap<Document, HTMLElement>} rows of nobody, which all others are copies of */
const patterns = new WeakMap();

/** @param {Document} document */
function createPattern(document) {
  const el = element.bind(undefined, document);
  const who = el(
    'div',
    { role: 'gridcell', class: 'who', tabindex: '-1' },
    el('span', { class: 'avatar', 'aria-hidden': 'true' }),
    el(
      'span',
      { class: 'named' },
      el('span', { part: 'name', class: 'name' }, el('bdi')),
      el('span', { class: 'unseen' }),
      el('span', { class: 'badges', 'aria-hidden': 'true' }),
    ),
  );
  const cells = Array.from({ length: 4 }, (_, slot) =>
    el(
      'div',
      { role: 'gridcell', class: 'control' },
      el('button', { type: 'button', part: 'action', class: 'icon', tabindex: '-1' }, createIcon(document)),
      el('span', { hidden: '' }),
      ...(slot < deviceSlots ? [el('span', { class: 'state', 'aria-hidden': 'true', hidden: '' }, createIcon(document))] : []),
    ),
  );
  return el('div', { role: 'row', part: 'row', class: 'row' }, who, ...cells);
}

export class Row {
  id = '';
  place = -1;
  // As shown last.
  /** @type {string | undefined} */
  #given;
  #look = -1;
  #failure = '';
  #avatar;
  #name;
  #state;
  #badges;
  #controls;

  /** @param {Document} document */
  constructor(document) {
    const number = rowsMade++;
    this.element = /** @type {HTMLElement} */ (kept(patterns, document, () => createPattern(document)).cloneNode(true));
    const [who, ...cells] = /** @type {HTMLElement[]} */ ([...this.element.children]);
    const [avatar, named] = who.children;
    this.who = who;
    this.#avatar = /** @type {HTMLElement} */ (avatar);
    [this.#name, this.#state, this.#badges] = named.children;
    this.#name = /** @type {Element} */ (this.#name.firstElementChild);
    this.#controls = cells.map((cell, slot) => new Control(cell, slot, `why-${number}-${slot}`));
  }

  /**
   * @param {unknown[]} op what Go says of the row, as written by view.Diff
   * @param {Words} words
   */
  show(op, words) {
    const [, id, place, name, look, ...buttons] = /** @type {[string, string, number, string, number, ...any[]]} */ (op);
    if (this.id !== id) {
      this.id = id;
      this.element.dataset.participant = id;
      this.#avatar.style.setProperty('--hue', String(hueOf(id)));
    }
    if (this.place !== place) this.moveTo(place);
    const renamed = name !== this.#given;
    if (renamed) {
      this.#given = name;
      setText(this.#name, name.trim() || words.say('unnamed'));
      setText(this.#avatar, initials(name, words));
    }
    let failure = '';
    this.#controls.forEach((control, slot) => {
      const button = /** @type {ButtonLook} */ (buttons.slice(slot * buttonWidth, (slot + 1) * buttonWidth));
      failure = control.show(button, look, name, words) || failure;
    });
    if (look === this.#look && failure === this.#failure) return;
    const changed = this.#look < 0 ? ~0 : look ^ this.#look;
    for (const what of marked) {
      if (changed & looks[what]) this.element.toggleAttribute(`data-${what}`, (look & looks[what]) !== 0);
    }
    if (failure !== this.#failure) this.#badges.toggleAttribute('data-warning', failure !== '');
    this.#look = look;
    this.#failure = failure;
    const { spoken, seen } = saidOf(look, words);
    setText(this.#state, `, ${spoken}${failure && `. ${failure}`}`);
    setText(this.#badges, failure || seen);
  }

  /** @param {number} place in the list, from 0 */
  moveTo(place) {
    this.place = place;
    // No custom property: all that is in the row would inherit it and get its style anew.
    this.element.style.insetBlockStart = `calc(${place} * var(--row))`;
    this.element.setAttribute('aria-rowindex', String(place + 1));
  }

  /**
   * What can have the focus in this row, from the name on; undefined where a slot has nothing.
   * @returns {(HTMLElement | undefined)[]}
   */
  get stops() {
    return [this.who, ...this.#controls.map(({ stop }) => stop)];
  }

  /** @param {number} column @returns {HTMLElement} */
  stop(column) {
    return this.#controls[column - 1]?.stop ?? this.who;
  }
}

/** What can be done about a person, in one of the row's slots. */
class Control {
  #cell;
  #slot;
  #button;
  #look;
  /** Shows a device where there is no button for it. */
  #state;
  /** @type {ButtonLook | undefined} as shown last */
  #shown;
  #icon = '';
  /** @type {string | undefined} */
  #name;
  #failure = '';

  /**
   * @param {HTMLElement} cell
   * @param {number} slot
   * @param {string} id for why it is as it is
   */
  constructor(cell, slot, id) {
    this.#cell = cell;
    this.#slot = slot;
    const [button, why, state] = /** @type {[HTMLElement, HTMLElement, HTMLElement?]} */ (/** @type {unknown} */ ([...cell.children]));
    this.#button = button;
    this.#state = state;
    this.#look = new Button(button, why);
    why.id = id;
    button.setAttribute('aria-describedby', id);
  }

  /** @returns {HTMLElement | undefined} what can have the focus */
  get stop() {
    return this.#button.hidden ? undefined : this.#button;
  }

  /**
   * @param {ButtonLook} button
   * @param {number} look of the person
   * @param {string} name of the person
   * @param {Words} words
   * @returns {string} what went wrong last, if something did
   */
  show(button, look, name, words) {
    const icon = iconOf(this.#slot, button[0], look);
    const same = this.#shown?.every((value, i) => value === button[i]);
    const [action, state, mark, why, permission] = button;
    const folded = state === buttonFolded;
    if (same && icon === this.#icon && (folded || name === this.#name)) return this.#failure;
    if (folded !== (this.#shown?.[1] === buttonFolded)) this.#fold(folded);
    if (icon !== this.#icon) {
      this.#icon = icon;
      this.#cell.toggleAttribute('data-on', this.#slot < deviceSlots && (look & (this.#slot + 1)) !== 0);
    }
    const place = folded ? this.#state : this.#button;
    if (place) setIcon(/** @type {Element} */ (place.firstElementChild), icon);
    if (!folded) {
      if (action !== this.#button.dataset.action || name !== this.#name) {
        this.#button.dataset.action = action;
        this.#button.setAttribute('aria-label', words.say(`button.${action}`, { name }));
        this.#name = name;
      }
      if (!same) this.#look.show({ state, mark, why: why && words.say(why, { permission }) }, words);
    }
    this.#shown = button;
    this.#failure = !folded && mark > markDone && why ? words.say('mark', { action, reason: why, permission }) : '';
    return this.#failure;
  }

  /** @param {boolean} folded there is no button */
  #fold(folded) {
    this.#button.hidden = folded;
    if (this.#state) this.#state.hidden = !folded;
    this.#cell.toggleAttribute('data-none', folded && !this.#state);
    if (folded) this.#cell.setAttribute('aria-hidden', 'true');
    else this.#cell.removeAttribute('aria-hidden');
  }
}

/** @type {WeakMap<Words, Map<number, { spoken: string, seen: string }>>} few looks are ever seen */
const said = new WeakMap();

/**
 * How somebody is, in words.
 * @param {number} look
 * @param {Words} words
 */
function saidOf(look, words) {
  return kept(kept(said, words, () => new Map()), look, () => put(look, words));
}

/**
 * @param {number} look
 * @param {Words} words
 */
function put(look, words) {
  const has = (/** @type {keyof typeof looks} */ what) => (look & looks[what]) !== 0;
  const marks = badges.filter(has).map((what) => words.say(`look.${what}`));
  const devices = has('gone')
    ? []
    : [words.say(has('audio') ? 'look.audio.on' : 'look.audio.off'), words.say(has('video') ? 'look.video.on' : 'look.video.off')];
  return { spoken: words.list([...devices, ...marks]), seen: marks.join(' · ') };
}

/**
 * @param {number} slot
 * @param {string} action
 * @param {number} look
 */
function iconOf(slot, action, look) {
  if (slot === 0) return look & lookAudio ? 'audio-on' : 'audio-off';
  if (slot === 1) return look & lookVideo ? 'video-on' : 'video-off';
  if (slot === 3) return 'remove';
  return action === 'unpin' ? 'unpin' : 'pin';
}

/** @param {string} id */
function hueOf(id) {
  let hash = 0;
  for (let i = 0; i < id.length; i++) hash = (hash * 31 + id.charCodeAt(i)) >>> 0;
  return (hash % 12) * 30;
}

/**
 * The first letters of the first and the last word, or an emoji whole.
 * @param {string} name
 * @param {Words} words
 */
function initials(name, words) {
  const parts = name.trim().split(/\s+/);
  const ends = parts.length > 1 ? [parts[0], parts[parts.length - 1]] : [parts[0]];
  return ends.map((part) => words.firstLetter(part)).join('').toLocaleUpperCase(words.locale) || '?';
}
