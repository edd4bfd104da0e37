// Listeners that end by themselves.

/** Listens on one of the SDK's emitters until signal is aborted. */
export function listen(emitter, event, listener, signal) {
  emitter.on(event, listener);
  signal.addEventListener('abort', () => emitter.off(event, listener), { once: true });
}

/**
 * Returns a function that runs work once, a little after it was first called:
 * a burst of events paints once, in hidden tabs too.
 */
export function soon(work, signal) {
  let timer;
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  return () => {
    if (timer === undefined && !signal.aborted) {
      timer = setTimeout(() => {
        timer = undefined;
        work();
      }, 40);
    }
  };
}
