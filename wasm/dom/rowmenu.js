// @ts-check
/** What a menu of people has in it: what there is to do about a person beside what stands in the row, or about the selected. */
import { actionIcons } from './actions.js';
import { Button } from './button.js';
import { element } from './element.js';
import { createIcon, setIcon } from './icons.js';
import { isCalled, isMadeOf, setText } from './text.js';

/** @import { Words } from './words.js' */

/** @type {Record<string, string>} the icon of each item that is no action */
const otherIcons = { floor: 'waiting', rooms: 'rooms' };

let menusMade = 0;

export class RowMenu {
  #id = `menu-${menusMade++}`;
  #hook;
  #called = '';
  /** @type {Item[]} used again and again */
  #items = [];

  /**
   * @param {Document} document
   * @param {string} role of the cell it is in
   * @param {'action' | 'many'} [hook] the attribute with the action: many is for the selected
   */
  constructor(document, role, hook = 'action') {
    this.#hook = hook;
    this.button = element(
      document,
      'button',
      { type: 'button', part: 'more', class: 'icon', tabindex: '-1', 'data-more': '', 'aria-haspopup': 'menu', 'aria-expanded': 'false', 'aria-controls': this.#id },
      createIcon(document, 'more'),
    );
    this.element = element(document, 'div', { class: 'menu', part: 'menu', role: 'menu', id: this.#id, popover: 'manual' });
    this.cell = element(document, 'div', { role, class: 'control' }, this.element, this.button);
  }

  /** The items that can have the focus. */
  get stops() {
    return this.#items.filter((item) => !item.element.hidden).map((item) => item.element);
  }

  /** Whether it is called, and has in it, what was shown last. */
  get isTrue() {
    return (
      isMadeOf(this.cell, [this.element, this.button]) &&
      isMadeOf(this.element, this.#items.flatMap(({ element, why }) => [element, why])) &&
      (this.button.getAttribute('aria-label') ?? '') === this.#called &&
      !isCalled(this.button, 'aria-label') &&
      this.#items.every((item) => item.isTrue)
    );
  }

  /**
   * @param {import('./row.js').ButtonLook[]} buttons
   * @param {string} name of the person
   * @param {Words} words
   */
  show(buttons, name, words) {
    const label = words.say('more', { name });
    if (label !== this.#called) {
      this.#called = label;
      this.button.setAttribute('aria-label', label);
      this.element.setAttribute('aria-label', label);
    }
    while (this.#items.length < buttons.length) {
      const item = new Item(this.element.ownerDocument, `why-${this.#id}-${this.#items.length}`, this.#hook);
      this.#items.push(item);
      this.element.append(item.element, item.why);
    }
    this.#items.forEach((item, i) => item.show(buttons[i], words));
  }
}

class Item {
  #hook;
  #icon;
  #label;
  #look;
  /** @type {import('./row.js').ButtonLook | undefined} as shown last */
  #shown;

  /**
   * @param {Document} document
   * @param {string} id of what describes it
   * @param {'action' | 'many'} hook
   */
  constructor(document, id, hook) {
    this.#hook = hook;
    this.#icon = createIcon(document);
    this.#label = element(document, 'span');
    this.why = element(document, 'span', { class: 'why', id });
    this.element = element(
      document,
      'button',
      { type: 'button', role: 'menuitem', part: 'action', tabindex: '-1', 'aria-describedby': this.why.id },
      this.#icon,
      this.#label,
    );
    this.#look = new Button(this.element, this.why);
  }

  get isTrue() {
    return !isCalled(this.element, 'hidden') && this.element.hidden === !this.#shown && this.element.dataset[this.#hook] === this.#shown?.[0];
  }

  /**
   * @param {import('./row.js').ButtonLook | undefined} button
   * @param {Words} words
   */
  show(button, words) {
    if (this.#shown?.every((value, i) => value === button?.[i])) return;
    this.#shown = button;
    this.element.hidden = this.why.hidden = !button;
    if (!button) {
      delete this.element.dataset[this.#hook];
      return;
    }
    const [action, state, mark, why, permission, count] = button;
    this.element.dataset[this.#hook] = action;
    setIcon(this.#icon, actionIcons[action] ?? otherIcons[action]);
    const label = words.say(`menu.${action}`) || words.say(`action.${action}`);
    setText(this.#label, count ? `${label} ${words.number(count)}` : label);
    this.#look.show({ state, mark, why: why && words.say(why, { permission }) }, words);
  }
}
