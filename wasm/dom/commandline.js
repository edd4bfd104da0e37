// @ts-check
/**
 * What a host types to have it done: a dialog with a field and what may be meant by it. It is made
 * when it is opened, and gone when it is closed.
 */
import { actionIcons, formsOf } from './actions.js';
import { buttonBusy, buttonReady } from './border.js';
import { element } from './element.js';
import { createIcon, setIcon } from './icons.js';
import { labelOf, Phrases } from './phrases.js';
import { setText } from './text.js';
import { isLetter } from './typing.js';

/** How many suggestions there are at most. */
const limit = 40;

/** Of a suggestion as Go writes one. */
const fields = 8;

/** @typedef {ReturnType<typeof createDialog>} Parts */
/** @typedef {{ id: string, action: string, state: number }} Suggestion */

const isMac = /^(Mac|iP)/.test(globalThis.navigator?.platform ?? '');

/** @param {Document} document */
export function createCommandButton(document) {
  const keys = `${isMac ? 'Meta' : 'Control'}+K .`;
  const button = element(document, 'button', { type: 'button', part: 'action', class: 'icon command-button', 'data-command': '', 'aria-haspopup': 'dialog', 'aria-keyshortcuts': keys }, createIcon(document, 'command'));
  return { button };
}

/** @param {Document} document */
function createDialog(document) {
  const el = element.bind(undefined, document);
  const title = el('h2', { id: 'command' });
  const close = el('button', { type: 'button', class: 'icon', 'data-close': '' }, createIcon(document, 'close'));
  const list = el('div', { id: 'suggestions', role: 'listbox', class: 'suggestions', 'aria-labelledby': title.id, hidden: '' });
  const input = /** @type {HTMLInputElement} */ (
    el('input', {
      type: 'text', role: 'combobox', 'aria-labelledby': title.id, 'aria-autocomplete': 'list', 'aria-controls': list.id, 'aria-expanded': 'false',
      autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', enterkeyhint: 'go', maxlength: '200', autofocus: '',
    })
  );
  const form = el('form', { class: 'find' }, input);
  const count = el('p', { role: 'status', class: 'count' });
  const dialog = /** @type {HTMLDialogElement} */ (
    el('dialog', { part: 'command', class: 'command', 'data-dialog': 'command', 'aria-labelledby': title.id }, el('div', { class: 'head' }, title, close), form, count, list)
  );
  return { dialog, title, close, form, input, count, list };
}

export class CommandLine {
  #button;
  #words;
  #tell;
  #panel;
  /** @type {Phrases | undefined} made when they are needed first */
  #phrases;
  /** @type {Parts | undefined} while it is open */
  #parts;
  /** @type {Element | null} had the focus before */
  #before = null;
  /** @type {Suggestion[]} */
  #shown = [];
  /** Whether the first says what was typed, and whom it is about. */
  #sure = false;
  /** The one that Enter does, -1 for none. */
  #at = -1;

  /**
   * @param {ReturnType<typeof createCommandButton>} parts
   * @param {import('./words.js').Words} words
   * @param {(type: string, ...args: unknown[]) => void} tell tells Go
   * @param {{ element: HTMLElement, title: HTMLElement, hideTip: () => boolean, open: (section: string) => void }} panel element: the dialog stands in it;
   *   title: has the focus when what had it before is gone; hideTip: tells whether there was a tip to hide; open: opens the dialog of a section
   */
  constructor({ button }, words, tell, panel) {
    this.#button = button;
    this.#words = words;
    this.#tell = tell;
    this.#panel = panel;
    button.setAttribute('aria-label', words.say('command.open', { keys: isMac ? '⌘K' : 'Ctrl+K' }));
  }

  /** @type {Record<string, (op: any[]) => void>} */
  ops = { suggestions: ([, sure, ...all]) => this.#show(sure, all) };

  /** @param {EventTarget | null} target */
  contains(target) {
    return this.#parts?.dialog.contains(/** @type {Node | null} */ (target)) ?? false;
  }

  /**
   * Whether a key opens it: one that is held with another anywhere in the panel, and one by itself where
   * no letters are typed.
   * @param {KeyboardEvent} event
   * @param {boolean} isField
   */
  opensWith(event, isField) {
    const { key, code, repeat, altKey, shiftKey } = event;
    if (repeat) return false;
    if (key === '.') return isLetter(event) && !isField;
    // Where other letters than Latin ones are typed it is the key that is there.
    const isK = key.toLowerCase() === 'k' || (code === 'KeyK' && key > '\u024f');
    const [held, other] = isMac ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey];
    return isK && held && !other && !altKey && !shiftKey;
  }

