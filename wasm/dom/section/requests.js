// @ts-check
/** The section of what somebody in the meeting asks of oneself. */
import { Button } from '../button.js';
import { buttonBusy, buttonReady, markNone } from '../border.js';
import { element } from '../element.js';
import { createIcon } from '../icons.js';

/** @type {Record<string, string>} of what is to be turned on */
const icons = { audio: 'audio-on', video: 'video-on' };

/** @param {Document} document */
export function createRequests(document) {
  return { element: element(document, 'section', { part: 'requests', class: 'calls', hidden: '' }) };
}

export class Requests {
  #section;
  #words;
  #otherwise;
  /** @type {Map<string, { element: HTMLElement, look: Button }>} made when they are asked for the first time */
  #made = new Map();

  /**
   * @param {ReturnType<typeof createRequests>} parts
   * @param {import('../words.js').Words} words
   * @param {HTMLElement} otherwise has the focus when a request goes that had it
   */
  constructor(parts, words, otherwise) {
    this.#section = parts.element;
    this.#words = words;
    this.#otherwise = otherwise;
    parts.element.setAttribute('aria-label', words.say('requests'));
    this.ops = { requests: (/** @type {any[]} */ op) => this.#show(op) };
  }

  /** @param {any[]} op each request, and whether it is being done */
  #show([, ...all]) {
    const { activeElement } = /** @type {ShadowRoot} */ (this.#section.getRootNode());
    const hadFocus = this.#section.contains(activeElement);
    const shown = [];
    for (let i = 0; i < all.length; i += 2) {
      const { element, look } = this.#row(all[i]);
      look.show({ state: all[i + 1] ? buttonBusy : buttonReady, mark: markNone, why: '' }, this.#words);
      shown.push(element);
    }
    for (const { element } of this.#made.values()) if (!shown.includes(element)) element.remove();
    for (const element of shown) if (!element.isConnected) this.#section.append(element);
    this.#section.hidden = shown.length === 0;
    if (hadFocus && !this.#section.contains(activeElement)) this.#otherwise.focus();
  }

  /** @param {string} request */
  #row(request) {
    const known = this.#made.get(request);
    if (known) return known;
    const words = this.#words;
    const el = element.bind(undefined, this.#section.ownerDocument);
    const id = `request-${request}`;
    const text = el('p', { id });
    text.textContent = words.say(id.replace('-', '.'));
    const label = el('span');
    label.textContent = words.say(`request.${request}.accept`);
    const state = el('span', { id: `${id}-state`, hidden: '' });
    const accept = el(
      'button',
      { type: 'button', class: 'main', 'data-accept': request, 'aria-describedby': `${id} ${state.id}` },
      createIcon(this.#section.ownerDocument, icons[request]),
      label,
    );
    const decline = el('button', { type: 'button', 'data-decline': request, 'aria-describedby': id });
    decline.textContent = words.say('request.decline');
    const made = { element: el('div', { class: 'call', role: 'group', 'aria-labelledby': id }, text, el('div', { class: 'answers' }, accept, decline), state), look: new Button(accept, state) };
    this.#made.set(request, made);
    return made;
  }
}
