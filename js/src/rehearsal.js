// @ts-check
/**
 * A browser compiles a function when it is first called, in WebAssembly too. So a page
 * that is going to show a panel has it shown once to nobody, while it waits for its
 * meeting. What that buys, and what it takes, is in `make bench`.
 */

import { HostControls, drop } from './hostcontrols.js';
import { idle } from './idle.js';

/** @import { Program } from './program.js' */

/** More would make a first list of thousands quicker, and join() later. */
const people = 50;

/** How many changes are shown. */
const changes = 10;

/**
 * Begins when the page has nothing else to do, and goes on in small steps.
 * @param {Program} program
 * @returns {() => void} calls it off: nothing more is shown
 */
export function rehearseWhenIdle(program) {
  const off = new AbortController();
  void rehearse(program, off.signal);
  return () => off.abort();
}

/**
 * @param {Program} program
 * @param {AbortSignal} off
 */
async function rehearse(program, off) {
  /** @type {HostControls[]} */
  const shown = [];
  const attach = (/** @type {{ root: Element } | undefined} */ options) => shown.push(new HostControls(program, meeting, options));
  const meeting = makeBelieve();
  const steps = [
    () => attach(undefined),
    () => attach({ root: document.createElement('div') }),
    ...Array.from({ length: changes }, () => meeting.switchMicrophone),
  ];
  try {
    for (const step of steps) {
      await idle();
      if (off.aborted) break;
      step();
    }
    await idle();
  } catch {
    // What is wrong shows again, and is told, when somebody attaches.
  }
  for (const controls of shown) drop(controls);
}

/** A meeting that has the shape of the SDK's. */
function makeBelieve() {
  const joined = new Map(Array.from({ length: people }, (_, i) => [`rehearsal-${i + 1}`, person(i + 1)]));
  /** @type {Set<(person: object) => void>} */
  const listeners = new Set();
  const heard = {
    on(/** @type {string} */ event, /** @type {(person: object) => void} */ listener) {
      if (event === 'audioUpdate') listeners.add(listener);
    },
    off(/** @type {string} */ _event, /** @type {(person: object) => void} */ listener) {
      listeners.delete(listener);
    },
  };
  const permissions = { ...silent, kickParticipant: true, pinParticipant: true, canDisableParticipantAudio: true, canDisableParticipantVideo: true };
  return {
    ...silent,
    join() {},
    leave() {},
    self: { ...person(0), roomState: 'joined', roomJoined: true, permissions },
    meta: { ...silent, meetingTitle: '', socketState: { state: 'connected' } },
    participants: { ...silent, joined: Object.assign(joined, heard), waitlisted: Object.assign(new Map(), silent) },
    switchMicrophone() {
      const [first] = joined.values();
      first.audioEnabled = !first.audioEnabled;
      for (const listener of listeners) listener(first);
    },
  };
}

const silent = { on() {}, off() {} };

/** @param {number} number */
function person(number) {
  return {
    ...silent,
    id: `rehearsal-${number}`,
    userId: `user-${number}`,
    name: `É ${number % 7} ${number}`,
    audioEnabled: number % 2 === 0,
    videoEnabled: number % 3 === 0,
    screenShareEnabled: false,
    isPinned: false,
    stageStatus: 'ON_STAGE',
  };
}