  open() {
    if (this.#parts || this.#panel.element.dataset.phase !== 'live') return;
    const { dialog, input } = (this.#parts = this.#make());
    this.#before = /** @type {ShadowRoot} */ (this.#button.getRootNode()).activeElement;
    this.#panel.element.append(dialog);
    dialog.showModal();
    input.focus();
    this.#ask();
  }

  /** The panel stands elsewhere, or the meeting is over. */
  close() {
    this.#parts?.dialog.close();
  }

  #make() {
    const words = this.#words;
    const parts = createDialog(this.#button.ownerDocument);
    const { dialog, title, close, form, input, list } = parts;
    title.textContent = words.say('command');
    close.setAttribute('aria-label', words.say('activity.close'));
    input.placeholder = words.say('command.hint');
    input.addEventListener('input', () => this.#ask());
    // And not with the key that goes down: what then has the focus would take the rest of it.
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#choose(this.#at);
    });
    dialog.addEventListener('close', () => parts === this.#parts && this.#ended()); // by the browser too, as with a gesture
    list.addEventListener('mousedown', (event) => event.preventDefault()); // the field keeps the focus
    dialog.addEventListener('click', ({ target }) => {
      const option = /** @type {Element} */ (target).closest('[role=option]');
      if (option) this.#choose([...list.children].indexOf(option));
      else if (target === dialog || close.contains(/** @type {Node} */ (target))) this.#leave();
    });
    return parts;
  }

  /** At once: the next key may open it again. */
  #leave() {
    this.close();
    this.#ended();
  }

  #ended() {
    this.#parts?.dialog.remove();
    this.#parts = undefined;
    this.#shown = [];
    this.#at = -1;
    this.#tell('suggest', '');
    if (this.#before && !this.#before.checkVisibility()) this.#panel.title.focus();
    this.#before = null;
  }

  /** Has Go look for what may be meant. */
  #ask() {
    const { input } = /** @type {Parts} */ (this.#parts);
    this.#phrases ??= new Phrases(this.#words);
    this.#tell('suggest', this.#phrases.read(input.value), limit);
    this.#highlight(this.#sure ? 0 : -1);
    this.#count();
  }

  /**
   * @param {boolean} sure
   * @param {any[]} all
   */
  #show(sure, all) {
    if (!this.#parts) return;
    const { input, list } = this.#parts;
    this.#sure = sure;
    this.#shown = [];
    for (let i = 0; i < all.length; i += fields) this.#draw(all.slice(i, i + fields));
    while (list.children.length > this.#shown.length) list.lastElementChild?.remove();
    list.hidden = this.#shown.length === 0;
    input.setAttribute('aria-expanded', String(!list.hidden));
    this.#count();
  }

  /** @param {any[]} suggestion as Go writes one */
  #draw([id, name, action, state, , why, permission, count]) {
    const words = this.#words;
    const { list } = /** @type {Parts} */ (this.#parts);
    const at = this.#shown.push({ id, action, state }) - 1;
    const option = list.children[at] ?? list.appendChild(createOption(list.ownerDocument, at));
    const [icon, label, reason] = option.children;
    setIcon(icon, actionIcons[action]);
    setText(label, labelOf(action, name, words));
    const said = why ? words.say(why, { permission }) : count ? words.say(`count.${action}`, { count }) : '';
    setText(reason, state === buttonBusy ? words.say('busy') : said);
    if (state === buttonReady) option.removeAttribute('aria-disabled');
    else option.setAttribute('aria-disabled', 'true');
  }

  #count() {
    const { count } = /** @type {Parts} */ (this.#parts);
    const { length } = this.#shown;
    setText(count, length > 0 ? this.#words.say('command.count', { count: length }) : this.#words.say('command.none'));
  }

  /** @param {number} at of the suggestion that Enter does, -1 for none */
  #highlight(at) {
    const { input, list } = /** @type {Parts} */ (this.#parts);
    this.#at = at;
    for (const [i, option] of [...list.children].entries()) option.setAttribute('aria-selected', String(i === at));
    const option = list.children[at];
    if (option) input.setAttribute('aria-activedescendant', option.id);
    else input.removeAttribute('aria-activedescendant');
    if (option) option.scrollIntoView({ block: 'nearest' });
    else list.scrollTop = 0;
  }

  /** @param {KeyboardEvent} event in it */
  key(event) {
    const { input } = /** @type {Parts} */ (this.#parts);
    if (event.isComposing || event.keyCode === 229) return; // what is typed is not chosen yet; nor where it has just been: Safari
    const { length } = this.#shown;
    if (event.key === 'Escape') {
      if (!this.#panel.hideTip()) this.#leave();
    } else if (event.target !== input) return; // a button takes its own
    else if (event.key === 'ArrowDown') this.#highlight(this.#at + 1 < length ? this.#at + 1 : Math.min(0, length - 1));
    else if (event.key === 'ArrowUp') this.#highlight(this.#at > 0 ? this.#at - 1 : length - 1);
    else if (event.key !== 'Enter' || !event.repeat) return;
    event.preventDefault();
  }

  /**
   * Does what a suggestion says as its button would: what is risky is asked about first.
   * @param {number} at
   */
  #choose(at) {
    const chosen = this.#shown[at];
    if (chosen?.state !== buttonReady) return;
    this.#leave();
    if (chosen.action in formsOf) this.#panel.open(formsOf[chosen.action]);
    else this.#tell('press', chosen.action, chosen.id);
  }
}

/**
 * @param {Document} document
 * @param {number} at
 */
function createOption(document, at) {
  const el = element.bind(undefined, document);
  return el('div', { role: 'option', id: `suggestion-${at}`, part: 'suggestion', 'aria-selected': 'false' }, createIcon(document), el('span'), el('span', { class: 'why' }));
}
