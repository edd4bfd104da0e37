// Remembers the SDK's events, so that a test can ask what has been seen.
/* global summary */
"use strict";

// Every event so far: {source, name, args}. SDK objects among the arguments
// are summarised, because they do not survive the way to the test.
window.events = [];

// heard gives the arguments of each event of that name, in order.
window.heard = (source, name) =>
  window.events.filter((e) => e.source === source && e.name === name).map((e) => e.args);

// summary is what a test may know of a participant.
window.summary = (p) => p && ({
  id: p.id,
  userId: p.userId,
  name: p.name,
  presetName: p.presetName,
  audioEnabled: p.audioEnabled,
  videoEnabled: p.videoEnabled,
  isPinned: p.isPinned,
  stageStatus: p.stageStatus,
});

window.record = (meeting) => {
  const plain = (value) => {
    if (value instanceof Error) return { error: value.name, code: value.code, message: value.message };
    if (value?.id && value?.userId) return summary(value);
    try {
      return JSON.parse(JSON.stringify(value ?? null));
    } catch {
      return String(value);
    }
  };
  const { self, participants } = meeting;
  const sources = {
    self,
    permissions: self.permissions,
    participants,
    joined: participants.joined,
    waitlisted: participants.waitlisted,
    pinned: participants.pinned,
    chat: meeting.chat,
    polls: meeting.polls,
    stage: meeting.stage,
    meta: meeting.meta,
    recording: meeting.recording,
    livestream: meeting.livestream, // only there with a livestream preset
  };
  for (const [source, emitter] of Object.entries(sources)) {
    emitter?.on("*", (name, ...args) => {
      if (name !== "mediaScoreUpdate") window.events.push({ source, name, args: args.map(plain) });
    });
  }
};
