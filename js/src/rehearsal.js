// @ts-check
/**
 * A browser compiles a function when it is first called, in WebAssembly too. So a page
 * that is going to show a panel has it shown to nobody, while it waits for its meeting.
 * It also forgets what it compiled for objects of which there is none any more, so the
 * panel that nobody sees stays for as long as the module runs. The elements of the panel to
 * come are made as well. What that buys, and what it takes, is in `make bench`.
 */
import { makeParts } from '../../wasm/dom/parts.js';
import { HostControls, drop } from './hostcontrols.js';
import { prepareCrowd } from './panel.js';

/** @import { Program } from './program.js' */
/** @import { SpareTime } from './sparetime.js' */

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
 * Goes on in steps, when the page has nothing else to do.
 * @param {Program} program
 * @param {SpareTime} spareTime
 */
export async function rehearse(program, spareTime) {
  const meeting = makeBelieve();
  const first = [
    () => new HostControls(program, meeting, { root: document.createElement('div') }),
    () => makeParts(document),
  ];
  const more = [
    prepareCrowd,
    ...Array.from({ length: changes }, () => meeting.switchMicrophone),
    ...Array.from({ length: crowds }, (_, i) => () => meeting.readAnew(i % 2 === 0 ? crowd : people)),
    () => meeting.readAnew(few),
    () => drop(new HostControls(program, meeting, {})), // Go's garbage goes with it, before a first list makes more
  ];
  try {
    await spareTime.whenQuiet(first);
    await spareTime.pause(joiningMs);
    await spareTime.whenIdle(more);
  } catch {
    // What is wrong shows again, and is told, when somebody attaches.
  }
}

/**
 * What some people have and others have not. With more than four kinds of object, and each
 * property in another place of them, what the browser compiles is for any object; otherwise it
 * is for those kinds, and lost with the SDK's first person.
 */
const notEverybodys = ['picture', 'presetName', 'customParticipantId', 'device', 'flags'];

/** A meeting that has the shape of the SDK's. */
function makeBelieve() {
  const joined = Object.assign(new Map(), emitter());
  const fill = (/** @type {number} */ count) => {
    joined.clear();
    for (let i = 1; i <= count; i++) joined.set(`rehearsal-${i}`, person(i, count));
  };
  fill(people);
  const permissions = { ...emitter(), kickParticipant: true, pinParticipant: true, canDisableParticipantAudio: true, canDisableParticipantVideo: true };
  const self = { ...person(0, 1), ...emitter(), roomState: 'joined', roomJoined: true, permissions };
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

/**
 * @param {number} number
 * @param {number} of how many: among others they have other names, and others are seen first
 */
function person(number, of) {
  return {
    ...Object.fromEntries(notEverybodys.slice(number % (notEverybodys.length + 1)).map((name) => [name, `${name} ${number % 3}`])),
    id: `rehearsal-${number}`,
    userId: `user-${number}`,
    name: `${(number + of) % 20} É is their name ${number % 150}`, // some are called the same, others nearly
    audioEnabled: number % 2 === 0,
    videoEnabled: number % 3 === 0,
    screenShareEnabled: false,
    isPinned: false,
    stageStatus: 'ON_STAGE',
  };
}
