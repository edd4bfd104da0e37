// @ts-check
/**
 * Keeps the rows of lists true. What a translator, an extension or a script has put into a
 * row from outside is put right with the next frame: a wrong name beside a button would have
 * the wrong person removed.
 */
export class Guard {
  #lists;
  #frames;
  #mended;
  #observer;

  /**
   * @param {readonly import('./list.js').List[]} lists
   * @param {import('./frames.js').Frames} frames
   * @param {() => void} mended told when rows were made anew
   */
  constructor(lists, frames, mended) {
    this.#lists = lists;
    this.#frames = frames;
    this.#mended = mended;
    // Not at once: with a script that writes as often it would go on for ever.
    this.#observer = new MutationObserver(() => this.#frames.ask(this.mend));
  }

  /** From now on what changes in a row comes from outside. */
  watch() {
    for (const { holder } of this.#lists) {
      this.#observer.observe(holder, { subtree: true, childList: true, characterData: true, attributeFilter: ['aria-label', 'data-action', 'hidden'] });
    }
  }

  /** From now on it does not. */
  rest() {
    if (this.#observer.takeRecords().length > 0) this.#frames.ask(this.mend);
    this.#observer.disconnect();
  }

  mend = () => {
    this.rest();
    for (const list of this.#lists) list.mend();
    this.#mended();
    this.watch();
  };
}
