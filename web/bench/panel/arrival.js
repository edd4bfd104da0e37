// From the navigation to a panel that can be used, as a page would do it: the panel's
// code is loaded beside init(), and shown when the meeting is joined.
import { shownAfter } from './frames.js';

/* global RealtimeKitClient */

/**
 * @returns {Promise<{ init: number, join: number, joined: number, usable: number }>} the
 *   milliseconds that init() and join() took, and those since the navigation; without a
 *   contestant, usable is joined
 */
export async function arrive(name, options, size) {
  const loading = name === 'none' ? undefined : load(name, size);
  const start = performance.now();
  const meeting = await RealtimeKitClient.init({ ...options, defaults: { audio: false, video: false } });
  const ready = performance.now();
  await meeting.join();
  const joined = performance.now();
  const sdk = { init: ready - start, join: joined - ready, joined };
  if (!loading) return { ...sdk, usable: joined };
  const contestant = await loading;
  const shown = contestant.show(meeting, document.querySelector('#place'));
  await shownAfter(() => shown.size() >= size);
  return { ...sdk, usable: performance.now() };
}

/** What the page asks for in the same moment, as the README's two links do. */
const links = {
  gavel: [
    { rel: 'modulepreload', href: './contestants/gavel/index.js' },
    { rel: 'preload', as: 'fetch', crossOrigin: 'anonymous', href: './contestants/gavel/gavel.wasm' },
  ],
};

async function load(name, size) {
  for (const link of links[name] ?? []) document.head.append(Object.assign(document.createElement('link'), link));
  const contestant = await import(`./contestants/${name}.js`);
  await contestant.load(size);
  return contestant;
}

/** What the panel's code weighs in each encoding: what the page has loaded of it so far. */
export async function code() {
  const names = performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.includes('/contestants/'));
  const weight = async (suffix) => {
    const answers = await Promise.all(names.map((name) => fetch(name + suffix)));
    for (const { ok, url } of answers) if (!ok) throw new Error(`${url} is not there.`);
    const bodies = await Promise.all(answers.map((answer) => answer.arrayBuffer()));
    return bodies.reduce((sum, body) => sum + body.byteLength, 0);
  };
  return { requests: names.length, raw: await weight(''), gzip: await weight('.gz'), brotli: await weight('.br') };
}
