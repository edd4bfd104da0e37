// Throws all that can be thrown at the controls of this page, through the real SDK's own
// objects, and tells what did not end as it should.

/* global attempt, controls, gavel, gavelPackage, meeting */

import { createWorld } from "/fake/fake.js";
import { throwables } from "/fake/throwables.js";

const { isHostControlsError } = await gavelPackage();

/** How a call ended: "no error", reason and code, or "bare" for an error that is none of ours. */
async function ending(call) {
  try {
    await call();
    return "no error";
  } catch (error) {
    return isHostControlsError(error) ? `${error.reason} ${error.code}` : `bare ${typeof error}`;
  }
}

/** Calls act while something stands in for one of the SDK's properties. */
async function standingIn(object, property, descriptor, act) {
  const own = Object.getOwnPropertyDescriptor(object, property);
  Object.defineProperty(object, property, { configurable: true, ...descriptor });
  try {
    return await act();
  } finally {
    if (own) Object.defineProperty(object, property, own);
    else delete object[property];
  }
}

/** Tells the SDK's listeners that somebody's microphone changed; other listeners may read a getter that throws. */
function emit(person) {
  try {
    meeting.participants.joined.emit("audioUpdate", person);
  } catch {
    // not ours
  }
}

function attachAndClose() {
  gavel.attach(meeting).close();
}

/** What each way in should end with, by its name. */
function waysIn(make, code, id) {
  const { self, participants } = meeting;
  const person = participants.joined.get(id);
  const get = () => { throw make(); };
  const mute = () => controls.perform({ action: "disableAudio", target: id });
  const withCode = (got) => !got.startsWith("bare") && got.endsWith(` ${code}`);
  const ours = (got) => !got.startsWith("bare") && !got.startsWith("crashed");
  const fine = (got) => got === "no error";
  const methods = {
    "a method": get,
    "a promise": () => Promise.reject(make()),
    "a thenable": () => ({ then: get }),
    "a getter of then": () => Object.defineProperty({}, "then", { get }),
  };
  const read = () => {
    emit(person);
    if (controls.snapshot.participants.length !== 1) throw new Error("not everybody is there");
    if (!controls.can("kick", id).allowed) throw new Error("kick is refused");
  };
  return [
    ...Object.entries(methods).map(([way, value]) => [way, withCode, () => standingIn(person, "disableAudio", { value }, mute)]),
    ["a getter of the method", ours, () => standingIn(person, "disableAudio", { get }, mute)],
    ...["name", "audioEnabled", "isPinned"].map((property) => [`reading ${property}`, fine, () => standingIn(person, property, { get }, read)]),
    ["reading isPinned before unpin", ours, () => standingIn(person, "isPinned", { get }, () => controls.perform({ action: "unpin", target: id }))],
    ...[[self, "permissions"], [self, "roomState"], [meeting, "stage"], [meeting, "recording"], [participants, "waitlisted"]].map(
      ([object, property]) => [`attaching, ${property}`, ours, () => standingIn(object, property, { get }, attachAndClose)],
    ),
    ["attaching, on", ours, () => standingIn(participants.joined, "on", { value: get }, attachAndClose)],
    ["closing, off", fine, () => standingIn(participants.joined, "off", { value: get }, attachAndClose)],
    ["performing, the command", (got) => got === "bad-input bad-input", () => controls.perform(Object.defineProperty({}, "action", { get, enumerable: true }))],
  ];
}

window.throwEverything = async (id) => {
  const wrong = [];
  for (const [name, [make, code]] of Object.entries(throwables)) {
    for (const [way, right, act] of waysIn(make, code, id)) {
      const got = await ending(act);
      if (!right(got)) wrong.push(`${name}, ${way}: ${got}`);
    }
  }
  return wrong;
};

/** Calls the package's listeners without what their event is about, as the SDK's emit would. */
window.emitWithoutPeople = (before) => {
  const { self, participants, meta, stage, recording, connectedMeetings } = meeting;
  const thrown = [];
  let listeners = 0;
  const odd = [[], [null], [{}], [{ id: 7 }], ...Object.values(throwables).map(([make]) => [make()])];
  for (const emitter of [self, self.permissions, participants, participants.joined, participants.waitlisted, meta, stage, recording, connectedMeetings]) {
    for (const event of emitter.eventNames()) {
      for (const listener of emitter.listeners(event).filter((one) => !before.has(one))) {
        listeners += 1;
        for (const args of odd) {
          try {
            listener(...args);
          } catch (error) {
            thrown.push(`${String(event)}: ${error}`);
          }
        }
      }
    }
  }
  return listeners > 0 ? thrown : ["the package has no listener"];
};

/** Every listener there is on the meeting. */
window.allListeners = () => {
  const { self, participants, meta, stage, recording, connectedMeetings } = meeting;
  const emitters = [self, self.permissions, participants, participants.joined, participants.waitlisted, meta, stage, recording, connectedMeetings];
  return new Set(emitters.flatMap((emitter) => emitter.eventNames().flatMap((event) => emitter.listeners(event))));
};

/** Attaches to another meeting, which cannot be read. */
window.attachToABrokenMeeting = () => {
  const broken = createWorld([]).meeting;
  broken.participants.joined.set("x", { id: "x" });
  broken.participants.joined.values = () => { throw new Error("no values"); };
  return attempt(() => gavel.attach(broken));
};
