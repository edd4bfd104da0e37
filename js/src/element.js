// @ts-check
import { bare } from '../../wasm/dom/bare.js';
import { loadGavel } from './index.js';

/** @import * as Public from '../index.d.ts' */

/** On a server there are no elements; this file may be imported there all the same. */
const Base = globalThis.HTMLElement ?? class {};

/** What the element tells in the controls' stead. */
const events = ['change', 'outcome', 'knock', 'closed', 'crash'];

/**
 * <gavel-controls>: the panel of the meeting in its property `meeting`. It loads
 * the module when it is in a page and has a meeting, and lets go of both when
 * it is taken out; moving it within the page keeps them.
 */
export class GavelControls extends Base {
  static observedAttributes = ['locale', 'wasm-url'];

  /** @type {Public.MeetingLike | null} */
  #meeting = null;
  /** @type {Public.HostControls | null} */
  #controls = null;
  /** @type {AbortController | null} ends what is loading or attached */
  #session = null;

  constructor() {
    super();
    // A page may have set it before the element was defined.
    if (Object.hasOwn(this, 'meeting')) {
      const { meeting } = this;
      delete (/** @type {{ meeting?: unknown }} */ (this).meeting);
      this.meeting = meeting;
    }
  }

  get meeting() {
    return this.#meeting;
  }

  set meeting(meeting) {
    if (meeting === this.#meeting) return;
    this.#meeting = meeting ?? null;
    this.#restart();
  }

  /** The controls behind the panel, null while there are none. */
  get controls() {
    return this.#controls;
  }

  get locale() {
    return this.getAttribute('locale') ?? '';
  }

  set locale(locale) {
    this.setAttribute('locale', locale);
  }

  get wasmURL() {
    return this.getAttribute('wasm-url') ?? '';
  }

  set wasmURL(url) {
    this.setAttribute('wasm-url', url);
  }

  connectedCallback() {
    this.style.display ||= 'block';
    if (!this.#session) this.#start();
  }

  /** Who is moved is connected again before the next microtask. */
  disconnectedCallback() {
    queueMicrotask(() => {
      if (!this.isConnected) this.#stop();
    });
  }

  /**
   * @param {string} _name
   * @param {string | null} before
   * @param {string | null} now
   */
  attributeChangedCallback(_name, before, now) {
    if (before !== now) this.#restart();
  }

  #restart() {
    this.#stop();
    if (this.isConnected) this.#start();
  }

  #stop() {
    this.#session?.abort();
    this.#session = null;
    this.#controls?.close();
    this.#controls = null;
  }

  async #start() {
    const meeting = this.#meeting;
    if (!meeting) return;
    const session = new AbortController();
    const { signal } = session;
    this.#session = session;
    try {
      const gavel = await loadGavel({ wasmURL: this.wasmURL || undefined, signal });
      if (signal.aborted) return;
      this.#controls = gavel.attach(meeting, { root: this, locale: this.locale || undefined });
      for (const type of events) {
        this.#controls.addEventListener(type, (event) => this.#tell(type, event), bare({ signal }));
      }
    } catch (error) {
      if (signal.aborted) return;
      this.#session = null;
      this.dispatchEvent(new CustomEvent('load-error', { detail: { error } }));
    }
  }

  /**
   * @param {string} type
   * @param {Event} event
   */
  #tell(type, event) {
    this.dispatchEvent(new CustomEvent(type, { detail: /** @type {CustomEvent} */ (event).detail }));
  }
}
