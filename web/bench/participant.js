// One person in a meeting, driven and timed by internal/bench.
/* global RealtimeKitClient */
"use strict";

const smallVideo = { width: { ideal: 160 }, height: { ideal: 90 }, frameRate: { ideal: 5 } };

// enter joins and gives how long init() and join() took, in milliseconds.
window.enter = async ({ authToken, baseURI, media }) => {
  const start = performance.now();
  window.meeting = await RealtimeKitClient.init({
    authToken,
    baseURI,
    defaults: { audio: media, video: media, mediaConfiguration: { video: smallVideo } },
  });
  const ready = performance.now();
  await window.meeting.join();
  return { init: ready - start, join: performance.now() - ready };
};

// people counts the others, and whom of them this page gets sound from.
window.people = () => {
  const others = window.meeting.participants.joined.toArray();
  return { all: others.length, heard: others.filter((p) => p.audioEnabled && p.audioTrack).length };
};

// muteAll mutes everybody and gives how long it took, in milliseconds, until
// the SDK had told that everybody is.
window.muteAll = async () => {
  const { joined } = window.meeting.participants;
  const speaking = new Set(joined.toArray().filter((p) => p.audioEnabled).map((p) => p.id));
  const start = performance.now();
  const allMuted = new Promise((resolve) => {
    joined.on("audioUpdate", (p) => {
      if (!p.audioEnabled && speaking.delete(p.id) && speaking.size === 0) resolve();
    });
  });
  await window.meeting.participants.disableAllAudio(false);
  await allMuted;
  return performance.now() - start;
};
