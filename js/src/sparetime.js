// @ts-check
/**
 * When so many timers in a row come on time, the page waits for a server that is far away,
 * or for nothing at all. While it joins a meeting on a server nearby, they hardly ever do.
 */
const timers = 3;
const timerMs = 4;
const lateMs = 2;

/** A page's time for what can wait, until that is wanted no more. */
export class SpareTime {
  /** @type {Set<ReturnType<typeof setTimeout>>} */
  #timers = new Set();
  #over = false;

  /** No step is taken any more. */
  end() {
    this.#over = true; // an AbortSignal takes a third of a millisecond to say the same
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  /**
   * Resolves after so many milliseconds, or never when it is over by then.
   * @param {number} ms
   */
  pause(ms) {
    return new Promise((resolve) => {
      if (this.#over) return;
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        resolve(undefined);
      }, ms);
      this.#timers.add(timer);
    });
  }

  /**
   * Takes steps that are small, each when the page has nothing else to do.
   * @param {(() => void)[]} steps
   */
  whenIdle(steps) {
    // Safari has no requestIdleCallback.
    return this.#take(steps, () => new Promise((resolve) => (globalThis.requestIdleCallback ?? setTimeout)(resolve)));
  }

  /**
   * Takes steps that would hold the page up, each when it has had nothing to do for a while.
   * @param {(() => void)[]} steps
   */
  whenQuiet(steps) {
    return this.#take(steps, async () => {
      for (let onTime = 0; onTime < timers; ) {
        const start = performance.now();
        await this.pause(timerMs);
        onTime = performance.now() - start < timerMs + lateMs ? onTime + 1 : 0;
      }
    });
  }

  /**
   * @param {(() => void)[]} steps
   * @param {() => Promise<unknown>} wait
   */
  async #take(steps, wait) {
    for (const step of steps) {
      await wait();
      if (this.#over) return;
      step();
    }
  }
}
