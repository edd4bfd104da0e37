// @ts-check
/** The buttons that a section has once, with words on them. */
import { actionIcons, actionsOf } from './actions.js';
import { buttonFolded } from './border.js';
import { Button } from './button.js';
import { element } from './element.js';
import { createIcon, setIcon } from './icons.js';
import { setText } from './text.js';

/** @typedef {ReturnType<typeof createControl>} Control */

/**
 * @param {Document} document
 * @param {keyof typeof actionsOf} section
 */
export function createControls(document, section) {
  return actionsOf[section].map((actions) => createControl(document, actions));
}

/**
 * A button with its words on it, and what it says about itself.
 * @param {Document} document
 * @param {string[]} actions of the button: one, and perhaps what undoes it
 * @param {'action' | 'many'} [on] many: it is for the selected
 */
export function createControl(document, actions, on = 'action') {
  const el = element.bind(undefined, document);
  const [action] = actions;
  const icon = createIcon(document, actionIcons[action]);
  const label = el('span');
  const count = el('span', { class: 'count', 'aria-hidden': 'true' }, el('span'));
  const why = el('span', { hidden: '', id: `why-${on}-${action}` });
  const button = el('button', { type: 'button', [`data-${on}`]: action, part: 'action', 'aria-describedby': why.id }, icon, label, count);
  return { on, actions, holder: el('div', { class: 'holder', hidden: '' }, button, why), button, icon, label, count, look: new Button(button, why) };
}

export class Controls {
  #words;
  #otherwise;
  /** @type {Map<string, Control>} by action */
  #controls = new Map();
  /** @type {Control | undefined} the one that had the focus before something changed */
  #focused;

  /**
   * @param {Control[]} controls of all sections
   * @param {import('./words.js').Words} words
   * @param {HTMLElement} otherwise has the focus when a control goes that had it, and none is left beside it
   */
  constructor(controls, words, otherwise) {
    this.#words = words;
    this.#otherwise = otherwise;
    for (const control of controls) {
      for (const action of control.actions) this.#controls.set(action, control);
      setText(control.label, words.say(`${control.on === 'many' ? 'action' : 'button'}.${control.actions[0]}`));
    }
  }

  /** @param {any[]} op */
  show([, action, state, mark, why, permission, count]) {
    const control = this.#controls.get(action);
    if (!control) return;
    const words = this.#words;
    const folded = state === buttonFolded;
    if (control.holder.hidden !== folded) control.holder.hidden = folded;
    if (control.button.dataset[control.on] !== action) this.#turn(control, action);
    showCount(control.count, count, words);
    const said = why ? words.say(why, { permission }) : count ? words.say(control.on === 'many' ? 'people' : `count.${action}`, { count }) : '';
    control.look.show({ state, mark, why: said }, words);
  }

  /**
   * @param {Control} control
   * @param {string} action that the button has from now on
   */
  #turn({ actions, button, icon, label }, action) {
    button.dataset.action = action;
    button.toggleAttribute('data-undoes', action !== actions[0]);
    setIcon(icon, actionIcons[action]);
    setText(label, this.#words.say(`button.${action}`));
  }

  /** @param {Element | null} focus what has it before something changes */
  noteFocus(focus) {
    this.#focused = focus ? [...this.#controls.values()].find(({ button }) => button === focus) : undefined;
  }

  /** The focus is lost: if a button had it that went, one that is left beside it takes it. */
  restoreFocus() {
    const focused = this.#focused;
    if (!focused?.holder.hidden) return;
    /** @type {HTMLElement | null | undefined} */
    const beside = focused.holder.parentElement?.querySelector('.holder:not([hidden]) > button');
    (beside ?? this.#otherwise).focus();
  }
}

/**
 * @param {HTMLElement} place
 * @param {number} count
 * @param {import('./words.js').Words} words
 */
function showCount(place, count, words) {
  if (place.hidden !== (count === 0)) place.hidden = count === 0;
  const number = words.number(count);
  const text = /** @type {Element} */ (place.firstElementChild);
  if (number.length !== text.textContent?.length) place.style.setProperty('--digits', String(number.length));
  setText(text, number);
}
