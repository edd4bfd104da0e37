// @ts-check
/** The section of what somebody in the meeting asks of oneself. */
import { Button } from '../button.js';
import { buttonBusy, buttonReady, lookAudio, lookVideo, markNone } from '../border.js';
import { element } from '../element.js';
import { createIcon } from '../icons.js';

/** What can be asked for, and the bits of the devices. */
const kinds = /** @type {const} */ ([['audio', lookAudio], ['video', lookVideo]]);

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

  /** @param {any[]} op the devices that are asked for, and those that are being turned on */
  #show([, devices, busy]) {
    const { activeElement } = /** @type {ShadowRoot} */ (this.#section.getRootNode());
    const hadFocus = this.#section.contains(activeElement);
    for (const [kind, device] of kinds) {
      if (devices & device) {
        const { element, look } = this.#row(kind);
        look.show({ state: busy & device ? buttonBusy : buttonReady, mark: markNone, why: '' }, this.#words);
        if (!element.isConnected) this.#section.append(element);
      } else this.#made.get(kind)?.element.remove();
    }
    this.#section.hidden = devices === 0;
    if (hadFocus && !this.#section.contains(activeElement)) this.#otherwise.focus();
  }

  /** @param {string} kind */
  #row(kind) {
    const known = this.#made.get(kind);
    if (known) return known;
    const words = this.#words;
    const el = element.bind(undefined, this.#section.ownerDocument);
    const id = `request-${kind}`;
    const text = el('p', { id });
    text.textContent = words.say(`request.${kind}`);
    const label = el('span');
    label.textContent = words.say(`request.${kind}.accept`);
    const state = el('span', { id: `${id}-state`, hidden: '' });
    const accept = el(
      'button',
      { type: 'button', class: 'main', 'data-accept': kind, 'aria-describedby': `${id} ${state.id}` },
      createIcon(this.#section.ownerDocument, `${kind}-on`),
      label,
    );
    const decline = el('button', { type: 'button', 'data-decline': kind, 'aria-describedby': id });
    decline.textContent = words.say('request.decline');
    const made = { element: el('div', { class: 'call', role: 'group', 'aria-labelledby': id }, text, el('div', { class: 'answers' }, accept, decline), state), look: new Button(accept, state) };
    this.#made.set(kind, made);
    return made;
  }
}
