// @ts-check
/**
 * Keeps the rows of lists true. What a translator, an extension or a script has put into a
 * row from outside is put right with the next frame: a wrong name beside a button would have
 * the wrong person removed.
 */

/** What changes who a row is of, or what its buttons are called and do. */
const attributeFilter = ['aria-label', 'aria-labelledby', 'data-action', 'data-participant', 'hidden', 'title'];

/** Against something that writes into rows for ever, they are put right so often in succession, and then once in so long. */
const most = 30;
const pauseMs = 1_000;

export class Guard {
  #lists;
  #frames;
  #mended;
  #observer;
  /** When rows were last mended, and how often in succession. */
  #last = 0;
  #times = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #later;

  /**
   * @param {readonly import('./list.js').List[]} lists
   * @param {import('./frames.js').Frames} frames
   * @param {() => void} mended told when rows were put right
   */
  constructor(lists, frames, mended) {
    this.#lists = lists;
    this.#frames = frames;
    this.#mended = mended;
    this.#observer = new MutationObserver(() => this.#changed());
  }

  /** From now on what changes in a row comes from outside. */
  watch() {
    for (const { element } of this.#lists) this.#observer.observe(element, { subtree: true, childList: true, characterData: true, attributeFilter });
  }

  /** From now on it does not. */
  rest() {
    if (this.#observer.takeRecords().length > 0) this.#changed();
    this.#observer.disconnect();
  }

  close() {
    clearTimeout(this.#later);
    this.#observer.disconnect();
  }

  /** Not at once: with a script that writes as often it would go on for ever. */
  #changed() {
    const wait = this.#last + pauseMs - performance.now();
    if (this.#times < most || wait <= 0) this.#frames.ask(this.mend);
    else this.#later ??= setTimeout(() => this.#frames.ask(this.mend), wait);
  }

  mend = () => {
    clearTimeout(this.#later);
    this.#later = undefined;
    this.rest();
    let mended = false;
    for (const list of this.#lists) mended = list.mend() || mended;
    this.watch();
    if (!mended) return;
    const now = performance.now();
    this.#times = now - this.#last < 2 * pauseMs ? this.#times + 1 : 1;
    this.#last = now;
    this.#mended();
  };
}
