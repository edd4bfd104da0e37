// @ts-check
/** The section of polls, plugins and the spotlight: a dialog in which they are begun, opened and turned on. */
import { markDone } from '../border.js';
import { element } from '../element.js';
import { createOpener, Overlay } from '../overlay.js';
import { setText } from '../text.js';
import { buttonWidth, ThingButton } from '../thing.js';

/** How many values Go sends for a plugin, or for somebody who shares a screen. */
const toolWidth = 4 + 2 * buttonWidth;

/** A poll has two options at least. */
const fewestOptions = 2;

/** Bits of what is chosen for a poll: they are Go's. */
const choices = /** @type {const} */ ({ anonymous: 1, hideVotes: 2 });

/** @param {Document} document */
export const createTools = (document) => createOpener(document, { part: 'tools', icon: 'poll' });

/** @param {Document} document */
function createContent(document) {
  const el = element.bind(undefined, document);
  const area = (/** @type {string} */ name, /** @type {Node[]} */ ...inside) => {
    const heading = el('h3', { id: `tools-${name}` });
    return { heading, element: el('section', { 'aria-labelledby': heading.id, hidden: '' }, heading, ...inside) };
  };
  const polls = el('ul');
  const unseen = el('p', { class: 'none' });
  const summary = el('summary');
  const question = /** @type {HTMLInputElement} */ (el('input', { type: 'text', autocomplete: 'off', 'aria-describedby': 'poll-wrong' }));
  const options = /** @type {HTMLTextAreaElement} */ (el('textarea', { rows: '3', 'aria-describedby': 'poll-wrong' }));
  const checks = Object.keys(choices).map((name) => /** @type {HTMLInputElement} */ (el('input', { type: 'checkbox', name })));
  const labels = [question, options, ...checks].map(() => el('span'));
  const wrong = el('p', { id: 'poll-wrong', role: 'alert', class: 'obstacle' });
  const begin = new ThingButton(document, { type: 'submit' });
  const form = /** @type {HTMLFormElement} */ (
    el(
      'form',
      { novalidate: '' },
      ...[question, options].map((field, i) => el('label', { class: 'typed' }, labels[i], field)),
      ...checks.map((field, i) => el('label', { class: 'check' }, field, labels[2 + i])),
      wrong,
      begin.element,
    )
  );
  const details = /** @type {HTMLDetailsElement} */ (el('details', {}, summary, form));
  const plugins = el('ul', { class: 'things' });
  const spotlight = new ThingButton(document);
  spotlight.button.setAttribute('role', 'switch');
  const sharers = el('ul', { class: 'things' });
  return {
    areas: { polls: area('polls', polls, unseen, details), plugins: area('plugins', plugins), spotlight: area('spotlight', spotlight.element, sharers) },
    polls, unseen, details, summary, form, question, options, checks, labels, wrong, begin, plugins, spotlight, sharers,
  };
}

export class Tools {
  #words;
  #tell;
  /** @type {ReturnType<typeof createContent> | undefined} none while the dialog is not made */
  #parts;
  /** @type {Map<string, { element: HTMLElement, text: Element, buttons: ThingButton[] }>} rows by the kind and the id of what they are about */
  #rows = new Map();
  /** What became of the last poll as its button showed it. */
  #mark = 0;

