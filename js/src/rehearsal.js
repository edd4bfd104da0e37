// @ts-check
/**
 * A browser compiles a function of a WebAssembly module when it is first called. So the
 * panel is shown once to nobody, as soon as the module runs: in most pages while the
 * SDK is still joining. `make bench` has what it buys.
 */

/** @import * as Public from '../index.d.ts' */

/** Enough that the loops over everybody are worth optimising. */
const people = 300;

/** @param {{ attach(meeting: unknown, options: { root: Element }): Public.HostControls }} gavel */
export function rehearse(gavel) {
  try {
    gavel.attach(makeBelieve(), { root: document.createElement('div') }).close();
  } catch {
    // What is wrong shows again, and is told, when somebody attaches.
  }
}

/** A meeting that has the shape of the SDK's, and in which nothing happens. */
function makeBelieve() {
  const self = person(0);
  const joined = new Map(Array.from({ length: people }, (_, i) => [`rehearsal-${i + 1}`, person(i + 1)]));
  const permissions = { ...silent, kickParticipant: true, pinParticipant: true, canDisableParticipantAudio: true, canDisableParticipantVideo: true };
  return {
    ...silent,
    join() {},
    leave() {},
    self: { ...self, roomState: 'joined', roomJoined: true, permissions },
    meta: { ...silent, meetingTitle: '', socketState: { state: 'connected' } },
    participants: { ...silent, joined: Object.assign(joined, silent), waitlisted: Object.assign(new Map(), silent) },
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
