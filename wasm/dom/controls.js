// @ts-check
/** The buttons that a section has once, with words on them. */
import { actionIcons, actionsOf } from './actions.js';
import { buttonFolded } from './border.js';
import { Button } from './button.js';
import { element } from './element.js';
import { createIcon } from './icons.js';
import { setText } from './text.js';

/** @typedef {ReturnType<typeof createControl>} Control */

/**
 * @param {Document} document
 * @param {keyof typeof actionsOf} section
 */
export function createControls(document, section) {
  return actionsOf[section].map((action) => createControl(document, action));
}

/**
 * A button with its words on it, and what it says about itself.
 * @param {Document} document
 * @param {string} action
 */
function createControl(document, action) {
  const el = element.bind(undefined, document);
  const label = el('span');
  const count = el('span', { class: 'count', 'aria-hidden': 'true' }, el('span'));
  const why = el('span', { hidden: '', id: `why-${action}` });
  const button = el(
    'button',
    { type: 'button', 'data-action': action, part: 'action', 'aria-describedby': why.id },
    createIcon(document, actionIcons[action]),
    label,
    count,
  );
  return { action, holder: el('div', { class: 'holder', hidden: '' }, button, why), label, count, look: new Button(button, why) };
}

export class Controls {
  #words;
  /** @type {Map<string, Control>} by action */
  #controls;

  /**
   * @param {Control[]} controls of all sections
   * @param {import('./words.js').Words} words
   */
  constructor(controls, words) {
    this.#words = words;
    this.#controls = new Map(controls.map((control) => [control.action, control]));
    for (const { action, label } of controls) label.textContent = words.say(`button.${action}`);
  }

  /** @param {any[]} op */
  show([, action, state, mark, why, permission, count]) {
    const control = this.#controls.get(action);
    if (!control) return;
    const words = this.#words;
    const folded = state === buttonFolded;
    if (control.holder.hidden !== folded) control.holder.hidden = folded;
    showCount(control.count, count, words);
    const said = why ? words.say(why, { permission }) : count ? words.say(`count.${action}`, { count }) : '';
    control.look.show({ state, mark, why: said }, words);
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
