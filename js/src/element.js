// @ts-check
import { bare } from '../../wasm/dom/bare.js';
import { loadGavel } from './index.js';
import { attachOptions, events } from './offer.js';

/** @import * as Public from '../index.d.ts' */

/**
 * On a server there are no elements; this file may be imported there all the same.
 * @type {new () => HTMLElement & Record<string, any>}
 */
const Base = globalThis.HTMLElement ?? class {};

/** How the element looks unless the page says otherwise. */
const css = ':host { display: block } :host([hidden]) { display: none }';

/** @type {Record<string, string>} what has the element attach anew, each with its attribute */
const properties = bare({ meeting: '', wasmURL: 'wasm-url', ...attachOptions });

/**
 * <gavel-controls>: the panel of the meeting in its property `meeting`. It loads
 * the module when it is in a page and has a meeting, and lets go of both when
 * it is taken out; moving it within the page keeps them.
 */
export class GavelControls extends Base {
  static observedAttributes = Object.values(properties);

  static {
    for (const name in properties) {
      const attribute = properties[name];
      /** @type {PropertyDescriptor & ThisType<GavelControls>} */
      const accessors = {
        get() {
          return attribute ? (this.getAttribute(attribute) ?? '') : this.#values[name];
        },
        set(value) {
          if (value === this[name]) return;
          if (attribute) this.setAttribute(attribute, value ?? '');
          else {
            this.#values[name] = value;
            this.#restart();
          }
        },
      };
      Object.defineProperty(this.prototype, name, bare(accessors));
    }
  }

  /** @type {Record<string, any>} the properties without an attribute */
  #values = bare({ meeting: null });
  /** @type {Public.HostControls | null} */
  #controls = null;
  /** @type {AbortController | null} ends what is loading or attached */
  #session = null;

  #shadow = this.attachShadow({ mode: 'open' });

  constructor() {
    super();
    this.#shadow.append(document.createElement('slot')); // for the panel, which is in the element
    this.adoptedCallback();
    // A page may have set them before the element was defined.
    for (const name in properties) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
  }

  /** The controls behind the panel, null while there are none. */
  get controls() {
    return this.#controls;
  }

  /** A document has its own sheets. */
  adoptedCallback() {
    const sheet = new (this.ownerDocument.defaultView ?? window).CSSStyleSheet();
    sheet.replaceSync(css);
    this.#shadow.adoptedStyleSheets = [sheet];
  }

  connectedCallback() {
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
    const { meeting } = this;
    if (!meeting) return;
    const session = new AbortController();
    const { signal } = session;
    this.#session = session;
    try {
      const gavel = await loadGavel({ wasmURL: this.wasmURL || undefined, signal });
      if (signal.aborted) return;
      /** @type {Public.AttachOptions & Record<string, any>} */
      const given = bare({ root: this });
      for (const name of Object.keys(attachOptions)) given[name] = this[name] === '' ? undefined : this[name];
      this.#controls = gavel.attach(meeting, given);
      for (const type of events) {
        // An event has all that a new one like it is made of.
        this.#controls.addEventListener(type, (event) => this.dispatchEvent(new CustomEvent(type, /** @type {CustomEventInit} */ (event))), bare({ signal }));
      }
    } catch (/** @type {any} */ error) {
      if (signal.aborted) return;
      if (error.code === 'old-browser') {
        const sentence = new Text(error.message);
        this.append(sentence);
        signal.onabort = () => sentence.remove();
      } else this.#session = null;
      this.dispatchEvent(new CustomEvent('load-error', { detail: { error } }));
    }
  }
}
