// @ts-check
/**
 * What is kept in the tab while its page is loaded anew: the journal, who was removed, and which
 * policies were on. Go says what it is and takes it in again; here it is only kept.
 */

/** How many entries of the journal are kept: fewer where the browser has no room for all. */
const amounts = [10_000, 1_000, 0];

export class Memory {
  #handle;
  #key;
  #there = new AbortController();

  /**
   * @param {unknown} meeting
   * @param {{ memory(entries: number): string | null, recall(memory: string): void }} handle
   */
  constructor(meeting, handle) {
    this.#handle = handle;
    this.#key = keyOf(meeting);
    const kept = attempt(() => sessionStorage.getItem(this.#key));
    if (kept) handle.recall(kept);
    globalThis.addEventListener?.('pagehide', () => this.save(), { signal: this.#there.signal });
  }

  save() {
    if (this.#there.signal.aborted || this.#key === '') return;
    amounts.some((entries) =>
      attempt(() => {
        const memory = this.#handle.memory(entries);
        if (memory) sessionStorage.setItem(this.#key, memory);
        return true;
      }),
    );
  }

  close() {
    this.#there.abort();
  }
}

/**
 * @param {unknown} meeting
 * @returns {string} '' for a meeting that has no id
 */
function keyOf(meeting) {
  const id = attempt(() => /** @type {any} */ (meeting).meta.meetingId);
  return typeof id === 'string' && id !== '' ? `gavel:${id}` : '';
}

/**
 * A page may have no storage, or no room in it.
 * @template T
 * @param {() => T} work
 * @returns {T | undefined}
 */
function attempt(work) {
  try {
    return work();
  } catch {
    return undefined;
  }
}
