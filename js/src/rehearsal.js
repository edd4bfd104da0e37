// @ts-check
/**
 * A browser compiles a function when it is first called, in WebAssembly too. So a page
 * that is going to show a panel has it shown once to nobody, while it waits for its
 * meeting. What that buys, and what it takes, is in `make bench`.
 */

/** @import * as Public from '../index.d.ts' */

/** Enough that the loops over everybody are worth optimising. */
const people = 1000;

/** How many changes are shown, a frame for each. */
const changes = 4;

/**
 * Begins when the page has nothing else to do.
 * @param {(meeting: any, options: { root: Element }) => Public.HostControls} attach
 * @returns {() => void} calls it off, if it has not begun
 */
export function rehearseWhenIdle(attach) {
  const begin = () => void rehearse(attach);
  // Safari has no requestIdleCallback.
  if (!globalThis.requestIdleCallback) {
    const timeout = setTimeout(begin);
    return () => clearTimeout(timeout);
  }
  const request = requestIdleCallback(begin);
  return () => cancelIdleCallback(request);
}

/** @param {Parameters<typeof rehearseWhenIdle>[0]} attach */
async function rehearse(attach) {
  try {
    const meeting = makeBelieve();
    const controls = attach(meeting, { root: document.createElement('div') });
    for (let i = 0; i < changes; i++) {
      meeting.switchMicrophone();
      await new Promise(requestAnimationFrame);
    }
    controls.close();
  } catch {
    // What is wrong shows again, and is told, when somebody attaches.
  }
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
