// A meeting object in the shape of @cloudflare/realtimekit 2.0.2, with its traps, and
// the people and the server around it. Tests only.

class Emitter {
  #listeners = new Map();

  on(event, listener) {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
    return this;
  }

  off(event, listener) {
    const kept = [...(this.#listeners.get(event) ?? [])];
    const at = kept.lastIndexOf(listener);
    if (at >= 0) kept.splice(at, 1);
    this.#listeners.set(event, kept);
    return this;
  }

  emit(event, ...args) {
    for (const listener of this.#listeners.get(event) ?? []) listener(...args);
    return true;
  }

  get listening() {
    return [...this.#listeners.values()].reduce((sum, list) => sum + list.length, 0);
  }
}

// The SDK's maps are real Maps with the methods of an emitter.
class ParticipantMap extends Map {
  emitter = new Emitter();
  on = (...args) => this.emitter.on(...args);
  off = (...args) => this.emitter.off(...args);
  emit = (...args) => this.emitter.emit(...args);
  toArray() {
    return [...this.values()];
  }
}

class ClientError extends Error {
  constructor(code, message) {
    super(`[ERR${code}]: ${message}`);
    this.name = 'ClientError';
    this.code = code;
  }
}

const denied = () => new ClientError('1201', '{Participant} Permission denied');
const notJoined = () => new ClientError('1205', '{Participant} Not joined');
const refused = () => new ClientError('1200', '{Participant} The server refused');
const noAnswer = new Promise(() => {});

class Participant extends Emitter {
  constructor(world, ...given) {
    super();
    this.world = world;
    Object.assign(this, { audioEnabled: true, videoEnabled: true, screenShareEnabled: false, stageStatus: 'ON_STAGE', presetName: 'guest', pinnedNow: false });
    for (const fields of given) Object.defineProperties(this, Object.getOwnPropertyDescriptors(fields));
  }

  get isPinned() {
    return this.pinnedNow;
  }

  async disableAudio() {
    this.world.check('media', 'canDisableParticipantAudio');
    return this.world.send({ action: 'disableAudio', target: this.id }, () => this.world.set(this.id, 'audioEnabled', false), { answers: true });
  }

  async disableVideo() {
    this.world.check('media', 'canDisableParticipantVideo');
    return this.world.send({ action: 'disableVideo', target: this.id }, () => this.world.set(this.id, 'videoEnabled', false), { answers: true });
  }

  async pin() {
    this.world.check('media', 'pinParticipant');
    return this.world.send({ action: 'pin', target: this.id }, () => this.world.pin(this.id));
  }

  async unpin() {
    this.world.check('media', 'pinParticipant');
    return this.world.send({ action: 'unpin', target: this.id }, () => this.world.pin(undefined));
  }

  async kick() {
    this.world.check('room', 'kickParticipant');
    const sent = this.world.send({ action: 'kick', target: this.id }, () => this.world.leave(this.id));
    this.world.tell(this, 'kicked');
    return sent;
  }
}

function createPermissions(getters) {
  const permissions = new Emitter();
  for (const path of getters) {
    const names = path.split('.');
    const last = names.pop();
    const holder = names.reduce((object, name) => (object[name] ??= {}), permissions);
    holder[last] = true;
  }
  return Object.assign(permissions, {
    canProduceAudio: 'ALLOWED',
    canProduceVideo: 'ALLOWED',
    canProduceScreenshare: 'CAN_REQUEST',
    stageAccess: 'ALLOWED',
    waitingRoomBehaviour: 'SKIP',
    mediaRoomType: 'CF',
  });
}

/** A host who has joined, alone, with every permission; the server obeys. */
export function createWorld(getters) {
  return new World(getters);
}

class World {
  people = 0;
  server = 'obey';
  sent = [];
  emitters = [];
  broken = undefined;

  constructor(getters) {
    this.getters = getters;
    this.meeting = this.createMeeting('self-0', 'Weekly');
  }

  createMeeting(selfId, title) {
    const world = this;
    const joined = new ParticipantMap();
    const pinned = new ParticipantMap();
    const waitlisted = new ParticipantMap();
    const active = new ParticipantMap();
    const self = Object.assign(new Emitter(), {
      id: selfId,
      userId: 'user-self',
      name: 'Hana',
      presetName: 'host',
      roomState: 'joined',
      roomJoined: true,
      audioEnabled: false,
      videoEnabled: false,
      screenShareEnabled: false,
      stageStatus: 'ON_STAGE',
      isPinned: false,
      permissions: createPermissions(this.getters),
      pin: async () => world.send({ action: 'pin', target: selfId, onSelf: true }, () => world.pin(selfId)),
      unpin: async () => world.send({ action: 'unpin', target: selfId, onSelf: true }, () => world.pin(undefined)),
    });
    const participants = Object.assign(new Emitter(), {
      joined,
      waitlisted,
      active,
      videoSubscribed: active,
      audioSubscribed: new ParticipantMap(),
      pinned,
      async disableAllAudio(allowUnmute) {
        world.check('media', 'canAllowParticipantAudio');
        return world.send({ action: 'disableAllAudio', allowUnmute }, () => world.setAll('audioEnabled'), { answers: true });
      },
      async disableAllVideo() {
        world.check('media', 'canAllowParticipantVideo');
        return world.send({ action: 'disableAllVideo' }, () => world.setAll('videoEnabled'), { answers: true });
      },
      async kickAll() {
        world.check('room', 'kickParticipant');
        return world.send({ action: 'kickAll' }, () => world.end('ended'));
      },
      acceptWaitingRoomRequest(id) {
        if (self.roomState !== 'joined') throw notJoined();
        world.send({ action: 'acceptWaitingRoomRequest', target: id }, () => world.admit(id));
      },
      rejectWaitingRoomRequest(id) {
        if (self.roomState !== 'joined') throw notJoined();
        world.send({ action: 'rejectWaitingRoomRequest', target: id }, () => world.turnAway(id));
      },
      acceptAllWaitingRoomRequest(userIds) {
        const ids = waitlisted.toArray().filter(({ userId }) => userIds.includes(userId)).map(({ id }) => id);
        world.send({ action: 'acceptAllWaitingRoomRequest', userIds }, () => ids.forEach((id) => world.admit(id)));
      },
      async updatePermissions(ids, patch) {
        world.sent.push({ action: 'updatePermissions', ids, patch });
      },
      async broadcastMessage(...args) {
        world.sent.push({ action: 'broadcastMessage', args });
      },
    });
    const meeting = {
      self,
      participants,
      meta: Object.assign(new Emitter(), { meetingId: 'meeting', meetingTitle: title, viewType: 'GROUP_CALL', socketState: { state: 'connected' } }),
      stage: Object.assign(new Emitter(), {
        status: 'ON_STAGE',
        grantAccess(ids) {
          if (!self.permissions.acceptStageRequests) throw new ClientError('2001', '{Stage} Permission denied');
          world.sent.push({ action: 'grantAccess', ids });
        },
      }),
      recording: Object.assign(new Emitter(), {
        recordingState: 'IDLE',
        recordings: [{ id: 'rec-1', state: 'IDLE', type: 'COMPOSITE' }],
        async start(options) {
          world.sent.push({ action: 'recording.start', options });
        },
      }),
      connectedMeetings: new Emitter(),
      async join() {},
      async leave() {
        return world.send({ action: 'leave' }, () => world.end('left'));
      },
    };
    this.emitters.push(self, self.permissions, participants, meeting.meta, meeting.stage, meeting.recording, meeting.connectedMeetings);
    for (const map of [joined, waitlisted, pinned, active, participants.audioSubscribed]) this.emitters.push(map.emitter);
    return meeting;
  }

  get self() {
    return this.meeting.self;
  }

  get participants() {
    return this.meeting.participants;
  }

  listening() {
    return this.emitters.reduce((sum, emitter) => sum + emitter.listening, 0);
  }

  // What the SDK checks before it sends.
  check(needs, permission) {
    if (this.broken) throw this.broken.thrown;
    if (this.self.roomState !== 'joined' || (needs === 'media' && !this.self.roomJoined)) throw notJoined();
    if (!this.self.permissions[permission]) throw denied();
  }

  // The server. Only what turns devices off is answered.
  send(call, effect, { answers = false } = {}) {
    this.sent.push(call);
    if (this.server === 'obey') queueMicrotask(effect);
    if (!answers) return undefined;
    if (this.server === 'refuse') return Promise.reject(refused());
    return this.server === 'silent' ? noAnswer : undefined;
  }

  person(id) {
    return id === this.self.id ? this.self : this.participants.joined.get(id);
  }

  // A participant's event is told again by every map the participant is in.
  tell(person, event, ...args) {
    for (const map of [this.participants.joined, this.participants.pinned, this.participants.waitlisted]) {
      if (map?.get(person.id) === person) map.emit(event, person, ...args);
    }
    person.emit(event, ...args);
  }

  /** Somebody else joins, microphone and camera on. */
  join(name, fields = {}) {
    this.people += 1;
    const person = new Participant(this, { id: `peer-${this.people}`, userId: `user-${this.people}`, name }, fields);
    this.enter(person);
    return person.id;
  }

  enter(person) {
    this.participants.joined.set(person.id, person);
    this.participants.joined.emit('participantJoined', person);
    // The video of somebody who joins already publishing is told twice.
    for (let i = 0; i < 2; i += 1) this.tell(person, 'videoUpdate', {});
  }

  wait(name) {
    this.people += 1;
    const person = new Participant(this, { id: `peer-${this.people}`, userId: `user-${this.people}`, name, audioEnabled: undefined, videoEnabled: undefined });
    this.participants.waitlisted.set(person.id, person);
    this.participants.waitlisted.emit('participantJoined', person);
    return person.id;
  }

  turnAway(id) {
    const person = this.participants.waitlisted.get(id);
    if (!person) return undefined;
    this.participants.waitlisted.delete(id);
    this.participants.waitlisted.emit('participantLeft', person);
    return person;
  }

  admit(id) {
    const person = this.turnAway(id);
    if (!person) return;
    this.enter(new Participant(this, { id, userId: person.userId, name: person.name }));
  }

  leave(id) {
    const person = this.participants.joined.get(id);
    if (!person) return;
    if (person.isPinned) this.pin(undefined);
    this.participants.joined.delete(id);
    this.participants.joined.emit('participantLeft', person);
  }

  reconnect(id) {
    const { userId, name } = this.participants.joined.get(id);
    this.leave(id);
    this.enter(new Participant(this, { id, userId, name, audioEnabled: false, videoEnabled: false }));
  }

  /** The same id as a new object, without a word of the former one leaving. */
  replace(id) {
    const { userId, name } = this.participants.joined.get(id);
    this.enter(new Participant(this, { id, userId, name, audioEnabled: false, videoEnabled: false }));
  }

  set(id, device, on) {
    const person = this.person(id);
    if (!person || person[device] === on) return;
    person[device] = on;
    const event = { audioEnabled: 'audioUpdate', videoEnabled: 'videoUpdate', screenShareEnabled: 'screenShareUpdate' }[device];
    if (person === this.self) {
      person.emit(event, { [device]: on });
      return;
    }
    // Remote mutes and unmutes are told twice.
    for (let i = 0; i < 2; i += 1) this.tell(person, event, { [device]: on });
  }

  setAll(device) {
    for (const id of [this.self.id, ...this.participants.joined.keys()]) this.set(id, device, false);
  }

  pin(id) {
    if (this.self.isPinned && id !== this.self.id) this.setSelfPinned(false);
    for (const person of this.participants.pinned.toArray()) {
      person.pinnedNow = false;
      this.tell(person, 'unpinned', person);
      this.participants.pinned.delete(person.id);
      this.participants.pinned.emit('participantLeft', person);
    }
    if (id === this.self.id) this.setSelfPinned(true);
    const person = this.participants.joined.get(id);
    if (!person) return;
    person.pinnedNow = true;
    this.tell(person, 'pinned', person);
    this.participants.pinned.set(id, person);
    this.participants.pinned.emit('participantJoined', person);
  }

  setSelfPinned(on) {
    this.self.isPinned = on;
    this.self.emit(on ? 'pinned' : 'unpinned', this.self);
  }

  grant(path, on) {
    const names = path.split('.');
    const last = names.pop();
    names.reduce((object, name) => object[name], this.self.permissions)[last] = on;
    this.self.permissions.emit('permissionsUpdate', {});
  }

  socket(state) {
    this.meeting.meta.socketState = { state, reconnected: state === 'connected', reconnectionAttempt: 0 };
    this.meeting.meta.emit('socketConnectionUpdate', this.meeting.meta.socketState);
  }

  cut() {
    this.socket('disconnected');
    this.socket('reconnecting');
    Object.assign(this.self, { roomState: 'disconnected', roomJoined: false });
    this.self.emit('roomLeft', { state: 'disconnected' });
  }

  restore() {
    const former = this.participants.joined.toArray();
    this.socket('connected');
    this.participants.joined.clear();
    this.participants.joined.emit('participantsCleared');
    this.participants.pinned.clear();
    this.participants.pinned.emit('participantsCleared');
    for (const { id, userId, name } of former) {
      this.enter(new Participant(this, { id, userId, name, audioEnabled: false, videoEnabled: false }));
    }
    Object.assign(this.self, { roomState: 'joined', roomJoined: true, isPinned: false });
    this.self.emit('roomJoined', { reconnected: true });
  }

  /** The SDK begins to leave: noise first. `joined` is never cleared. */
  beginToEnd() {
    this.setSelfPinned(false);
    for (const id of this.participants.joined.keys()) this.set(id, 'audioEnabled', false);
    this.meeting.stage.status = 'OFF_STAGE';
    this.meeting.stage.emit('stageStatusUpdate', 'OFF_STAGE');
  }

  end(state) {
    this.beginToEnd();
    Object.assign(this.self, { roomState: state, roomJoined: false });
    this.self.emit('roomLeft', { state });
  }

  move() {
    const former = this.meeting;
    former.self.roomState = 'connected-meeting';
    former.self.emit('roomLeft', { state: 'connected-meeting' });
    this.people += 1;
    this.meeting = this.createMeeting(`self-${this.people}`, 'Group 1');
    former.connectedMeetings.emit('meetingChanged', this.meeting);
  }
}
