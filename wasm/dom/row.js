// @ts-check
/** One row of a list: a person, and what can be done about them. */
import { actionIcons } from './actions.js';
import {
  buttonFolded,
  lookAccepted,
  lookAsking,
  lookAudio,
  lookAudioLocked,
  lookChatLocked,
  lookGone,
  lookInside,
  lookOnStage,
  lookPinned,
  lookScreenShare,
  lookSelected,
  lookScreenShareLocked,
  lookSelf,
  lookSpeaking,
  lookTwice,
  lookVideo,
  lookVideoLocked,
  markDone,
} from './border.js';
import { Button } from './button.js';
import { element } from './element.js';
import { createIcon, setIcon } from './icons.js';
import { kept } from './kept.js';
import { initials } from './name.js';
import { RowMenu } from './rowmenu.js';
import { called, isCalled, isMadeOf, readText, setText } from './text.js';

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
  'waiting.twice': lookTwice,
  'waiting.inside': lookInside,
  'waiting.gone': lookGone,
  'stage.gone': lookGone,
  selected: lookSelected,
  'locked.audio': lookAudioLocked,
  'locked.video': lookVideoLocked,
  'locked.screenShare': lookScreenShareLocked,
  'locked.chat': lookChatLocked,
  locked: lookAudioLocked | lookVideoLocked | lookScreenShareLocked | lookChatLocked,
};

/** @typedef {keyof typeof looks} LookName */

/** What the style needs to know of. */
const marked = /** @type {const} */ (['gone', 'self', 'pinned', 'speaking', 'selected', 'locked']);

/** How many values Go sends for a button, and how many buttons that are not in a menu. */
const buttonWidth = 6;
const buttonsSent = 4;

/** @typedef {import('./words.js').Words} Words */

/** @typedef {[action: string, state: number, mark: number, why: string, permission: string, count: number]} ButtonLook */

/**
 * What a list is to a screen reader: a grid, whose cells are reached by arrow keys, or a list,
 * in a row of which each button is a tab stop.
 * @typedef {{ row: string, cell: string, index: string }} Roles
 */

/** @type {Roles} */
export const inGrid = { row: 'row', cell: 'gridcell', index: 'aria-rowindex' };

/** @type {Roles} */
export const inList = { row: 'listitem', cell: 'presentation', index: 'aria-posinset' };

/**
 * What the rows of a section have.
 * @typedef {object} Kind
 * @property {Roles} roles
 * @property {number} slots buttons beside the name
 * @property {number} devices the first slots show a device's state, also where nothing can be done about it
 * @property {number} inMenu the slots from here on stand in the menu where a row is narrow
 * @property {boolean} labelled the buttons have words on them
 * @property {LookName[]} badges what is shown beside the name, the most telling first
 * @property {(since: number, look: number, words: Words) => string} [noteOf] what is said beside what is known of the person
 * @property {(slot: number, look: number) => string | undefined} iconOf a slot whose icon is not the action's
 */

let rowsMade = 0;

/** @type {WeakMap<Document, Map<Kind, HTMLElement>>} rows of nobody, which all others are copies of */
const patterns = new WeakMap();

/**
 * @param {Document} document
 * @param {Kind} kind
 */
function createPattern(document, kind) {
  const el = element.bind(undefined, document);
  const who = el(
    'div',
    { role: kind.roles.cell, class: 'who', tabindex: '-1' },
    el('span', { class: 'avatar', 'aria-hidden': 'true', translate: 'no' }),
    el(
      'span',
      { class: 'named' },
      el('span', { part: 'name', class: 'name', translate: 'no' }, el('bdi')),
      el('span', { class: 'unseen' }),
      el('span', { class: 'badges', 'aria-hidden': 'true' }),
    ),
  );
  const look = kind.labelled ? 'labelled' : 'icon';
  const cells = Array.from({ length: kind.slots }, (_, slot) =>
    el(
      'div',
      { role: kind.roles.cell, class: `control ${look}` },
      el('button', { type: 'button', part: 'action', class: look, tabindex: '-1' }, createIcon(document), ...(kind.labelled ? [el('span')] : [])),
      el('span', { hidden: '' }),
      ...(slot < kind.devices ? [el('span', { class: 'state', 'aria-hidden': 'true', hidden: '' }, createIcon(document))] : []),
    ),
  );
  return el('div', { role: kind.roles.row, part: 'row', class: 'row' }, who, ...cells);
}

