// @ts-check

/** @typedef {ReturnType<typeof person>} Person */

/**
 * A meeting that has the shape of the SDK's, with these people.
 * @param {Person[]} people
 */
export function makeBelieve(people) {
  const joined = Object.assign(new Map(), emitter());
  const fill = (/** @type {Person[]} */ others) => {
    joined.clear();
    for (const one of others) joined.set(one.id, one);
  };
  fill(people);
  const permissions = { ...emitter(), kickParticipant: true, pinParticipant: true, canDisableParticipantAudio: true, canDisableParticipantVideo: true };
  const self = { ...person(-1), ...emitter(), roomState: 'joined', roomJoined: true, permissions };
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
    /** Others are there, as after a lost connection. */
    readAnew(/** @type {Person[]} */ others) {
      fill(others);
      self.emit('roomJoined', { reconnected: true });
    },
  };
}

/** @param {number} number */
export function person(number) {
  return {
    id: `rehearsal-${number}`,
    userId: `user-${number}`,
    name: `É is their name ${number}`,
    audioEnabled: number % 2 === 0,
    videoEnabled: number % 3 === 0,
    screenShareEnabled: false,
    isPinned: false,
    stageStatus: 'ON_STAGE',
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
