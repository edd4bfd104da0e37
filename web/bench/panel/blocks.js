// How long the main thread was not free.

/**
 * Runs work to its end. Gives, in milliseconds, the longest time that nothing else got its
 * turn, however many tasks that were; and the longest of the tasks that browsers call long,
 * those over 50 ms, 0 without any: it is between tasks that a page answers to its user.
 * @returns {Promise<{ turn: number, task: number }>}
 */
export async function blocks(work) {
  const longest = { turn: 0, task: 0 };
  const take = (tasks) => {
    for (const { duration } of tasks) longest.task = Math.max(longest.task, duration);
  };
  const observer = new PerformanceObserver((list) => take(list.getEntries()));
  observer.observe({ type: 'longtask' });
  const channel = new MessageChannel();
  let before = performance.now();
  let ended = false;
  channel.port1.onmessage = () => {
    const now = performance.now();
    longest.turn = Math.max(longest.turn, now - before);
    before = now;
    if (!ended) channel.port2.postMessage(null);
  };
  channel.port2.postMessage(null);
  await work();
  ended = true;
  channel.port1.close();
  await new Promise(setTimeout); // the task of now is known when it is over
  take(observer.takeRecords());
  observer.disconnect();
  return longest;
}
