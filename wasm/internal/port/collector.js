// What a RealtimeKit meeting shows, gathered for Go and handed over packed: one
// call for a batch of changes instead of one for each event and property.
//
// It listens once per map and event, keeps the last state of each person, and
// notes edges: what happened since the last read, even if it was undone since.
// It decides nothing. Numbers and their meaning are those of rtk/batch.go.

// Flags of a person, and the edges that losing them shows (the same bits).
const AUDIO = 1;
const VIDEO = 2;
const SCREENSHARE = 4;
const PINNED = 8;
const DEVICES = AUDIO | VIDEO | SCREENSHARE;

// Edges beside those of the devices.
const EDGE_UNPINNED = 16;
const EDGE_LEFT = 32;
const EDGE_REPLACED = 64;

// What a record is about.
const GONE = 1;
const TEXT = 2;
const WAITLISTED = 4;
const SELF = 8;
const CUSTOM_ID = 16;
const PICTURE = 32;
const PRESET = 64;

// What a batch holds besides records and events.
const RESET = 1;
const ROOM = 2;
const MEDIA_JOINED = 4;

/** How many bytes a batch has before its records, and each record. */
const HEADER = 17;
const RECORD = 8;

/** Batches of up to so many bytes are all written into the same array. */
const USUAL = 4096;

const STAGE = ['OFF_STAGE', 'REQUESTED_TO_JOIN_STAGE', 'ACCEPTED_TO_JOIN_STAGE', 'ON_STAGE'];

/** Of a name so many UTF-16 units are told: of 100,000 accents a browser orders each against all others. */
const LONGEST_NAME = 500;

/** What an id begins with that is told as JSON. */
const AS_JSON = '\uFFFF';

/** How long to wait for roomLeft once the SDK has begun to leave. */
const LEAVING_MS = 1000;

/** How long to wait for a frame, where a page that counts as visible gets none. */
const FRAME_MS = 50;

/** What a handler returns when an event, which the SDK often emits twice, has told nothing new. */
const unchanged = Symbol('unchanged');

/** The SDK's getters throw while it is starting or ending. */
function get(object, name) {
  try {
    return object?.[name];
  } catch {
    return undefined;
  }
}

function path(object, names) {
  return names.reduce(get, object);
}

/** Texts travel with NUL between them. */
function text(object, name) {
  return clean(get(object, name));
}

function textAt(object, names) {
  return clean(path(object, names));
}

function clean(value) {
  if (typeof value !== 'string') return '';
  return value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
}

