// @ts-check
/** What there is to choose from in the question about people's permissions. */
import { element } from './element.js';

/** @import { Words } from './words.js' */

/** How many values Go sends for a setting. */
const settingWidth = 3;

/** As Go has them: leave it as it is, allow it, forbid it. */
const choices = [0, 1, 2];

/**
 * Fills a place with settings that can be chosen anew.
 * @param {HTMLElement} place
 * @param {any[]} op what Go says of the settings, as package view writes it; without any the place is emptied
 * @param {Words} words
 */
export function showSettings(place, [, usual, canSetBack, ...values], words) {
  const { ownerDocument } = place;
  const said = (/** @type {string} */ tag, /** @type {string} */ key, /** @type {Record<string, string>} */ attributes = {}) => {
    const made = element(ownerDocument, tag, attributes);
    made.textContent = words.say(key);
    return made;
  };
  place.replaceChildren();
  if (values.length === 0) return;
  const more = element(ownerDocument, 'details', {}, said('summary', 'permissions.more'));
  for (let at = 0; at < values.length; at += settingWidth) {
    const [group, name, known] = /** @type {[string, string, number]} */ (values.slice(at, at + settingWidth));
    const around = at < usual * settingWidth ? place : more;
    if (around.lastElementChild?.getAttribute('name') !== group) {
      const note = said('p', `permissions.note.${group}`);
      around.append(element(ownerDocument, 'fieldset', { name: group }, said('legend', `permissions.group.${group}`), note));
    }
    const options = choices.map((choice) => said('option', `permissions.${choice}`, { value: String(choice) }));
    around.lastElementChild?.append(
      element(
        ownerDocument,
        'label',
        {},
        said('span', `permissions.${name}`),
        said('small', `permissions.set.${known}`),
        element(ownerDocument, 'select', { name: `${group}.${name}` }, ...options),
      ),
    );
  }
  place.append(more);
  if (canSetBack) place.append(said('p', 'permissions.back.text', { id: 'back' }), said('button', 'permissions.back', { type: 'button', 'data-back': '', 'aria-describedby': 'back' }));
}
