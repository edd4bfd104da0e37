// @ts-check
/** The section of what goes on by itself while the page is open, and the items of the menu of locks that switch it on. */
import { element } from '../element.js';
import { createIcon, setIcon } from '../icons.js';
import { Lines, createLines } from '../lines.js';
import { setText } from '../text.js';

const secondMs = 1000;

/** The id of what stands above the items of the menu. */
export const policiesHeading = 'policies-of';

/** How many values Go sends for a policy that is on. */
const policyWidth = 6;

/** What the menu switches on, with its icon and the right it takes: the bits are Go's. */
const items = /** @type {const} */ ({ muteOnEntry: ['audio-off', 1], keepMuted: ['audio-off', 1], keepPin: ['pin', 2] });

/** @typedef {{ policy: string, key: string, name: string, count: string, until: number, gaveUp: number }} Policy */

/** @param {Document} document */
export function createPolicies(document) {
  const el = element.bind(undefined, document);
  const heading = el('span', { class: 'why', id: policiesHeading });
  const stops = Object.entries(items).map(([policy, [icon]]) =>
    el('button', { type: 'button', role: 'menuitemcheckbox', 'aria-checked': 'false', part: 'action', tabindex: '-1', 'data-policy': policy }, createIcon(document, icon), el('span')),
  );
  return { ...createLines(document, { part: 'policies' }), heading, stops };
}

export class Policies {
  #parts;
  #words;
  #lines;
  #offer;
  #otherwise;
  /** @type {Policy[]} */
  #on = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {ReturnType<typeof createPolicies>} parts
   * @param {import('../words.js').Words} words
   * @param {HTMLElement} otherwise has the focus when a line goes that had it
   * @param {(some: boolean) => void} offer told whether the menu has any of its items
   */
  constructor(parts, words, otherwise, offer) {
    this.#offer = offer;
    this.#otherwise = otherwise;
    this.#parts = parts;
    this.#words = words;
    this.#lines = new Lines(parts, words.say('policies'), otherwise);
    setText(parts.heading, words.say('policies'));
    for (const stop of parts.stops) setText(/** @type {Element} */ (stop.lastElementChild), words.say(`policies.${stop.dataset.policy}`));
    this.ops = { policies: (/** @type {any[]} */ op) => this.#show(op) };
  }

  /** Ends the counting. */
  close() {
    clearTimeout(this.#timer);
  }

  /** @param {any[]} op */
  #show([, may, selected, pinned, former, ...values]) {
    const words = this.#words;
    this.#on = [];
    for (let at = 0; at < values.length; at += policyWidth) {
      const [policy, key, name, count, until, gaveUp] = values.slice(at, at + policyWidth);
      this.#on.push({ policy, key, name, count, until, gaveUp });
    }
    this.#showMenu(may, selected, pinned);
    const lines = this.#on.map((one) => ({ key: one.policy, text: this.#say(one), answers: [{ hook: 'policy', value: one.policy, label: words.say('policy.stop') }] }));
    if (former) {
      const list = words.and(former.split(' ').map((/** @type {string} */ policy) => words.say(`policies.${policy}`)));
      const answers = ['again', 'no'].map((value) => ({ hook: 'former', value, label: words.say(`former.${value}`) }));
      lines.push({ key: 'former', text: words.say('former', { list }), answers });
    }
    this.#lines.show(lines);
    this.#count();
  }

  /**
   * @param {number} may the rights
   * @param {number} selected how many people are
   * @param {boolean} pinned somebody is
   */
  #showMenu(may, selected, pinned) {
    const { heading, stops } = this.#parts;
    const focused = stops.find((stop) => stop === /** @type {ShadowRoot} */ (stop.getRootNode()).activeElement);
    for (const stop of stops) {
      const policy = /** @type {keyof typeof items} */ (stop.dataset.policy);
      const [icon, right] = items[policy];
      const isOn = selected === 0 && this.#on.some((one) => one.policy === policy);
      stop.hidden = (may & right) === 0 || (selected > 0 && policy !== 'keepMuted') || (policy === 'keepPin' && !pinned && !isOn);
      stop.setAttribute('aria-checked', String(isOn));
      setIcon(/** @type {Element} */ (stop.firstElementChild), isOn ? 'lock' : icon);
    }
    heading.hidden = stops.every((stop) => stop.hidden);
    this.#offer(!heading.hidden);
    if (focused?.hidden) (stops.find((stop) => !stop.hidden) ?? this.#otherwise).focus(); // the menu stays open
  }

  /** @param {Policy} policy */
  #say({ key, name, count, until, gaveUp }) {
    const words = this.#words;
    const sentence = words.say(key, { name, count, time: clock(until - Date.now()) });
    return gaveUp > 0 ? `${sentence} ${words.say('policy.gaveUp', { count: gaveUp })}` : sentence;
  }

  /** Says how long the floor is, now and when the next second is over. */
  #count() {
    clearTimeout(this.#timer);
    const floor = this.#on.find(({ until }) => until > 0);
    if (!floor) return;
    this.#lines.say(floor.policy, this.#say(floor));
    const left = floor.until - Date.now();
    if (left > 0) this.#timer = setTimeout(() => this.#count(), (left % secondMs) + 1);
  }
}

/**
 * @param {number} ms
 * @returns {string} minutes and seconds
 */
export function clock(ms) {
  const seconds = Math.ceil(Math.max(0, ms) / secondMs);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