  /**
   * @param {ReturnType<typeof createTools>} opener
   * @param {import('../words.js').Words} words
   * @param {(type: string, ...args: unknown[]) => void} tell
   * @param {import('../overlay.js').Panel} panel
   */
  constructor(opener, words, tell, panel) {
    this.#words = words;
    this.#tell = tell;
    this.overlay = new Overlay(opener, words, panel, { fill: (content) => this.#fill(content), tell: (open) => tell('tools', open) });
    this.ops = {
      tools: ([, there, open]) => this.overlay.show(there, open),
      'tools.polls': (/** @type {any[]} */ op) => this.#showPolls(op),
      'tools.plugins': (/** @type {any[]} */ op) => this.#showPlugins(op),
      'tools.spotlight': (/** @type {any[]} */ op) => this.#showSpotlight(op),
    };
  }

  /** @type {Record<string, (op: any[]) => void>} */
  ops;

  /** @param {HTMLElement} content */
  #fill(content) {
    const words = this.#words;
    const parts = createContent(content.ownerDocument);
    this.#parts = parts;
    this.#rows.clear();
    this.#mark = 0;
    for (const [name, { heading, element: area }] of Object.entries(parts.areas)) {
      heading.textContent = words.say(`tools.${name}`);
      content.append(area);
    }
    parts.summary.textContent = words.say('poll.new');
    ['question', 'options', ...Object.keys(choices)].forEach((name, i) => setText(parts.labels[i], words.say(`poll.${name}`)));
    parts.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#begin(parts);
    });
    parts.details.addEventListener('toggle', () => parts.details.open && parts.question.focus());
  }

  /** @param {ReturnType<typeof createContent>} parts */
  #begin({ question, options, checks, wrong }) {
    const few = options.value.split('\n').filter((line) => line.trim()).length < fewestOptions;
    const missing = !question.value.trim() ? question : few ? options : undefined;
    for (const field of [question, options]) field.setAttribute('aria-invalid', String(field === missing));
    setText(wrong, missing ? this.#words.say(missing === question ? 'poll.noQuestion' : 'poll.fewOptions') : '');
    if (missing) return missing.focus();
    const chosen = checks.reduce((bits, { name, checked }) => bits | (checked ? choices[/** @type {keyof typeof choices} */ (name)] : 0), 0);
    this.#tell('poll', question.value, options.value, chosen);
  }

  /** @param {any[]} op */
  #showPolls([, ...values]) {
    const parts = this.#parts;
    if (!parts) return;
    const words = this.#words;
    const button = values.slice(0, buttonWidth);
    const [seen, ...questions] = values.slice(buttonWidth);
    const [action, , mark] = button;
    parts.begin.show(button, '', words.say(`button.${action}`), words);
    parts.areas.polls.element.hidden = !action && questions.length === 0;
    parts.details.hidden = !action;
    parts.polls.replaceChildren(
      ...questions.map((question) => {
        const item = element(parts.polls.ownerDocument, 'li', { dir: 'auto' });
        item.textContent = question;
        return item;
      }),
    );
    setText(parts.unseen, seen ? (questions.length > 0 ? '' : words.say('poll.none')) : `${words.say('poll.unseen')} ${words.say('reason.permission', { permission: 'polls.can_view' })}`);
    if (mark === markDone && this.#mark !== mark) this.#begun(parts);
    this.#mark = mark;
  }

  /** @param {ReturnType<typeof createContent>} parts */
  #begun({ form, details, summary }) {
    const hadFocus = form.contains(/** @type {ShadowRoot} */ (form.getRootNode()).activeElement);
    form.reset();
    details.open = false;
    if (hadFocus) summary.focus();
  }

  /** @param {any[]} op */
  #showPlugins([, ...values]) {
    if (!this.#parts) return;
    this.#parts.areas.plugins.element.hidden = values.length === 0;
    this.#showThings(this.#parts.plugins, values);
  }

  /** @param {any[]} op */
  #showSpotlight([, ...values]) {
    const parts = this.#parts;
    if (!parts) return;
    const words = this.#words;
    const button = values.slice(0, buttonWidth);
    const [on, ...sharers] = values.slice(buttonWidth);
    parts.areas.spotlight.element.hidden = !button[0];
    parts.spotlight.show(button, '', words.say(`button.${button[0]}`), words);
    parts.spotlight.button.setAttribute('aria-checked', String(on));
    this.#showThings(parts.sharers, sharers);
  }

  /**
   * @param {HTMLElement} list
   * @param {any[]} values as package section writes plugins, or people who share a screen
   */
  #showThings(list, values) {
    const words = this.#words;
    const { activeElement } = /** @type {ShadowRoot} */ (list.getRootNode());
    const hadFocus = list.contains(activeElement);
    const there = new Set();
    for (let at = 0; at < values.length; at += toolWidth) {
      const [kind, id, name, active, ...buttons] = values.slice(at, at + toolWidth);
      const key = `${kind}:${id}`;
      there.add(key);
      const row = this.#rows.get(key) ?? this.#row(list.ownerDocument);
      this.#rows.set(key, row);
      row.element.dataset.thing = id;
      row.element.toggleAttribute('data-active', active);
      setText(row.text, kind === 'plugin' ? words.called(name) : words.say('spotlight.screen', { name }));
      const [open, show] = row.buttons;
      open.show(buttons.slice(0, buttonWidth), id, words.say(`button.${buttons[0]}`, { name }), words);
      show.show(buttons.slice(buttonWidth), key, words.say('spotlight.show', { name }), words);
      if (row.element.parentNode !== list) list.append(row.element);
    }
    for (const row of [...list.children]) {
      const key = [...this.#rows].find(([, { element: known }]) => known === row)?.[0];
      if (key === undefined || there.has(key)) continue;
      row.remove();
      this.#rows.delete(key);
    }
    list.hidden = values.length === 0;
    if (hadFocus && (!list.contains(activeElement) || activeElement?.closest('[hidden]'))) this.overlay.focus();
  }

  /** @param {Document} document */
  #row(document) {
    const text = element(document, 'bdi');
    const buttons = [new ThingButton(document), new ThingButton(document)];
    return { element: element(document, 'li', {}, text, ...buttons.map((button) => button.element)), text, buttons };
  }
}
