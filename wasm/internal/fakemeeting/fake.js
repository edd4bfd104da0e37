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
const refused = (code) => new ClientError(code, 'The server refused');
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

  setStageStatus(status) {
    if (this.stageStatus === status) return;
    this.stageStatus = status;
    this.world.tell(this, 'stageStatusUpdate', this);
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
    stageAccess: 'CAN_REQUEST',
    waitingRoomBehaviour: 'SKIP',
    mediaRoomType: 'CF',
  });
}

class Stage extends Emitter {
  constructor(world) {
    super();
    this.world = world;
  }

  get status() {
    return this.world.self.stageStatus;
  }

  // What these check they throw at once, kick but rejects with it.
  #decide(action, userIds, status) {
    const { permissions, roomJoined } = this.world.self;
    if (!roomJoined) throw action === 'stage.grantAccess' ? new ClientError(undefined, 'Not joined') : new ClientError('2005', '{Stage} Not joined');
    if (!permissions.stageEnabled) throw new ClientError('2003', '{Stage} Stage is disabled');
    if (!permissions.acceptStageRequests) throw new ClientError('2001', '{Stage} Permission denied');
    const people = this.world.participants.joined.toArray().filter(({ userId }) => userIds.includes(userId));
    const effect = () => people.forEach((person) => person.setStageStatus(status));
    return this.world.send({ action, target: people[0]?.id, userIds }, effect, { answers: action === 'stage.kick' });
  }

  grantAccess(userIds) {
    this.#decide('stage.grantAccess', userIds, 'ACCEPTED_TO_JOIN_STAGE');
  }

  denyAccess(userIds) {
    this.#decide('stage.denyAccess', userIds, 'OFF_STAGE');
  }

  async kick(userIds) {
    return this.#decide('stage.kick', userIds, 'OFF_STAGE');
  }

  // One's own status is shown before the server knows.
  #move(action, from, to, options) {
    if (!this.world.self.permissions.stageEnabled) throw new ClientError('2003', '{Stage} Stage is disabled');
    if (!from.includes(this.status)) throw new ClientError('2006', '{Stage} Wrong stage status');
    this.world.setOwnStage(to);
    return this.world.send({ action }, () => {}, options);
  }

  async requestAccess() {
    this.#move('stage.requestAccess', ['OFF_STAGE'], this.world.self.permissions.stageAccess === 'ALLOWED' ? 'ACCEPTED_TO_JOIN_STAGE' : 'REQUESTED_TO_JOIN_STAGE');
  }

  async cancelRequestAccess() {
    this.#move('stage.cancelRequestAccess', ['REQUESTED_TO_JOIN_STAGE'], 'OFF_STAGE');
  }

  async join() {
    return this.#move('stage.join', ['ACCEPTED_TO_JOIN_STAGE'], 'ON_STAGE', { answers: true });
  }

  async leave() {
    return this.#move('stage.leave', ['ON_STAGE', 'ACCEPTED_TO_JOIN_STAGE'], 'OFF_STAGE', { answers: true });
  }
}

class Recording extends Emitter {
  recordings = [];

  constructor(world) {
    super();
    this.world = world;
  }

  get recordingState() {
    return ['RECORDING', 'PAUSED', 'STARTING', 'STOPPING'].find((state) => this.recordings.some((one) => one.state === state)) ?? 'IDLE';
  }

  update(recordings) {
    this.recordings = recordings;
    this.emit('recordingUpdate', this.recordingState);
  }

