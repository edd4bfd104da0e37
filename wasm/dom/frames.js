// @ts-check
/** The frames of the window that a panel is in: another window may have none, because nobody sees it. */
export class Frames {
  #view;
  /** @type {Map<() => void, number>} what is to be done with the next frame */
  #due = new Map();

  /** @param {Window} view */
  constructor(view) {
    this.#view = view;
  }

  /** @param {() => void} task done with the next frame, once, however often it is asked for */
  ask(task) {
    if (this.#due.has(task)) return;
    const frame = this.#view.requestAnimationFrame(() => {
      this.#due.delete(task);
      task();
    });
    this.#due.set(task, frame);
  }

  /** @param {Window} view whose frames count from now on */
  moveTo(view) {
    const tasks = [...this.#due.keys()];
    this.close();
    this.#view = view;
    for (const task of tasks) this.ask(task);
  }

  /** What was asked for is not done. */
  close() {
    for (const frame of this.#due.values()) this.#view.cancelAnimationFrame(frame);
    this.#due.clear();
  }
}
