// The page that internal/bench drives: it joins a meeting of the local room, lets one
// contestant after the other show it in the same place, and times what only a page can
// time. CPU, memory and bytes are read from outside.
import * as arrivals from './arrival.js';
import { blocks } from './blocks.js';
import { drawn, painted, timed } from './frames.js';
import { listenersOf } from './listeners.js';

/* global RealtimeKitClient */

const place = document.querySelector('#place');

/** The memory of the last WebAssembly module; a contestant's own business otherwise. */
let wasmMemory;
const instantiate = WebAssembly.instantiate;
WebAssembly.instantiate = async (...args) => {
  const made = await instantiate.apply(WebAssembly, args);
  wasmMemory = Object.values((made.instance ?? made).exports).find((one) => one instanceof WebAssembly.Memory);
  return made;
};

let meeting;
let contestant;
let shown;

async function join(options) {
  meeting = await RealtimeKitClient.init({ ...options, defaults: { audio: false, video: false } });
  await meeting.join();
}

/** Loads the code of a contestant, for a meeting of so many people; what follows is about it. */
async function choose(name, size) {
  contestant = await import(`./contestants/${name}.js`);
  await contestant.load(size);
}

/** Resolves when the page has had nothing to do for ten frames. */
async function idle() {
  for (let i = 0; i < 10; i++) {
    await new Promise(requestIdleCallback);
    await painted();
  }
}

/** Shows the whole meeting and gives the milliseconds until it was painted. */
function show(size) {
  return timed(() => {
    shown = contestant.show(meeting, place);
  }, () => shown.size() >= size);
}

function close() {
  shown.close();
  shown = undefined;
  place.replaceChildren();
}

/** One keystroke in the search: the milliseconds until only who matches was painted. */
function search(query) {
  const wanted = query.toLowerCase();
  return timed(() => shown.search(query), () => {
    const names = shown.names();
    return names.length > 0 && names.every((name) => name.toLowerCase().includes(wanted));
  });
}

function endSearch(size) {
  return timed(() => shown.search(''), () => shown.size() >= size);
}

/** Awaits switches of a microphone, and times each from the SDK's first word of it until the row shows it. */
function watchMicrophone(id, count) {
  const { joined } = meeting.participants;
  return new Promise((resolve) => {
    const times = [];
    let state = joined.get(id).audioEnabled;
    const listener = async (person) => {
      const on = person.audioEnabled;
      if (person.id !== id || on === state) return;
      state = on;
      times.push(await drawn(shown.row(id), () => shown.audio(id) === on));
      if (times.length < count) return;
      joined.off('audioUpdate', listener);
      resolve(times);
    };
    joined.on('audioUpdate', listener);
  });
}

/** Resolves when the SDK says that so many have their microphone on. */
async function untilMicrophones(count) {
  const { joined } = meeting.participants;
  while (joined.toArray().filter((person) => person.audioEnabled).length !== count) await painted();
  await painted();
}

async function untilPeople(count) {
  while (meeting.participants.joined.size !== count) await painted();
  await painted();
}

/** Scrolls through the list and gives the milliseconds of each frame. */
async function scroll(frames) {
  const scroller = shown.scroller();
  const times = [];
  let before = await painted();
  for (let i = 0; i < frames; i++) {
    scroller.scrollTop = (i < frames / 2 ? i : frames - i) * 90;
    const now = await painted();
    times.push(now - before);
    before = now;
  }
  scroller.scrollTop = 0;
  await painted();
  return times;
}

/** Presses one's button for a person and gives the milliseconds until the SDK's method was called. */
function press(id) {
  const person = meeting.participants.joined.get(id);
  const original = person.disableAudio;
  return new Promise((resolve) => {
    person.disableAudio = () => {
      const called = performance.now();
      person.disableAudio = original;
      resolve(called - start);
      return Promise.resolve();
    };
    const start = performance.now();
    shown.mute(id);
  });
}

/** Mutes everybody and gives how long the main thread was not free. */
function blocksWhileMuting() {
  return blocks(async () => {
    await meeting.participants.disableAllAudio(true);
    await untilMicrophones(0);
  });
}

/** The same until so many people are there. */
function blocksUntilPeople(count) {
  return blocks(() => untilPeople(count));
}

const visible = () => shown.ids();
const ids = () => meeting.participants.joined.toArray().map(({ id }) => id);
const listeners = () => listenersOf(meeting);
const wasmBytes = () => wasmMemory?.buffer.byteLength ?? 0;

globalThis.bench = {
  ...arrivals,
  blocksUntilPeople, blocksWhileMuting, choose, close, endSearch, idle, ids, join, listeners, painted, press, scroll, search, show, untilMicrophones,
  untilPeople, visible, wasmBytes, watchMicrophone,
};
