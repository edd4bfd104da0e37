// @ts-check
/**
 * A browser compiles a function when it is first called, in WebAssembly too. So a page
 * that is going to show a panel has it shown to nobody, while it waits for its meeting.
 * It also forgets what it compiled for objects of which there is none any more, so the
 * panel that nobody sees stays for as long as the module runs. The elements of the panel to
 * come are made as well. What that buys, and what it takes, is in `make bench`.
 */
import { dropParts, makeParts } from '../../wasm/dom/parts.js';
import { HostControls, drop } from './hostcontrols.js';
import { idle } from './idle.js';

/** @import { Program } from './program.js' */

/** How many are in the meeting, how many with those who come and go again, and how many stay. */
const people = 50;
const crowd = 400;
const few = 2;

/**
 * How many changes are shown, and how often the crowd comes or goes. A browser compiles
 * anew, beside the page, what it has seen run often: with so many, it has done most of
 * that when there is somebody to show.
 */
const changes = 30;
const crowds = 30;

/**
 * How long to wait before changes and crowds: whoever joins at once has the page, and the processor's other
 * cores, to themselves.
 */
const joiningMs = 1000;

/**
 * Begins when the page has nothing else to do, and goes on in small steps.
 * @param {Program} program
 * @returns {() => void} calls it off: nothing more is shown
 */
export function rehearseWhenIdle(program) {
  const off = new AbortController();
  void rehearse(program, off.signal);
  void program.ended.then(() => dropParts(document));
  return () => off.abort();
}

/**
 * @param {Program} program
 * @param {AbortSignal} off
 */
async function rehearse(program, off) {
  const meeting = makeBelieve();
  const first = [
    () => new HostControls(program, meeting, { root: document.createElement('div') }),
    () => makeParts(document),
  ];
  const more = [
    ...Array.from({ length: changes }, () => meeting.switchMicrophone),
    ...Array.from({ length: crowds }, (_, i) => () => meeting.readAnew(i % 2 === 0 ? crowd : people)),
    () => meeting.readAnew(few),
    () => drop(new HostControls(program, meeting, {})), // Go's garbage goes with it, before a first list makes more
  ];
  try {
    await takeSteps(first, off);
    if (off.aborted) return;
    await pause(joiningMs, off);
    await takeSteps(more, off);
  } catch {
    // What is wrong shows again, and is told, when somebody attaches.
  }
}

/**
 * @param {(() => void)[]} steps
 * @param {AbortSignal} off
 */
async function takeSteps(steps, off) {
  for (const step of steps) {
    await idle();
    if (off.aborted) return;
    step();
  }
}

/**
 * @param {number} milliseconds
 * @param {AbortSignal} off ends it
 */
function pause(milliseconds, off) {
  return new Promise((/** @type {(value?: unknown) => void} */ resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    off.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** A meeting that has the shape of the SDK's. */
function makeBelieve() {
  const joined = Object.assign(new Map(), emitter());
  const fill = (/** @type {number} */ count) => {
    joined.clear();
    for (let i = 1; i <= count; i++) joined.set(`rehearsal-${i}`, person(i));
  };
  fill(people);
  const permissions = { ...emitter(), kickParticipant: true, pinParticipant: true, canDisableParticipantAudio: true, canDisableParticipantVideo: true };
  const self = { ...person(0), ...emitter(), roomState: 'joined', roomJoined: true, permissions };
  return {
    ...emitter(),
    join() {},
    leave() {},
    self,
    meta: { ...emitter(), meetingTitle: '', socketState: { state: 'connected' } },
    participants: { ...emitter(), joined, waitlisted: Object.assign(new Map(), emitter()) },
    switchMicrophone() {
      const [first] = joined.values();
      first.audioEnabled = !first.audioEnabled;
      joined.emit('audioUpdate', first);
    },
    /** As after a lost connection. */
    readAnew(/** @type {number} */ count) {
      fill(count);
      self.emit('roomJoined', { reconnected: true });
    },
  };
}

function emitter() {
  /** @type {Map<string, Set<(detail: object) => void>>} */
  const listeners = new Map();
  return {
    on(/** @type {string} */ event, /** @type {(detail: object) => void} */ listener) {
      if (!listeners.has(event)) listeners.set(event, new Set());
      listeners.get(event)?.add(listener);
    },
    off(/** @type {string} */ event, /** @type {(detail: object) => void} */ listener) {
      listeners.get(event)?.delete(listener);
    },
    emit(/** @type {string} */ event, /** @type {object} */ detail) {
      for (const listener of listeners.get(event) ?? []) listener(detail);
    },
  };
}

/** @param {number} number */
function person(number) {
  return {
    id: `rehearsal-${number}`,
    userId: `user-${number}`,
    name: `${number % 20} É is their name ${number % 150}`, // some are called the same, others nearly
    audioEnabled: number % 2 === 0,
    videoEnabled: number % 3 === 0,
    screenShareEnabled: false,
    isPinned: false,
    stageStatus: 'ON_STAGE',
    ...(number % 2 === 0 && { picture: '' }), // or what is compiled is for one kind of object only
  };
}
