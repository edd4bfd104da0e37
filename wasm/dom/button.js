// @ts-check
/** The states and marks of a button, as package view numbers them. */

const blocked = 2;
const busy = 3;
const marks = ['', 'done', 'unconfirmed', 'failed'];

/**
 * @param {{ button: HTMLElement, why: HTMLElement }} control
 * @param {{ state: number, mark: number, why: string }} look why: in words
 * @param {import('./words.js').Words} words
 */
export function showButton({ button, why: description }, { state, mark, why }, words) {
  button.toggleAttribute('data-busy', state === busy);
  setOrRemove(button, 'aria-busy', state === busy);
  setOrRemove(button, 'aria-disabled', state === blocked);
  if (marks[mark]) button.dataset.mark = marks[mark];
  else delete button.dataset.mark;
  const said = state === busy ? words.say('busy') : why || (marks[mark] && words.say(`mark.${marks[mark]}`));
  if (description.textContent !== said) description.textContent = said;
}

/**
 * @param {HTMLElement} element
 * @param {string} name
 * @param {boolean} on
 */
function setOrRemove(element, name, on) {
  if (on) element.setAttribute(name, 'true');
  else element.removeAttribute(name);
}
