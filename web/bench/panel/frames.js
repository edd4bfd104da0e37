// Times that end with a painted frame.

/** Resolves right after the next frame was painted, with that moment. */
export function painted() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        channel.port1.close();
        resolve(performance.now());
      };
      channel.port2.postMessage(null);
    });
  });
}

const patience = 20_000;

/** Milliseconds from now to the first painted frame in which isThere() is true. */
export async function shownAfter(isThere, start = performance.now()) {
  for (;;) {
    const [there, at] = await look(isThere);
    if (there) return at - start;
    if (at - start > patience) throw new Error('It was not shown in 20 s.');
  }
}

/** Looks in an animation frame, after all who asked for it before, and gives when it was painted. */
function look(isThere) {
  let there = false;
  const at = painted();
  requestAnimationFrame(() => {
    there = isThere();
  });
  return at.then((time) => [there, time]);
}

/**
 * Milliseconds from now until node changes so that isThere() is true. Asking for frames
 * would make them come earlier than they do by themselves.
 */
export function drawn(node, isThere) {
  const start = performance.now();
  if (isThere()) return Promise.resolve(0);
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (!isThere()) return;
      observer.disconnect();
      resolve(performance.now() - start);
    });
    observer.observe(node, { subtree: true, childList: true, attributes: true, characterData: true });
  });
}

export function timed(act, isThere) {
  const start = performance.now();
  act();
  return shownAfter(isThere, start);
}
