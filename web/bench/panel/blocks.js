// How long the main thread was not free.

/** Runs work to its end and gives the longest time, in milliseconds, that nothing else got its turn. */
export async function blocks(work) {
  const channel = new MessageChannel();
  let before = performance.now();
  let longest = 0;
  let ended = false;
  channel.port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - before);
    before = now;
    if (!ended) channel.port2.postMessage(null);
  };
  channel.port2.postMessage(null);
  await work();
  ended = true;
  channel.port1.close();
  return longest;
}
