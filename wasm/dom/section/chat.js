// @ts-check
/** The section of the chat's messages: a dialog with the newest of them, and what can be done to each. */
import { element } from '../element.js';
import { createOpener, Overlay } from '../overlay.js';
import { setText } from '../text.js';
import { buttonWidth, ThingButton } from '../thing.js';

/** How long a text is that may go on: Go has no more of it. */
const wholeBelow = 200;

/** How near the end one is who reads along, in CSS pixels. */
const near = 24;

/** @param {Document} document */
export const createChat = (document) => createOpener(document, { part: 'chat', icon: 'chat' });

/** @typedef {{ element: HTMLElement, name: Element, time: Element, marks: Element, text: Element, buttons: ThingButton[] }} Message */

export class Chat {
  #words;
  #tell;
  /** @type {Map<string, Message>} by their ids */
  #messages = new Map();
  /** @type {HTMLElement | undefined} that scrolls; none while the dialog is not made */
  #list;
  /** @type {HTMLElement | undefined} */
  #none;
  /** @type {HTMLInputElement | undefined} */
  #pinnedOnly;
  #more = 0;
  /** @type {Intl.DateTimeFormat | undefined} made when it is needed first */
  #clock;

  /**
   * @param {ReturnType<typeof createChat>} opener
   * @param {import('../words.js').Words} words
   * @param {(type: string, ...args: unknown[]) => void} tell
   * @param {import('../overlay.js').Panel} panel
   */
  constructor(opener, words, tell, panel) {
    this.#words = words;
    this.#tell = tell;
    this.overlay = new Overlay(opener, words, panel, {
      fill: (content) => this.#fill(content),
      tell: (open) => {
        if (open && this.#pinnedOnly) this.#pinnedOnly.checked = false;
        if (open) tell('chat', 'all');
        else this.#forget();
        tell('chat', open ? 'open' : 'close');
      },
    });
    this.ops = {
      chat: ([, there, open, , more]) => {
        this.#more = more;
        this.overlay.show(there, open);
      },
      'chat.message': (/** @type {any[]} */ op) => this.#show(op),
      'chat.order': ([, ...ids]) => this.#order(ids),
    };
  }

  /** @type {Record<string, (op: any[]) => void>} */
  ops;

  /** @param {HTMLElement} content */
  #fill(content) {
    const el = element.bind(undefined, content.ownerDocument);
    const words = this.#words;
    const label = el('span');
    label.textContent = words.say('chat.pinnedOnly');
    this.#pinnedOnly = /** @type {HTMLInputElement} */ (el('input', { type: 'checkbox' }));
    this.#pinnedOnly.addEventListener('change', () => this.#filter());
    this.#none = el('p', { class: 'none' });
    this.#list = el('div', { class: 'scroller', role: 'list', tabindex: '0' });
    this.#list.setAttribute('aria-label', words.say('chat'));
    content.append(el('label', { class: 'check' }, this.#pinnedOnly, label), this.#none, this.#list);
  }

  #filter() {
    this.#tell('chat', this.#pinnedOnly?.checked ? 'pinned' : 'all');
    this.#list?.scrollTo(0, this.#list.scrollHeight);
  }

  #forget() {
    for (const { element: row } of this.#messages.values()) row.remove();
    this.#messages.clear();
  }

  /** @returns {Message} */
  #make() {
    const document = /** @type {HTMLElement} */ (this.#list).ownerDocument;
    const el = element.bind(undefined, document);
    const name = el('bdi');
    const time = el('span', { class: 'time' });
    const marks = el('span', { class: 'marks' });
    const text = el('p', { dir: 'auto' });
    const buttons = [0, 1].map(() => new ThingButton(document, { words: false }));
    const head = el('div', { class: 'from' }, name, time, marks);
    const row = el('div', { part: 'message', class: 'message', role: 'listitem' }, el('div', { class: 'said' }, head, text), ...buttons.map((button) => button.element));
    return { element: row, name, time, marks, text, buttons };
  }

  /** @param {any[]} op */
  #show([, id, name, at, text, pinned, isPrivate, ...buttons]) {
    const words = this.#words;
    const message = this.#messages.get(id) ?? this.#make();
    this.#messages.set(id, message);
    message.element.dataset.message = id;
    message.element.toggleAttribute('data-pinned', pinned);
    setText(message.name, words.called(name));
    this.#clock ??= new Intl.DateTimeFormat(words.locale, { timeStyle: 'short' });
    setText(message.time, this.#clock.format(at));
    setText(message.marks, [pinned && words.say('chat.pinned'), isPrivate && words.say('chat.private')].filter(Boolean).join(' · '));
    setText(message.text, text ? `${text}${text.length < wholeBelow ? '' : '…'}` : words.say('chat.file'));
    message.text.toggleAttribute('data-none', !text);
    message.buttons.forEach((button, i) => {
      const shown = buttons.slice(i * buttonWidth, (i + 1) * buttonWidth);
      button.show(shown, id, words.say(`button.${shown[0]}`, { name }), words);
    });
  }

  /** @param {string[]} ids of all messages, the oldest first */
  #order(ids) {
    const list = this.#list;
    if (!list) return;
    const { activeElement } = /** @type {ShadowRoot} */ (list.getRootNode());
    const focused = [...this.#messages.values()].find(({ element: row }) => row.contains(activeElement))?.element;
    const beside = /** @type {HTMLElement | null} */ (focused?.nextElementSibling ?? focused?.previousElementSibling ?? null);
    // What one reads, or is about to press, stays where it is.
    const atEnd = list.childElementCount === 0 || (list.scrollTop + list.clientHeight >= list.scrollHeight - near && !focused && !list.matches(':hover'));
    const there = new Set(ids);
    for (const [id, { element: row }] of this.#messages) {
      if (there.has(id)) continue;
      row.remove();
      this.#messages.delete(id);
    }
    /** @type {Element | null} */
    let next = null;
    for (const id of [...ids].reverse()) {
      const row = /** @type {Message} */ (this.#messages.get(id)).element;
      if (row.parentNode !== list || row.nextElementSibling !== next) list.insertBefore(row, next);
      next = row;
    }
    list.hidden = ids.length === 0;
    const words = this.#words;
    const none = words.say(this.#pinnedOnly?.checked ? 'chat.none.pinned' : 'chat.none');
    setText(/** @type {HTMLElement} */ (this.#none), ids.length === 0 ? none : this.#more > 0 ? words.say('chat.more', { count: this.#more }) : '');
    if (atEnd) list.scrollTop = list.scrollHeight;
    if (focused && !focused.isConnected) this.#focusBeside(beside);
  }

  /** @param {HTMLElement | null} row of the message beside one that is gone, which had the focus */
  #focusBeside(row) {
    const button = row?.isConnected && row.querySelector('button');
    if (button) /** @type {HTMLElement} */ (button).focus();
    else this.overlay.focus();
  }
}