export class Row {
  id = '';
  name = '';
  place = -1;
  since = 0;
  /** @type {RowMenu | undefined} what stands in the menu, if anything does */
  menu;
  // As shown last.
  /** @type {unknown[]} */
  #op = [];
  /** @type {string | undefined} */
  #given;
  #shownName = '';
  #shownInitials = '';
  #look = -1;
  #failure = '';
  #note = '';
  #kind;
  #avatar;
  #name;
  #state;
  #badges;
  #controls;
  /** @type {[Element, Node[]][]} what is in what, but for the menu */
  #made;
  /** @type {Element[]} what says who it is of */
  #naming;
  /** @type {RowMenu | undefined} made when the row first has a menu */
  #ownMenu;

  /**
   * @param {Document} document
   * @param {Kind} kind
   */
  constructor(document, kind) {
    const number = rowsMade++;
    this.#kind = kind;
    const pattern = kept(kept(patterns, document, () => new Map()), kind, () => createPattern(document, kind));
    this.element = /** @type {HTMLElement} */ (pattern.cloneNode(true));
    const [who, ...cells] = /** @type {HTMLElement[]} */ ([...this.element.children]);
    const [avatar, named] = who.children;
    this.who = who;
    this.#avatar = /** @type {HTMLElement} */ (avatar);
    [this.#name, this.#state, this.#badges] = named.children;
    this.#name = /** @type {Element} */ (this.#name.firstElementChild);
    this.#naming = [this.element, who, avatar, named, named.children[0], this.#name];
    this.#made = [this.element, who, named, named.children[0], ...cells].map((parent) => [parent, [...parent.childNodes]]);
    this.#controls = cells.map((cell, slot) => new Control(cell, slot, kind, `why-${number}-${slot}`));
  }

  /**
   * @param {unknown[]} op what Go says of the row, as package section writes it
   * @param {Words} words
   * @param {boolean} narrow
   */
  show(op, words, narrow) {
    this.#op = op;
    const [, id, place, name, look, since, ...values] = /** @type {[string, string, number, string, number, number, ...any[]]} */ (op);
    this.since = since;
    if (this.id !== id) {
      this.id = id;
      this.element.dataset.participant = id;
      this.#avatar.style.setProperty('--hue', String(hueOf(id)));
    }
    if (this.place !== place) this.moveTo(place);
    if (name !== this.#given) {
      this.#given = name;
      this.name = name;
      this.#shownName = words.called(name);
      setText(this.#name, this.#shownName);
      this.#shownInitials = initials(name, words);
      setText(this.#avatar, this.#shownInitials);
    }
    const failure = this.#showButtons(values, look, words, narrow);
    const note = this.#kind.noteOf?.(since, look, words) ?? this.#note;
    if (look === this.#look && failure === this.#failure && note === this.#note) return;
    const changed = this.#look < 0 ? ~0 : look ^ this.#look;
    for (const what of marked) {
      if (changed & looks[what]) this.element.toggleAttribute(`data-${what}`, (look & looks[what]) !== 0);
    }
    if (this.#kind.roles === inGrid && changed & (looks.selected | looks.self)) {
      if (look & looks.self) this.element.removeAttribute('aria-selected');
      else this.element.setAttribute('aria-selected', String((look & looks.selected) !== 0));
    }
    if (failure !== this.#failure) this.#badges.toggleAttribute('data-warning', failure !== '');
    this.#look = look;
    this.#failure = failure;
    this.#note = note;
    this.#sayHow(words);
  }

  /**
   * Shows what another row does.
   * @param {Row} other
   * @param {Words} words
   * @param {boolean} narrow
   */
  copy(other, words, narrow) {
    this.show(other.#op, words, narrow);
    this.note(other.#note, words);
  }

  /** Whether its name, and what its buttons do and are called, is what was shown last, of one participant. */
  get isTrue() {
    return (
      this.element.dataset.participant === this.id &&
      readText(this.#name) === this.#shownName &&
      readText(this.#avatar) === this.#shownInitials &&
      !this.#naming.some((element) => isCalled(element)) &&
      this.#controls.every((control) => control.isTrue) &&
      (this.menu?.isTrue ?? true) &&
      this.#isWhole
    );
  }

  get #isWhole() {
    const { element, menu } = this;
    return this.#made.every(([parent, made]) => isMadeOf(parent, menu && parent === element ? [...made, menu.cell] : made));
  }

  /**
   * Shows again what was shown last. What somebody is about to press stays the same button.
   * @returns {boolean} whether that can be done; not where something is in another place
   */
  mend() {
    if (!this.#isWhole) return false;
    this.element.dataset.participant = this.id;
    setText(this.#name, this.#shownName);
    setText(this.#avatar, this.#shownInitials);
    for (const element of this.#naming) for (const name of called) element.removeAttribute(name);
    for (const control of this.#controls) control.mend();
    return this.isTrue;
  }

  /**
   * Says something beside what is known of the person: how long they have been waiting.
   * @param {string} note
   * @param {Words} words
   */
  note(note, words) {
    if (note === this.#note) return;
    this.#note = note;
    this.#sayHow(words);
  }

  /** @param {Words} words */
  #sayHow(words) {
    const { spoken, seen } = saidOf(this.#look, this.#kind, words);
    const note = this.#look & looks.gone ? '' : this.#note;
    const parts = (this.#kind.noteOf ? [spoken, note] : [note, spoken]).filter(Boolean);
    setText(this.#state, `, ${words.list(parts)}${this.#failure && `. ${this.#failure}`}`);
    setText(this.#badges, this.#failure || (this.#kind.noteOf ? [seen, note] : [note, seen]).filter(Boolean).join(' · '));
  }

  /**
   * @param {any[]} values
   * @param {number} look
   * @param {Words} words
   * @param {boolean} narrow
   * @returns {string} what went wrong last, if something did
   */
  #showButtons(values, look, words, narrow) {
    let failure = '';
    /** @type {ButtonLook[]} */
    const menu = [];
    for (let at = 0; at < values.length; at += buttonWidth) {
      const button = /** @type {ButtonLook} */ (values.slice(at, at + buttonWidth));
      const slot = at / buttonWidth;
      const control = slot < buttonsSent ? this.#controls[slot] : undefined;
      const inMenu = slot >= buttonsSent || (narrow && slot >= this.#kind.inMenu);
      if (inMenu && button[1] !== buttonFolded) menu.push(button);
      if (control) control.show(button, look, this.name, words, inMenu);
      failure = failureOf(button, words) || failure;
    }
    this.#showMenu(menu, words);
    return failure;
  }

  /**
   * @param {ButtonLook[]} buttons
   * @param {Words} words
   */
  #showMenu(buttons, words) {
    const wanted = buttons.length > 0;
    if (wanted !== Boolean(this.menu)) {
      this.#ownMenu ??= new RowMenu(this.element.ownerDocument, this.#kind.roles.cell);
      this.menu = wanted ? this.#ownMenu : undefined;
      this.element.toggleAttribute('data-menu', wanted);
      if (wanted) this.element.append(this.#ownMenu.cell);
      else this.#ownMenu.cell.remove();
    }
    this.menu?.show(buttons, this.name, words);
  }

  /**
   * The room for the row has changed.
   * @param {Words} words
   * @param {boolean} narrow
   */
  fit(words, narrow) {
    this.show(this.#op, words, narrow);
  }

  /** @param {number} place in the list, from 0 */
  moveTo(place) {
    this.place = place;
    this.#op[2] = place;
    // No custom property: all that is in the row would inherit it and get its style anew.
    this.element.style.insetBlockStart = `calc(${place} * var(--row))`;
    this.element.setAttribute(this.#kind.roles.index, String(place + 1));
  }

  /**
   * What can have the focus in this row, from the name on; undefined where a slot has nothing.
   * @returns {(HTMLElement | undefined)[]}
   */
  get stops() {
    return [this.who, ...this.#controls.map(({ stop }) => stop), this.menu?.button];
  }

  /** @returns {HTMLElement} what stands last in this row */
  get end() {
    return this.stops.findLast((stop) => stop !== undefined) ?? this.who;
  }

  /**
   * Which of the stops a node is in; what is in the menu is at its button.
   * @param {Node | null} node
   */
  columnOf(node) {
    const { stops } = this;
    return this.menu?.cell.contains(node) ? stops.length - 1 : stops.findIndex((stop) => stop?.contains(node));
  }

  /** Whether there is a button in the last slot. */
  get isFull() {
    return this.#controls[this.#controls.length - 1].stop !== undefined;
  }

  /**
   * The tab stops of the row when it is the active one.
   * @param {number} column
   */
  tabStops(column) {
    if (this.#kind.roles === inGrid) return [this.stop(column)];
    const buttons = this.stops.slice(1).filter((stop) => stop !== undefined);
    return buttons.length > 0 ? buttons : [this.who];
  }

  /** @param {number} column @returns {HTMLElement} */
  stop(column) {
    return this.stops[column] ?? this.who;
  }
}

/** What can be done about a person, in one of the row's slots. */
class Control {
  #cell;
  #slot;
  #kind;
  #button;
  #label;
  #look;
  /** Shows a device where there is no button for it. */
  #state;
  /** @type {ButtonLook | undefined} as shown last */
  #shown;
  #folded = false;
  #icon = '';
  /** @type {string | undefined} */
  #name;
  #called = '';

  /**
   * @param {HTMLElement} cell
   * @param {number} slot
   * @param {Kind} kind
   * @param {string} id for why it is as it is
   */
  constructor(cell, slot, kind, id) {
    this.#cell = cell;
    this.#slot = slot;
    this.#kind = kind;
    const [button, why, state] = /** @type {[HTMLElement, HTMLElement, HTMLElement?]} */ (/** @type {unknown} */ ([...cell.children]));
    this.#button = button;
    this.#label = kind.labelled ? /** @type {Element} */ (button.lastElementChild) : undefined;
    this.#state = state;
    this.#look = new Button(button, why);
    why.id = id;
    button.setAttribute('aria-describedby', id);
  }

  /** Whether the button does and is called what was shown last. */
  get isTrue() {
    const button = this.#button;
    const { hidden, dataset } = button;
    if (hidden || this.#folded) return hidden === this.#folded;
    return dataset.action === this.#shown?.[0] && button.getAttribute('aria-label') === this.#called && !button.hasAttribute('aria-labelledby');
  }

  /** Has it do, and be called, that again. */
  mend() {
    const button = this.#button;
    button.hidden = this.#folded;
    button.removeAttribute('aria-labelledby');
    if (this.#folded || !this.#shown) return;
    [button.dataset.action] = this.#shown;
    button.setAttribute('aria-label', this.#called);
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
   * @param {boolean} inMenu and not here
   */
  show(button, look, name, words, inMenu) {
    const folded = button[1] === buttonFolded || inMenu;
    const icon = this.#kind.iconOf(this.#slot, look) ?? actionIcons[button[0]] ?? '';
    const same = folded === this.#folded && this.#shown?.every((value, i) => value === button[i]);
    if (same && icon === this.#icon && (folded || name === this.#name)) return;
    if (folded !== this.#folded || !this.#shown) this.#fold(folded);
    if (icon !== this.#icon) {
      this.#icon = icon;
      const on = this.#slot < this.#kind.devices && (look & (this.#slot + 1)) !== 0;
      this.#cell.toggleAttribute('data-on', on);
    }
    const place = folded ? this.#state : this.#button;
    if (place && icon) setIcon(/** @type {Element} */ (place.firstElementChild), icon);
    if (!folded) this.#showButton(button, same, name, words);
    this.#shown = button;
  }

  /**
   * @param {ButtonLook} button
   * @param {boolean | undefined} same as before
   * @param {string} name
   * @param {Words} words
   */
  #showButton([action, state, mark, why, permission], same, name, words) {
    if (action !== this.#button.dataset.action || name !== this.#name) {
      this.#button.dataset.action = action;
      const label = words.say(`action.${action}`);
      // What is on a button is in its name as well, as somebody says it who controls by voice.
      this.#called = this.#label ? words.list([label, words.isolated(name)]) : words.say(`button.${action}`, { name });
      this.#button.setAttribute('aria-label', this.#called);
      if (this.#label) setText(this.#label, label);
      this.#name = name;
    }
    if (!same) this.#look.show({ state, mark, why: why && words.say(why, { permission }) }, words);
  }

  /** @param {boolean} folded there is no button */
  #fold(folded) {
    this.#folded = folded;
    this.#button.hidden = folded;
    if (folded) {
      delete this.#button.dataset.action;
      this.#name = undefined;
    }
    if (this.#state) this.#state.hidden = !folded;
    this.#cell.toggleAttribute('data-none', folded && !this.#state);
    if (folded) this.#cell.setAttribute('aria-hidden', 'true');
    else this.#cell.removeAttribute('aria-hidden');
  }
}

/**
 * @param {ButtonLook} button
 * @param {Words} words
 */
function failureOf([action, state, mark, why, permission], words) {
  return state !== buttonFolded && mark > markDone && why ? words.say('mark', { action, reason: why, permission }) : '';
}

/** @type {WeakMap<Words, Map<Kind, Map<number, { spoken: string, seen: string }>>>} few looks are ever seen */
const said = new WeakMap();

/**
 * How somebody is, in words.
 * @param {number} look
 * @param {Kind} kind
 * @param {Words} words
 */
function saidOf(look, kind, words) {
  const ofKind = kept(kept(said, words, () => new Map()), kind, () => new Map());
  return kept(ofKind, look, () => put(look, kind, words));
}

/**
 * @param {number} look
 * @param {Kind} kind
 * @param {Words} words
 */
function put(look, { devices, badges }, words) {
  const has = (/** @type {LookName} */ what) => (look & looks[what]) !== 0;
  const marks = badges.filter(has).map((what) => words.say(`look.${what}`));
  const states =
    devices === 0 || has('gone')
      ? []
      : [words.say(has('audio') ? 'look.audio.on' : 'look.audio.off'), words.say(has('video') ? 'look.video.on' : 'look.video.off')];
  return { spoken: words.list([...states, ...marks]), seen: marks.join(' · ') };
}

/** @param {string} id */
function hueOf(id) {
  let hash = 0;
  for (let i = 0; i < id.length; i++) hash = (hash * 31 + id.charCodeAt(i)) >>> 0;
  return (hash % 12) * 30;
}
