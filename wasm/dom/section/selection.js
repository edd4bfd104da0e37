// @ts-check
/** Who of the people is selected, and the bar of what can be done to them. */
import { actionsOnMany, moreOnMany } from '../actions.js';
import { buttonFolded } from '../border.js';
import { Controls, createControl } from '../controls.js';
import { element } from '../element.js';
import { createIcon } from '../icons.js';
import { RowMenu } from '../rowmenu.js';

/** @param {Document} document */
export function createSelection(document) {
  const el = element.bind(undefined, document);
  const toggle = el('button', { type: 'button', 'data-select': '', part: 'select', class: 'icon', 'aria-pressed': 'false' }, createIcon(document, 'select'));
  const selected = el('p', { id: 'selected' });
  const controls = actionsOnMany.map((action) => createControl(document, [action], 'many'));
  const menu = new RowMenu(document, 'presentation', 'many');
  const told = el('span', { id: 'progress' });
  const done = /** @type {HTMLProgressElement} */ (el('progress', { 'aria-labelledby': 'progress' }));
  const stop = el('button', { type: 'button', 'data-stop': '' });
  const progress = el('div', { class: 'progress', hidden: '' }, told, done, stop);
  const bar = el('div', { part: 'selection', class: 'many', role: 'group', 'aria-labelledby': 'selected', hidden: '' }, el('div', { class: 'of' }, selected, menu.cell), ...controls.map(({ holder }) => holder));
  menu.button.tabIndex = 0;
  menu.cell.hidden = true;
  return { toggle, bar, selected, controls, menu, progress, told, done, stop };
}

export class Selection {
  #parts;
  #words;
  #tell;
  #list;
  #controls;
  #count = 0;
  #hadFocus = false;
  /** @type {Map<string, import('../row.js').ButtonLook>} what stands in the menu */
  #more = new Map();

  /**
   * @param {ReturnType<typeof createSelection>} parts
   * @param {import('../words.js').Words} words
   * @param {(type: string, ...args: unknown[]) => void} tell
   * @param {import('../list.js').List} list
   */
  constructor(parts, words, tell, list) {
    this.#parts = parts;
    this.#words = words;
    this.#tell = tell;
    this.#list = list;
    /** What class Menu opens, and what has the focus without it. */
    this.menu = parts.menu;
    this.end = parts.menu.button;
    this.#controls = new Controls(parts.controls, words, parts.toggle);
    parts.toggle.setAttribute('aria-label', words.say('select'));
    parts.stop.textContent = words.say('stop');
    list.element.setAttribute('aria-multiselectable', 'true');
    /** @type {Record<string, (op: any[]) => void>} what each change does, by its name */
    this.ops = {
      selection: ([, on, count]) => this.#show(on, count),
      'selection.button': (op) => (moreOnMany.includes(op[1]) ? this.#showMore(op) : this.#controls.show(op)),
      'selection.progress': ([, action, done, count]) => this.#showProgress(action, done, count),
    };
  }

  get isOn() {
    return !this.#parts.bar.hidden;
  }

  /**
   * A click on somebody, beside the buttons: with the keys that select elsewhere too, or without
   * while people are being selected.
   * @param {MouseEvent} event
   * @returns {import('../row.js').Row | undefined} whom it is about
   */
  clicked({ target, shiftKey, ctrlKey, metaKey }) {
    const row = this.#list.rowOf(target);
    return row?.who.contains(/** @type {Node} */ (target)) && (this.isOn || shiftKey || ctrlKey || metaKey) ? row : undefined;
  }

  /**
   * @param {KeyboardEvent} event
   * @returns {boolean} whether it selects
   */
  key({ target, key, shiftKey, ctrlKey, metaKey }) {
    const row = this.#list.rowOf(target);
    if (key === 'a' && (ctrlKey || metaKey) && (row || this.#parts.bar.contains(/** @type {Node} */ (target)) || target === this.#parts.toggle)) {
      this.#tell('select', 'all');
    } else if (!row) {
      return false;
    } else if (key === ' ' && target === row.who) {
      this.#tell('select', shiftKey ? 'range' : 'one', row.id);
    } else if (shiftKey && (key === 'ArrowUp' || key === 'ArrowDown')) {
      this.#tell('select', 'range', row.id);
      this.#tell('move', this.#list.name, key === 'ArrowUp' ? -1 : 1);
      this.#tell('select', 'range', this.#list.active);
    } else {
      return false;
    }
    return true;
  }

  /** @param {Element | null} focus what has it before something changes */
  noteFocus(focus) {
    const { bar, progress } = this.#parts;
    this.#hadFocus = bar.contains(focus) || progress.contains(focus);
    this.#controls.noteFocus(focus);
  }

  /** The focus is lost. */
  restoreFocus() {
    this.#controls.restoreFocus();
    if (this.#hadFocus && !this.isOn) this.#parts.toggle.focus();
  }

  /**
   * @param {boolean} on
   * @param {number} count
   */
  #show(on, count) {
    const { toggle, bar, selected } = this.#parts;
    toggle.setAttribute('aria-pressed', String(on));
    bar.hidden = !on;
    /** @type {HTMLElement} */ (this.#list.element.closest('.panel')).toggleAttribute('data-selecting', on);
    selected.textContent = this.#words.say('selected', { count });
    this.#count = count;
    this.#showMenu();
  }

  /** @param {any[]} op */
  #showMore([, ...look]) {
    this.#more.set(look[0], /** @type {import('../row.js').ButtonLook} */ (look));
    this.#showMenu();
  }

  #showMenu() {
    const looks = /** @type {import('../row.js').ButtonLook[]} */ (moreOnMany.map((action) => this.#more.get(action)).filter((look) => look && look[1] !== buttonFolded));
    this.menu.cell.hidden = looks.length === 0;
    this.menu.show(looks, this.#words.say('people', { count: this.#count }), this.#words);
  }

  /**
   * @param {string} action '' when nothing is under way
   * @param {number} done
   * @param {number} count
   */
  #showProgress(action, done, count) {
    const { progress, told, done: meter } = this.#parts;
    progress.hidden = !action;
    told.textContent = this.#words.say('progress', { action, done, count });
    meter.max = count;
    meter.value = done;
  }
}