function nameOf(value) {
  const name = clean(value);
  if (name.length <= LONGEST_NAME) return name;
  const cut = name.slice(0, LONGEST_NAME);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/**
 * Ids are called by, so they must come back as they were, and two must not become one. What
 * NUL-separated UTF-8 cannot hold, NUL and lone surrogates, is told as JSON behind a mark
 * (rtk/id.go).
 */
function idOf(value) {
  if (typeof value !== 'string') return '';
  const travels = value.isWellFormed() && !value.includes('\0') && !value.startsWith(AS_JSON);
  return travels ? value : AS_JSON + JSON.stringify(value);
}

/**
 * Names in lower case and without accents, as people search. Of many at once it takes
 * half the time, and the NUL between them keeps each what it would be by itself. Where
 * there are many, the same letters come again and again.
 */
function folded(names) {
  const plain = new Map();
  const withoutAccents = (letters) => {
    if (!plain.has(letters)) plain.set(letters, letters.normalize('NFKD').replace(/\p{M}+/gu, ''));
    return plain.get(letters);
  };
  return names.replace(/[^\0-\x7f]+/g, withoutAccents).toLowerCase();
}

/** What is read of a person, as far as it can be. */
const readable = ['audioEnabled', 'videoEnabled', 'screenShareEnabled', 'isPinned', 'stageStatus', 'name', 'picture', 'presetName', 'userId', 'customParticipantId'];

function asFarAsReadable(person) {
  return Object.fromEntries(readable.map((name) => [name, get(person, name)]));
}

function flagsOf(person) {
  return (person.audioEnabled === true ? AUDIO : 0)
    | (person.videoEnabled === true ? VIDEO : 0)
    | (person.screenShareEnabled === true ? SCREENSHARE : 0)
    | (person.isPinned === true ? PINNED : 0);
}

function edgesBetween(before, now) {
  const lost = before & ~now;
  return (lost & DEVICES) | (now & ~before & PINNED) | (lost & PINNED ? EDGE_UNPINNED : 0);
}

/**
 * One of the people, as last seen, and what happened since they were last told of. It
 * keeps texts side by side: with thousands of people a list for each takes longer.
 */
class Entry {
  constructor(slot, id) {
    this.slot = slot;
    this.id = id;
    this.edges = 0;
    this.announced = false;
  }

  meet(person) {
    this.person = person;
    this.gone = false;
    this.look();
    this.renamed = true;
  }

  /** To guard each property by itself takes longer, and hardly ever does one throw. */
  look() {
    try {
      this.read(this.person);
    } catch {
      this.read(asFarAsReadable(this.person));
    }
  }

  read(person) {
    this.flags = flagsOf(person);
    this.stage = Math.max(0, STAGE.indexOf(person.stageStatus));
    this.name = nameOf(person.name);
    this.picture = clean(person.picture);
    this.preset = clean(person.presetName);
    this.userId = idOf(person.userId);
    this.customId = idOf(person.customParticipantId);
  }

  /** Whether anything is new. */
  observe() {
    const { flags, stage, name, picture, preset } = this;
    this.look();
    const renamed = this.name !== name || this.picture !== picture || this.preset !== preset;
    this.renamed ||= renamed;
    this.edges |= edgesBetween(flags, this.flags);
    return renamed || this.flags !== flags || this.stage !== stage;
  }

  /**
   * Adds the texts but for the name, in the order in which Go reads them: of those that many
   * people lack, or have in common with whoever was told of before, only what is new.
   * Returns which.
   */
  tellTexts(texts, presetBefore) {
    const { id, userId, customId, picture, preset } = this;
    texts.push(id, userId);
    if (customId) texts.push(customId);
    if (picture) texts.push(picture);
    if (preset !== presetBefore) texts.push(preset);
    return TEXT | (customId ? CUSTOM_ID : 0) | (picture ? PICTURE : 0) | (preset === presetBefore ? 0 : PRESET);
  }
}

/** The people of one of the SDK's maps, each with a small number, the slot. */
class People {
  constructor(meeting, name, kind) {
    this.map = path(meeting, ['participants', name]);
    this.name = name;
    this.kind = kind;
    this.entries = new Map();
    this.changed = new Set();
    this.former = new Set(); // the ids of those who went
    this.unread = false; // nobody has been told of yet
  }

  /**
   * Forgets everybody and takes in these instead. They are handed over because a loop that reads
   * the SDK's map is compiled anew for it, while it runs.
   */
  fill(persons, slots) {
    this.entries.clear();
    this.changed.clear();
    this.former.clear();
    this.unread = true;
    for (const person of persons) this.enter(person, slots);
  }

  /** Who is in the map now. */
  get present() {
    try {
      return this.map?.size ? [...this.map.values()] : [];
    } catch (cause) {
      throw new Error(`meeting.participants.${this.name} gives nobody`, { cause });
    }
  }

  enter(person, slots) {
    const id = get(person, 'id');
    if (typeof id !== 'string') return;
    let entry = this.entries.get(id);
    if (entry?.person === person && !entry.gone) {
      this.observe(person, slots);
      return;
    }
    const replaces = entry || this.former.has(id);
    if (!entry) {
      entry = new Entry(slots.take(), idOf(id));
      this.entries.set(id, entry);
    }
    if (replaces) entry.edges |= EDGE_REPLACED;
    entry.meet(person);
    this.change(entry);
  }

  /** Until somebody has been told of, everybody is to be told. */
  change(entry) {
    if (!this.unread) this.changed.add(entry);
  }

  /** Takes in how a person is now; the event that said so may come twice, or late. */
  observe(person, slots) {
    const entry = this.entries.get(get(person, 'id'));
    if (!entry || entry.person !== person || entry.gone) {
      if (this.now(person) === person) this.enter(person, slots);
      return undefined;
    }
    if (!entry.observe()) return unchanged;
    this.change(entry);
    return undefined;
  }

  leave(person, slots) {
    const successor = this.now(person);
    if (successor && successor !== person) {
      this.enter(successor, slots);
      return;
    }
    const entry = this.entries.get(get(person, 'id'));
    if (!entry || entry.gone) return;
    entry.gone = true;
    entry.edges |= EDGE_LEFT;
    this.change(entry);
  }

  clear() {
    for (const entry of this.entries.values()) {
      entry.gone = true;
      this.change(entry);
    }
  }

  now(person) {
    try {
      return this.map.get(get(person, 'id'));
    } catch {
      return undefined;
    }
  }

  /** Moves the changes into batch. Who came and went in between was never there. */
  drain(batch, slots) {
    for (const entry of this.unread ? this.entries.values() : this.changed) {
      if (entry.gone) {
        const id = get(entry.person, 'id');
        this.entries.delete(id);
        this.former.add(id);
        slots.free(entry.slot);
        if (entry.announced) batch.record(entry.slot, this.kind | GONE, 0, 0, entry.edges);
      } else {
        const texts = entry.renamed ? batch.person(entry) : 0;
        batch.record(entry.slot, this.kind | texts, entry.flags, entry.stage, entry.edges);
        entry.announced = true;
      }
      entry.edges = 0;
      entry.renamed = false;
    }
    this.changed.clear();
    this.unread = false;
  }
}

class Slots {
  constructor() {
    this.next = 0;
    this.unused = [];
  }

  take() {
    return this.unused.pop() ?? this.next++;
  }

  free(slot) {
    this.unused.push(slot);
  }
}

/** What is handed over, written into bytes: always the same array, but for what is too long. */
class Batch {
  #encoder = new TextEncoder();
  #usual = new Uint8Array(USUAL);
  bytes = this.#usual;

  begin(events) {
    this.bytes = this.#usual;
    this.bits = 0;
    this.events = events.length;
    this.records = 0;
    this.texts = events;
    this.names = [];
    this.preset = '';
  }

  record(slot, what, flags, stage, edges) {
    const at = HEADER + RECORD * this.records++;
    this.reserve(at + RECORD);
    const { bytes } = this;
    number(bytes, at, slot);
    bytes[at + 4] = what;
    bytes[at + 5] = flags;
    bytes[at + 6] = stage;
    bytes[at + 7] = edges;
  }

  /** Adds somebody's texts and returns which there are. */
  person(entry) {
    const which = entry.tellTexts(this.texts, this.preset);
    this.preset = entry.preset;
    this.names.push(entry.name);
    return which;
  }

  get empty() {
    return this.bits === 0 && this.events === 0 && this.records === 0;
  }

  /** How many bytes it is, when it is written out. */
  pack() {
    const texts = this.texts.join('\0');
    const names = this.names.join('\0');
    const keys = folded(names);
    const recordsEnd = HEADER + RECORD * this.records;
    const least = recordsEnd + texts.length + names.length + keys.length;
    // What mostly suffices; but what may fit into the usual array is looked for there.
    if (least > USUAL) this.reserve(least + names.length + keys.length);
    const textsEnd = this.write(texts, recordsEnd);
    const namesEnd = this.write(names, textsEnd);
    const end = this.write(keys, namesEnd);
    const { bytes } = this;
    bytes[0] = this.bits;
    number(bytes, 1, this.events);
    number(bytes, 5, this.records);
    number(bytes, 9, textsEnd - recordsEnd);
    number(bytes, 13, namesEnd - textsEnd);
    return end;
  }

  write(text, at) {
    for (;;) {
      const { read, written } = this.#encoder.encodeInto(text, this.bytes.subarray(at));
      if (read === text.length) return at + written;
      this.reserve(at + 3 * text.length); // what any text fits into
    }
  }

  reserve(size) {
    if (size <= this.bytes.length) return;
    const { bytes } = this;
    this.bytes = new Uint8Array(Math.max(size, 2 * bytes.length));
    this.bytes.set(bytes);
  }
}

/** Writes a number into four bytes. */
function number(bytes, at, value) {
  bytes[at] = value;
  bytes[at + 1] = value >> 8;
  bytes[at + 2] = value >> 16;
  bytes[at + 3] = value >> 24;
}

/**
 * Starts gathering what meeting shows.
 *
 * @param {object} meeting the object that RealtimeKitClient.init() gave
 * @param {() => void} wake called once per batch of changes and never from inside an
 *   event of the SDK: with the next frame, and in a hidden page from a message event
 * @param {{ granted: string, words: string, port: number }} options the paths below
 *   self.permissions that are yes or no, and those that are words, with spaces between
 *   them; the number of the port, for whoever has a shorter way into Go than wake (rtk.WakeUp)
 */
export function createCollector(meeting, wake, options) {
  const channel = new MessageChannel();
  const [granted, words] = [options.granted, options.words].map((paths) => paths.split(' ').map((names) => names.split('.')));
  let removals = [];
  let slots;
  let joined;
  let waitlisted;
  let self;
  let events = [];
  let reset;
  let lastRoom;
  let lastSelf;
  let connection;
  const batch = new Batch();
  let closed = false;
  let due = false;
  let frame;
  let late;
  let leaving;
  // What happened since the last read: something, and of it something that is about
  // more than people. Reading oneself with all permissions costs more than the rest.
  let something = false;
  let aboutMore = false;

  channel.port1.onmessage = tell;

  function tell() {
    if (!due) return;
    stopWaiting();
    wake();
  }

  function stopWaiting() {
    due = false;
    clearTimeout(late);
    cancelAnimationFrame(frame);
  }

  function changed() {
    something = true;
    // The SDK also calls a listener that was removed while the event was on its way.
    if (due || leaving || closed) return;
    due = true;
    if (document.visibilityState === 'hidden') {
      channel.port2.postMessage(null);
    } else {
      frame = requestAnimationFrame(tell);
      late = setTimeout(tell, FRAME_MS);
    }
  }

  // Leaving, the SDK takes oneself from the pin, mutes everything and only then
  // says roomLeft. Told apart from it, those would look like effects of a command,
  // so nothing is told until it comes, or is not coming.
  function holdWhileLeaving() {
    leaving ??= setTimeout(stopHolding, LEAVING_MS);
  }

  function stopHolding() {
    clearTimeout(leaving);
    leaving = undefined;
    aboutMore = true;
    changed();
  }

  function listen(emitter, handlers, areAboutMore = true) {
    for (const [event, handler] of Object.entries(handlers)) {
      const listener = (...args) => {
        try {
          if (handler(...args) === unchanged) return;
        } catch {
          reset = true; // an event that is not as the SDK's are: what it was about is read anew
        }
        aboutMore ||= areAboutMore;
        changed();
      };
      try {
        emitter.on(event, listener);
        removals.push(() => emitter.off(event, listener));
      } catch {
        // The page has switched this module off.
      }
    }
  }

  function stopListening() {
    for (const remove of removals) {
      try {
        remove();
      } catch {
        // The emitter is gone, and our listener with it.
      }
    }
    removals = [];
  }

  function listenToPeople(people) {
    const observe = (person) => people.observe(person, slots);
    listen(people.map, {
      participantJoined: (person) => people.enter(person, slots),
      participantLeft: (person) => people.leave(person, slots),
      audioUpdate: observe,
      videoUpdate: observe,
      screenShareUpdate: observe,
      pinned: observe,
      unpinned: observe,
      stageStatusUpdate: observe,
    }, false);
  }

  function observeSelf() {
    self.observe(); // whether or not that is new: listeners of oneself are about more
  }

  function start() {
    slots = new Slots();
    joined = new People(meeting, 'joined', 0);
    waitlisted = new People(meeting, 'waitlisted', WAITLISTED);
    const person = get(meeting, 'self');
    self = new Entry(0, '');
    self.meet(person);
    connection = undefined;
    reset = true;

    listenToPeople(joined);
    listenToPeople(waitlisted);
    listen(joined.map, {
      participantsCleared: () => {
        events.push('participantsCleared');
        reset = true;
      },
    });
    listen(waitlisted.map, { participantsCleared: () => waitlisted.clear() });
    listen(person, {
      audioUpdate: observeSelf,
      videoUpdate: observeSelf,
      screenShareUpdate: observeSelf,
      pinned: observeSelf,
      unpinned: () => {
        if (!(self.flags & PINNED)) holdWhileLeaving();
        observeSelf();
      },
      waitlisted: () => {},
      roomJoined: (joining) => {
        events.push(`roomJoined:${get(joining, 'reconnected') === true}`);
        reset = true;
        stopHolding();
      },
      roomLeft: (leave) => {
        events.push(`roomLeft:${text(leave, 'state')}`);
        stopHolding();
      },
    });
    listen(get(person, 'permissions'), { permissionsUpdate: () => {} });
    listen(get(meeting, 'stage'), { stageStatusUpdate: () => {} });
    listen(get(meeting, 'recording'), { recordingUpdate: () => {} });
    listen(get(meeting, 'meta'), {
      mediaConnectionUpdate: () => {},
      socketConnectionUpdate: (update) => {
        const state = text(update, 'state');
        if (state === 'connected' && connection !== undefined && connection !== 'connected') reset = true;
        connection = state;
      },
    });
    listen(get(meeting, 'connectedMeetings'), {
      meetingChanged: (next) => {
        if (!get(next, 'self') || next === meeting) return;
        stopListening();
        meeting = next;
        events.push('meetingChanged');
        start();
      },
    });
  }

  function addRoom() {
    const mediaJoined = get(self.person, 'roomJoined') === true;
    const room = [
      text(self.person, 'roomState'),
      connection ?? textAt(meeting, ['meta', 'socketState', 'state']),
      textAt(meeting, ['meta', 'meetingTitle']),
      textAt(meeting, ['recording', 'recordingState']),
    ].join('\0');
    const now = `${mediaJoined} ${room}`;
    if (now === lastRoom && !reset) return;
    lastRoom = now;
    batch.bits |= ROOM | (mediaJoined ? MEDIA_JOINED : 0);
    batch.texts.push(room);
  }

  function addSelf() {
    observeSelf();
    self.id = idOf(get(self.person, 'id'));
    const rights = get(self.person, 'permissions');
    const yesOrNo = granted.map((right) => (path(rights, right) === true ? '1' : '0')).join('');
    const inWords = words.map((word) => textAt(rights, word));
    const texts = [];
    const which = self.tellTexts(texts, batch.preset);
    texts.push(yesOrNo, ...inWords);
    const now = [self.flags, self.stage, which, self.name, ...texts].join('\0');
    if (now === lastSelf && self.edges === 0 && !reset) return;
    lastSelf = now;
    batch.record(0, SELF | which, self.flags, self.stage, self.edges);
    batch.texts.push(...texts);
    batch.names.push(self.name);
    batch.preset = self.preset;
    self.edges = 0;
  }

  function read() {
    if (leaving) return 0;
    batch.begin(events);
    events = [];
    if (aboutMore || reset || !something) {
      addRoom();
      addSelf();
    }
    something = aboutMore = false;
    if (reset) {
      batch.bits |= RESET;
      slots = new Slots();
      joined.fill(joined.present, slots);
      waitlisted.fill(waitlisted.present, slots);
      reset = false;
    }
    joined.drain(batch, slots);
    waitlisted.drain(batch, slots);
    return batch.empty ? 0 : batch.pack();
  }

  start();
  return {
    /** The meeting object that is listened to now. */
    get meeting() {
      return meeting;
    },
    /** Writes what changed since the last read into bytes, and gives how many there are. */
    read,
    /** The last batch, with room behind it: the same array for all that fit into it. */
    get bytes() {
      return batch.bytes;
    },
    /** Removes every listener. */
    close() {
      closed = true;
      stopListening();
      stopWaiting();
      clearTimeout(leaving);
      channel.port1.onmessage = null;
      channel.port1.close();
      channel.port2.close();
    },
  };
}