  #check() {
    if (!this.world.self.permissions.canRecord) throw new ClientError('1001', '{Recording} Permission denied');
  }

  async start(options) {
    this.#check();
    if (options?.allowMultiple !== true && ['STARTING', 'RECORDING', 'STOPPING'].includes(this.recordingState)) throw new ClientError('1005', '{Recording} Another recording runs');
    const id = `rec-${this.recordings.length + 1}`;
    const run = () => this.update([...this.recordings, { id, state: 'RECORDING', type: 'BROWSER' }]);
    return this.world.send({ action: 'recording.start', options }, run, { answers: true, refusal: '1000' });
  }

  // These resolve at once, and a refusal is an unhandled rejection.
  #change(action, from, to) {
    this.#check();
    for (const one of this.recordings.filter(({ state }) => from.includes(state))) {
      const { state } = one;
      if (action === 'recording.stop') one.state = 'STOPPING';
      this.emit('recordingUpdate', this.recordingState);
      const effect = () => {
        one.state = to;
        this.update(this.recordings.filter((other) => other.state !== 'IDLE'));
      };
      void this.#send(action, effect).catch((error) => {
        one.state = state;
        this.emit('recordingUpdate', state);
        throw error;
      });
    }
  }

  async #send(action, effect) {
    await this.world.send({ action }, effect, { answers: true, refusal: '1000' });
  }

  async stop() {
    this.#change('recording.stop', ['RECORDING', 'PAUSED'], 'IDLE');
  }

  async pause() {
    this.#change('recording.pause', ['RECORDING'], 'PAUSED');
  }

  async resume() {
    this.#change('recording.resume', ['PAUSED'], 'RECORDING');
  }
}

class Livestream extends Emitter {
  state = 'IDLE';
  viewerCount = 0;
  playbackUrl = undefined;

  constructor(world) {
    super();
    this.world = world;
  }

  set(state) {
    this.state = state;
    this.playbackUrl = state === 'IDLE' ? undefined : 'https://playback.example/stream.m3u8';
    this.ingestionCredentials = state === 'IDLE' ? undefined : { ingestionServer: 'rtmps://ingest.example', streamKey: 'secret-stream-key' };
    this.emit('livestreamUpdate', state);
  }

  watch(viewers) {
    this.viewerCount = viewers;
    this.emit('viewerCountUpdate', viewers);
  }

  #check() {
    if (!this.world.self.permissions.canLivestream) throw new ClientError('1901', '{Livestream} Permission denied');
  }

  async start() {
    this.#check();
    this.set('STARTING');
    try {
      await this.world.send({ action: 'livestream.start' }, () => this.set('LIVESTREAMING'), { answers: true, refusal: '1900' });
    } catch (error) {
      this.set('IDLE');
      throw error;
    }
  }

  async stop() {
    this.#check();
    if (!['LIVESTREAMING', 'WAITING_ON_MANUAL_INGESTION'].includes(this.state)) throw new ClientError('1902', '{Livestream} Not started yet');
    this.set('STOPPING'); // and so it stays after a refusal
    await this.world.send({ action: 'livestream.stop' }, () => this.set('IDLE'), { answers: true, refusal: '1900' });
  }
}

class Chat extends Emitter {
  messages = [];

  constructor(world) {
    super();
    this.world = world;
  }

  add(message) {
    this.messages = [...this.messages, message];
    this.emit('chatUpdate', { action: 'add', message, messages: this.messages });
  }

  #pin(action, id, pinned) {
    const effect = () => {
      const message = { ...this.messages.find((one) => one.id === id), pinned };
      this.messages[this.messages.findIndex((one) => one.id === id)] = message;
      this.emit('chatUpdate', { action: 'edit', message, messages: this.messages });
      this.emit(pinned ? 'pinMessage' : 'unpinMessage', { message, messages: this.messages });
    };
    return this.world.send({ action, target: id }, effect, { answers: true, refusal: '0504' });
  }

  async pin(id) {
    return this.#pin('chat.pin', id, true);
  }

  async unpin(id) {
    return this.#pin('chat.unpin', id, false);
  }

  // It waits for nothing.
  async deleteMessage(id) {
    this.world.send({ action: 'chat.deleteMessage', target: id }, () => {
      const [message] = this.messages.splice(this.messages.findIndex((one) => one.id === id), 1);
      this.emit('chatUpdate', { action: 'delete', message, messages: this.messages });
    });
  }
}

class Polls extends Emitter {
  items = [];

  constructor(world) {
    super();
    this.world = world;
  }

