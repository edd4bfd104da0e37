// @ts-check
/** One row of the list: a person, and what can be done about them. */
import { createIcon, setIcon } from './icons.js';
import { showButton } from './button.js';
import { element } from './skeleton.js';

/** The bits of a look, as package view has them. */
const looks = {
  audio: 1,
  video: 2,
  screen: 4,
  pinned: 8,
  self: 16,
  speaking: 32,
  gone: 64,
  'stage.on': 128,
  'stage.asking': 256,
  'stage.accepted': 512,
};

/** What is shown beside the name, the most telling first. */
const badges = /** @type {const} */ (['gone', 'self', 'stage.asking', 'pinned', 'screen', 'stage.on', 'stage.accepted', 'speaking']);

/** How many values Go sends for a button in a row. */
const buttonWidth = 6;

/** The first slots show a device's state also where nothing can be done about it. */
const deviceSlots = 2;

let rowsMade = 0;

/** @typedef {import('./words.js').Words} Words */

export class Row {
  /** @type {string} */
  id = '';
  place = 0;
  #words;
  #avatar;
  #name;
  #state;
  #badges;
  #controls;

  /**
   * @param {Document} document
   * @param {Words} words
   */
  constructor(document, words) {
    this.#words = words;
    const number = rowsMade++;
    const el = element.bind(undefined, document);
    this.#avatar = el('span', { class: 'avatar', 'aria-hidden': 'true' });
    this.#name = el('bdi');
    this.#state = el('span', { class: 'unseen' });
    this.#badges = el('span', { class: 'badges', 'aria-hidden': 'true' });
    this.who = el(
      'div',
      { role: 'gridcell', class: 'who', tabindex: '-1' },
      this.#avatar,
      el('span', { class: 'named' }, el('span', { part: 'name', class: 'name' }, this.#name), this.#state, this.#badges),
    );
    this.#controls = Array.from({ length: 4 }, (_, slot) => {
      const icon = createIcon(document);
      const state = el('span', { class: 'state', 'aria-hidden': 'true' }, createIcon(document));
      const why = el('span', { hidden: '', id: `why-${number}-${slot}` });
      const button = el('button', { type: 'button', part: 'action', class: 'icon', tabindex: '-1', 'aria-describedby': why.id }, icon);
      return { cell: el('div', { role: 'gridcell', class: 'control' }, button, state, why), button, icon, state, why };
    });
    this.element = el('div', { role: 'row', part: 'row', class: 'row' }, this.who, ...this.#controls.map(({ cell }) => cell));
  }

  /** @param {unknown[]} op what Go says of the row, as written by view.Diff */
  show(op) {
    const [, id, place, name, look, ...buttons] = /** @type {[string, string, number, string, number, ...any[]]} */ (op);
    const has = (/** @type {keyof typeof looks} */ what) => (look & looks[what]) !== 0;
    const words = this.#words;
    if (this.id !== id) {
      this.id = id;
      this.element.dataset.participant = id;
      this.element.style.setProperty('--hue', String(hueOf(id)));
    }
    this.moveTo(place);
    const shown = name.trim() || words.say('unnamed');
    if (this.#name.textContent !== shown) {
      this.#name.textContent = shown;
      this.#avatar.textContent = initials(name, words);
    }
    this.element.toggleAttribute('data-gone', has('gone'));
    this.element.toggleAttribute('data-self', has('self'));
    this.element.toggleAttribute('data-pinned', has('pinned'));
    this.element.toggleAttribute('data-speaking', has('speaking'));

    const failure = this.#showButtons(buttons, shown, look);
    const said = badges.filter(has).map((what) => words.say(`look.${what}`));
    const devices = has('gone')
      ? []
      : [words.say(has('audio') ? 'look.audio.on' : 'look.audio.off'), words.say(has('video') ? 'look.video.on' : 'look.video.off')];
    this.#state.textContent = `, ${words.list([...devices, ...said])}${failure && `. ${failure}`}`;
    this.#badges.textContent = failure || said.join(' · ');
    this.#badges.toggleAttribute('data-warning', failure !== '');
  }

  /**
   * @param {any[]} values of the four buttons
   * @param {string} name
   * @param {number} look
   * @returns {string} what went wrong last, if something did
   */
  #showButtons(values, name, look) {
    const words = this.#words;
    let failure = '';
    this.#controls.forEach((control, slot) => {
      const [action, state, mark, why, permission] = values.slice(slot * buttonWidth, (slot + 1) * buttonWidth);
      const folded = state === 0;
      const icon = iconOf(slot, action, look);
      control.button.hidden = folded;
      control.state.hidden = !folded || slot >= deviceSlots;
      control.cell.toggleAttribute('data-none', folded && slot >= deviceSlots);
      control.cell.toggleAttribute('data-on', (look & (slot + 1)) !== 0 && slot < deviceSlots);
      if (folded) {
        control.cell.setAttribute('aria-hidden', 'true');
        if (slot < deviceSlots) setIcon(/** @type {any} */ (control.state.firstElementChild), icon);
        return;
      }
      control.cell.removeAttribute('aria-hidden');
      setIcon(control.icon, icon);
      control.button.dataset.action = action;
      control.button.setAttribute('aria-label', words.say(`button.${action}`, { name }));
      showButton(control, { state, mark, why: why && words.say(why, { permission }) }, words);
      if (mark > 1 && why) failure = words.say('mark', { action, reason: why, permission });
    });
    return failure;
  }

  /** @param {number} place in the list, from 0 */
  moveTo(place) {
    this.place = place;
    this.element.style.setProperty('--place', String(place));
    this.element.setAttribute('aria-rowindex', String(place + 1));
  }

  /**
   * What can have the focus in this row, from the name on; undefined where a slot has nothing.
   * @returns {(HTMLElement | undefined)[]}
   */
  get stops() {
    return [this.who, ...this.#controls.map(({ button }) => (button.hidden ? undefined : button))];
  }

  /** @param {number} column @returns {HTMLElement} */
  stop(column) {
    return this.stops[column] ?? this.who;
  }
}

/**
 * @param {number} slot
 * @param {string} action
 * @param {number} look
 */
function iconOf(slot, action, look) {
  if (slot === 0) return look & looks.audio ? 'audio-on' : 'audio-off';
  if (slot === 1) return look & looks.video ? 'video-on' : 'video-off';
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
