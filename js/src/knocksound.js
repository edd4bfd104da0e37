// @ts-check
/**
 * The sound of somebody who knocks: two short tones. A browser holds sound back until the
 * person has used the page; then it is said that it does, and the first use brings it.
 */
import { bare } from '../../wasm/dom/bare.js';
import { badInput } from './errors.js';
import { describe } from './input.js';

/** The tones, in hertz, and how they follow one another, in seconds. */
const tones = [660, 880];
const step = 0.16;
const length = 0.28;
const loudness = 0.12;

/**
 * @param {unknown} given
 * @param {Element | undefined} root of the panel, which says when the sound is held back
 */
export function readKnockSound(given, root) {
  if (given !== undefined && typeof given !== 'boolean') {
    throw badInput(`The knockSound of attach must be true or false, not ${describe(given)}.`);
  }
  if (given && !root) throw badInput('The knockSound of attach needs a root: the panel says when a browser holds the sound back.');
  return given === true;
}

export class KnockSound {
  /** @type {AudioContext | undefined} */
  #context;
  #closed = new AbortController();
  /** Ends what listens to a document. */
  #there = new AbortController();
  /** @type {(muted: boolean) => void} */
  #tell = () => {};

  constructor() {
    try {
      this.#context = new AudioContext();
    } catch {
      return; // a page has room for so many; then there is no sound
    }
    this.#context.addEventListener('statechange', () => this.#tell(this.muted), bare({ signal: this.#closed.signal }));
  }

  /** @param {Document} document that the panel is in: its use lets the sound be heard */
  listenIn(document) {
    this.#there.abort();
    this.#there = new AbortController();
    for (const use of ['pointerdown', 'keydown']) {
      document.addEventListener(use, () => this.#resume(), bare({ signal: this.#there.signal, capture: true }));
    }
  }

  /** Whether the browser holds the sound back. */
  get muted() {
    return this.#context?.state !== 'running';
  }

  /**
   * Calls tell now and whenever it changes whether the browser holds the sound back.
   * @param {(muted: boolean) => void} tell
   */
  onMuted(tell) {
    this.#tell = tell;
    tell(this.muted);
  }

  #resume() {
    // It rejects, or never settles, where the browser does not let it: the state says so.
    if (this.muted) void this.#context?.resume().catch(() => {});
  }

  knock() {
    const context = this.#context;
    if (!context || this.muted) return;
    const { currentTime, destination } = context;
    tones.forEach((frequency, i) => {
      const start = currentTime + i * step;
      const tone = new OscillatorNode(context, { frequency });
      const volume = new GainNode(context, { gain: 0 });
      volume.gain.setValueAtTime(loudness, start);
      volume.gain.exponentialRampToValueAtTime(0.001, start + length);
      tone.connect(volume).connect(destination);
      tone.start(start);
      tone.stop(start + length);
    });
  }

  close() {
    this.#closed.abort();
    this.#there.abort();
    this.#tell = () => {};
    void this.#context?.close().catch(() => {});
  }
}