  // What it does not like it says to nobody.
  async create(question, options, anonymous = false, hideVotes = false) {
    if (!this.world.self.permissions.polls.canCreate || !question || options.length < 2) return;
    this.world.send({ action: 'polls.create', args: [question, options, anonymous, hideVotes] }, () => {
      this.items = [...this.items, { id: `poll-${this.items.length + 1}`, question, options, anonymous, hideVotes, createdBy: 'Hana', createdByUserId: this.world.self.userId, voted: [] }];
      this.emit('pollsUpdate', { polls: this.items, newPoll: true });
    });
  }
}

class Plugin {
  permissions = { canActivate: true, canDeactivate: true };
  active = false;
  enabledBy = '';

  constructor(world, id, name) {
    Object.assign(this, { world, id, name });
  }

  set(active, enabledBy = this.world.self.id) {
    Object.assign(this, { active, enabledBy });
    this.world.meeting.plugins.all.emit('stateUpdate', this, { active, pluginId: this.id });
  }

  // It is shown here before the server has agreed.
  async activate() {
    if (this.active || !this.permissions.canActivate) return;
    this.world.send({ action: 'plugins.activate', target: this.id }, () => {});
    this.set(true);
  }

  async deactivate() {
    if (!this.active || (!this.permissions.canDeactivate && this.enabledBy !== this.world.self.id)) return;
    this.world.send({ action: 'plugins.deactivate', target: this.id }, () => {});
    this.set(false);
  }
}

class ConnectedMeetings extends Emitter {
  meetings = [];
  parentMeeting = null;

  constructor(world, parentMeeting) {
    super();
    Object.assign(this, { world, parentMeeting });
  }

  /** The server tells who is where. */
  tell(meetings, parentMeeting = this.parentMeeting) {
    Object.assign(this, { meetings, parentMeeting });
    this.emit('stateUpdate', { meetings, parentMeeting });
  }

  #check() {
    if (!this.world.self.permissions.connectedMeetings.canAlterConnectedMeetings) throw new Error('You are not allowed to perform this action.');
  }

  // A refusal has no code.
  async #ask(call, effect) {
    try {
      await this.world.send(call, effect, { answers: true });
    } catch {
      throw new Error('The server refused');
    }
  }

  async createMeetings(request) {
    this.#check();
    const made = request.map(({ title }, at) => ({ id: `room-${this.meetings.length + at + 1}`, title, participants: [] }));
    await this.#ask({ action: 'connectedMeetings.createMeetings', request }, () => this.tell([...this.meetings, ...made]));
    return made;
  }

  async deleteMeetings(ids) {
    this.#check();
    await this.#ask({ action: 'connectedMeetings.deleteMeetings', ids }, () => this.tell(this.meetings.filter(({ id }) => !ids.includes(id))));
  }

  async moveParticipants(from, to, userIds) {
    return this.#move(from, to, userIds);
  }

  async moveParticipantsWithCustomPreset(from, to, people) {
    return this.#move(from, to, people.map(({ id }) => id));
  }

  // It never rejects when the server refuses.
  async #move(from, to, userIds) {
    if (userIds.length === 0) throw new Error("You're trying to move participants with an empty list.");
    const effect = () => {
      const everywhere = [this.parentMeeting, ...this.meetings];
      const moved = everywhere.flatMap(({ participants }) => participants).filter(({ id }) => userIds.includes(id));
      const [parent, ...meetings] = everywhere.map((one) => ({ ...one, participants: [...one.participants.filter(({ id }) => !userIds.includes(id)), ...(one.id === to ? moved : [])] }));
      this.tell(meetings, parent);
    };
    try {
      await this.#ask({ action: 'connectedMeetings.moveParticipants', from, to, userIds }, effect);
      return { success: true };
    } catch (error) {
      return { success: false, error };
    }
  }
}

class Meta extends Emitter {
  meetingId = 'meeting';
  viewType = 'LIVESTREAM';
  socketState = { state: 'connected' };
  broadcastTabChanges = true;

