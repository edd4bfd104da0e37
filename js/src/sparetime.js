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
  over = false;

  /** Whoever waits finds it over, or waits for ever. */
  end() {
    this.over = true; // an AbortSignal takes a third of a millisecond to say the same
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  /** @param {number} ms */
  pause(ms) {
    return new Promise((resolve) => {
      if (this.over) return;
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        resolve(undefined);
      }, ms);
      this.#timers.add(timer);
    });
  }

  /** Resolves when the page has nothing else to do: for small steps. */
  idle() {
    // Safari has no requestIdleCallback.
    return new Promise((resolve) => (globalThis.requestIdleCallback ?? setTimeout)(resolve));
  }

  /** Resolves when the page has had nothing to do for a while: for steps that would hold it up. */
  async quiet() {
    for (let onTime = 0; onTime < timers; ) {
      const start = performance.now();
      await this.pause(timerMs);
      onTime = performance.now() - start < timerMs + lateMs ? onTime + 1 : 0;
    }
  }
}
