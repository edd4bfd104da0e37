// Meetings of any shape, the same for the same seed, and what Go has to know of them.

const letters = [
  ...'aZ09 ', 'é', 'ÿ', 'Ł', 'ß', 'İ', 'ς', '王', 'م', '\u0301', '\u200d', '\u202e', '\ufeff', '\ufffd', '\uffff', '\n', '"', '\\', '<b>',
  '\0', '\ud800', '\udbff', '\udc00', '\udfff', '😀', '👩‍🚀', '🇩🇪',
];
const stages = ['OFF_STAGE', 'REQUESTED_TO_JOIN_STAGE', 'ACCEPTED_TO_JOIN_STAGE', 'ON_STAGE'];
const longest = 500;

/** A function that gives whole numbers below its argument (mulberry32). */
export function dice(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export function createRandomMeeting(world, seed) {
  const below = dice(seed);
  const one = (list) => list[below(list.length)];
  const { joined, waitlisted } = world.participants;
  const somebody = () => one([...joined.keys()]);
  const lengths = () => one([0, 1, 1, 2, 3, 3, 5, 5, 8, 8, 13, below(5) ? 20 : one([499, 500, 501, 3000])]);
  const text = () => Array.from({ length: lengths() }, () => one(letters)).join('');
  const anything = () => one([text(), text(), text(), text(), '', undefined, null, 7, {}]);
  const id = () => one([text(), `peer of ${below(20)}`, `peer of ${below(20)}`, `peer of ${below(20)}`]);
  const yesOrNo = () => one([true, false, undefined, 1]);
  const looks = () => ({
    picture: anything(),
    presetName: one(['host', 'guest', 'guest', anything()]),
    audioEnabled: yesOrNo(),
    videoEnabled: yesOrNo(),
    screenShareEnabled: yesOrNo(),
    stageStatus: one([...stages, 'ELSEWHERE', undefined]),
  });
  const join = () => world.join(anything(), { id: id(), userId: anything(), customParticipantId: anything(), ...looks() });
  const tell = (person) => world.tell(person, one(['audioUpdate', 'stageStatusUpdate']), {});

  const steps = [
    join,
    join,
    () => Array.from({ length: one([3, 30, 300]) }, join),
    () => waitlisted.get(world.wait(anything())),
    () => world.leave(somebody()),
    () => [...joined.keys()].forEach((id) => below(2) && world.leave(id)),
    () => world.turnAway(one([...waitlisted.keys()])),
    () => world.admit(one([...waitlisted.keys()])),
    () => joined.size && world.reconnect(somebody()),
    () => joined.size && world.replace(somebody()),
    () => joined.size && world.set(somebody(), one(['audioEnabled', 'videoEnabled', 'screenShareEnabled']), one([true, false])),
    () => world.setAll(one(['audioEnabled', 'videoEnabled'])),
    () => joined.size && world.setStage(somebody(), one(stages)),
    () => joined.size && world.pin(somebody()),
    () => world.pin(undefined),
    () => joined.size && tell(Object.assign(joined.get(somebody()), { name: anything(), ...looks() })),
    () => Object.assign(world.self, { name: anything(), ...looks() }).emit('audioUpdate', {}),
    () => world.grant(one(['kickParticipant', 'pinParticipant', 'canRecord']), one([true, false])),
    () => Object.assign(world.meeting.meta, { meetingTitle: anything() }).emit('mediaConnectionUpdate', {}),
    () => world.meeting.livestream.watch(below(1e6)),
    () => world.self.emit('roomJoined', { reconnected: true }),
    () => world.participants.joined.emit('participantsCleared'),
    () => world.cut(),
    () => world.restore(),
  ];

  return {
    /** Some things happen, before anybody reads. */
    happen() {
      for (let i = below(6); i >= 0; i -= 1) one(steps)();
    },
    /** What Go has otherwise than the meeting, or nothing. */
    difference(known) {
      const shown = {
        joined: Object.fromEntries(entriesOf(joined, shownPerson)),
        waitlisted: Object.fromEntries(entriesOf(waitlisted, shownPerson)),
        self: { ...shownPerson(world.self), kick: world.self.permissions.kickParticipant, pin: world.self.permissions.pinParticipant, record: world.self.permissions.canRecord },
        title: told(world.meeting.meta.meetingTitle),
        viewers: world.meeting.livestream.viewerCount ?? 0,
      };
      const read = JSON.parse(known);
      for (const list of ['joined', 'waitlisted']) read[list] = Object.fromEntries(read[list].map((person) => [`id ${person.id}`, person]));
      return firstDifference('meeting', shown, read);
    },
  };
}

function entriesOf(map, shown) {
  return [...map.values()].map((person) => [`id ${person.id}`, shown(person)]);
}

function shownPerson(person) {
  return {
    id: asId(person.id),
    userId: asId(person.userId),
    customId: asId(person.customParticipantId),
    name: told(shortened(person.name)),
    picture: told(person.picture),
    preset: told(person.presetName),
    flags: ['audioEnabled', 'videoEnabled', 'screenShareEnabled', 'isPinned'].reduce((flags, name, i) => flags | (person[name] === true ? 1 << i : 0), 0),
    stage: Math.max(0, stages.indexOf(person.stageStatus)),
  };
}

/** Ids are what they were. */
function asId(value) {
  return typeof value === 'string' ? value : '';
}

/** Other texts are without NUL and lone surrogates. */
function told(value) {
  return typeof value === 'string' ? value.replaceAll('\0', '\ufffd').toWellFormed() : '';
}

function shortened(name) {
  if (typeof name !== 'string' || name.length <= longest) return name;
  return name.slice(0, /[\ud800-\udbff]/.test(name[longest - 1]) ? longest - 1 : longest);
}

function firstDifference(where, shown, read) {
  if (typeof shown !== 'object' || typeof read !== 'object') return shown === read ? '' : `${where}: shown ${JSON.stringify(shown)}, read ${JSON.stringify(read)}`;
  for (const key of new Set([...Object.keys(shown), ...Object.keys(read)])) {
    const difference = firstDifference(`${where}, ${JSON.stringify(key).slice(0, 40)}`, shown[key], read[key]);
    if (difference) return difference;
  }
  return '';
}