  constructor(world, meetingTitle) {
    super();
    Object.assign(this, { world, meetingTitle });
  }

  setBroadcastTabChanges(on) {
    if (!this.world.self.permissions.canSpotlight) throw new ClientError('0801', 'User does not have permission to toggle spotlight');
    this.world.send({ action: 'meta.spotlight', on, tab: this.selfActiveTab }, () => {});
    this.broadcastTabChanges = on;
    this.emit('broadcastTabChangesUpdate', on);
  }

  setSelfActiveTab(tab) {
    this.selfActiveTab = tab;
  }
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
      enableAudio: async () => world.turnOn('audioEnabled'),
      enableVideo: async () => world.turnOn('videoEnabled'),
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
        const people = ids.map((id) => joined.get(id)).filter(Boolean);
        if (people.length === 0) throw new ClientError('1204', '{Participant} No valid userIDs found');
        const onlyShares = Object.keys({ ...patch, ...patch.media }).join() === 'media,screenshare';
        const action = onlyShares ? (people.length > 1 ? 'stopAllScreenShares' : 'stopScreenShare') : 'updatePermissions';
        const users = people.map(({ userId }) => userId);
        world.send({ action, ids, patch }, () => {
          for (const [device, right] of Object.entries({ audioEnabled: 'audio', videoEnabled: 'video', screenShareEnabled: 'screenshare' })) {
            if (patch.media?.[right]?.canProduce !== 2) continue;
            for (const { id, userId } of joined.toArray()) if (users.includes(userId)) world.set(id, device, false);
          }
        });
      },
      // It throws what its limiter throws at once, and rejects with the rest.
      broadcastMessage(type, payload, target) {
        if (world.limited) throw new ClientError('0013', '{Client} Method rate limit exceeded');
        const action = { audio: 'askToUnmute', video: 'askToStartVideo' }[payload.kind] ?? 'broadcastMessage';
        world.send({ action, target: target?.participantIds?.[0], args: [type, payload, target] }, () => {});
        return Promise.resolve();
      },
    });
    const meeting = {
      self,
      participants,
      meta: new Meta(world, title),
      stage: new Stage(world),
      recording: new Recording(world),
      livestream: new Livestream(world),
      connectedMeetings: new ConnectedMeetings(world, { id: 'meeting', title, participants: [] }),
      chat: new Chat(world),
      polls: new Polls(world),
      plugins: { all: new ParticipantMap([['meeting:timer', new Plugin(world, 'meeting:timer', 'Timer')]]) },
      async join() {},
      async leave() {
        return world.send({ action: 'leave' }, () => world.end('left'));
      },
    };
    this.emitters.push(self, self.permissions, participants, meeting.meta, meeting.stage, meeting.recording, meeting.livestream, meeting.connectedMeetings, meeting.chat, meeting.polls);
    for (const map of [joined, waitlisted, pinned, active, participants.audioSubscribed, meeting.plugins.all]) this.emitters.push(map.emitter);
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

  // The server. Few calls are answered.
  send(call, effect, { answers = false, refusal = '1200' } = {}) {
    this.sent.push(call);
    if (this.server === 'obey') queueMicrotask(effect);
    if (!answers) return undefined;
    if (this.server === 'refuse') return Promise.reject(refused(refusal));
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

  wait(name, fields = {}) {
    this.people += 1;
    const person = new Participant(this, { id: `peer-${this.people}`, userId: `user-${this.people}`, name, audioEnabled: undefined, videoEnabled: undefined }, fields);
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

  /** The browser may not allow it: then the SDK resolves all the same. */
  turnOn(device) {
    if (this.broken) throw this.broken.thrown;
    if (this.server === 'obey') this.set(this.self.id, device, true);
  }

  /** Somebody's page asks oneself for something, as Gavel does or in any other way. */
  request(payload, type = 'gavel.request') {
    this.participants.emit('broadcastedMessage', { type, payload, timestamp: Date.now() });
  }

  /** Somebody writes in the chat. */
  write(userId) {
    this.meeting.chat.add({ id: `message-${this.meeting.chat.messages.length + 1}`, userId, displayName: 'Ann', message: 'Hello', pinned: false, timeMs: 1, targetUserIds: [] });
  }

  setAll(device) {
    for (const id of [this.self.id, ...this.participants.joined.keys()]) this.set(id, device, false);
  }

  setStage(id, status) {
    if (id === this.self.id) this.setOwnStage(status);
    else this.participants.joined.get(id)?.setStageStatus(status);
  }

  /** Taken off by a host: as with leaving, oneself is unpinned first. */
  loseStage() {
    this.setSelfPinned(false);
    queueMicrotask(() => this.setOwnStage('OFF_STAGE'));
  }

  setOwnStage(status) {
    this.self.stageStatus = status;
    this.meeting.stage.emit('stageStatusUpdate', status);
  }

  /**
   * Puts what an action is about that is no person of this meeting into it, and returns its id.
   */
  furnish(action) {
    const { chat, plugins, connectedMeetings } = this.meeting;
    const [module, name] = action.split('.');
    if (module === 'chat') {
      chat.messages = [];
      chat.add({ id: 'message-1', userId: 'user-1', displayName: 'Ann', message: 'Hello', pinned: name === 'unpin', timeMs: 1, targetUserIds: [] });
      return 'message-1';
    }
    if (module === 'plugins') {
      plugins.all.get('meeting:timer').set(name === 'deactivate');
      return 'meeting:timer';
    }
    if (module !== 'connectedMeetings' || name === 'createMeetings') return '';
    connectedMeetings.tell([{ id: 'room-1', title: 'Room 1', participants: [{ id: 'user-away', displayName: 'Zoe' }] }]);
    return name === 'moveParticipants' ? 'user-away' : 'room-1';
  }

  /** Puts everything into a state that accepts an action, on somebody where it takes a target. */
  allow(action, target) {
    const [module, name] = action.split('.');
    if (module === 'recording') this.setRecording({ start: 'IDLE', resume: 'PAUSED' }[name] ?? 'RECORDING');
    if (module === 'livestream') this.meeting.livestream.set(name === 'start' ? 'IDLE' : 'LIVESTREAMING');
    if (module === 'stage') {
      const own = { requestAccess: 'OFF_STAGE', cancelRequestAccess: 'REQUESTED_TO_JOIN_STAGE', join: 'ACCEPTED_TO_JOIN_STAGE', leave: 'ON_STAGE' }[name];
      if (own) this.setOwnStage(own);
      else this.setStage(target, name === 'kick' ? 'ON_STAGE' : 'REQUESTED_TO_JOIN_STAGE');
    }
    if (action === 'unpin') this.pin(target);
    if (action.startsWith('askTo')) for (const device of ['audioEnabled', 'videoEnabled']) this.set(target, device, false);
    if (action.startsWith('stop')) for (const id of this.participants.joined.keys()) this.set(id, 'screenShareEnabled', true);
  }

  setRecording(state) {
    this.meeting.recording.update(state === 'IDLE' ? [] : [{ id: 'rec-1', state, type: 'BROWSER' }]);
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

  /** The SDK takes who is off stage out of the pinned, and they say of themselves what they said before. */
  losePin(id) {
    const person = this.participants.pinned.get(id);
    this.participants.pinned.delete(id);
    this.participants.pinned.emit('participantLeft', person);
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
    for (const { id, userId, name, stageStatus } of former) {
      this.enter(new Participant(this, { id, userId, name, stageStatus, audioEnabled: false, videoEnabled: false }));
    }
    Object.assign(this.self, { roomState: 'joined', roomJoined: true, isPinned: false });
    this.self.emit('roomJoined', { reconnected: true });
  }

  /** The SDK begins to leave: noise first. `joined` is never cleared. */
  beginToEnd() {
    this.setSelfPinned(false);
    for (const id of this.participants.joined.keys()) this.set(id, 'audioEnabled', false);
  }

  end(state) {
    this.beginToEnd();
    this.setOwnStage('OFF_STAGE');
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
