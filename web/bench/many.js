// One host who does something about many people, with the SDK alone or with Gavel and its panel.
"use strict";

let controls;

// attach has Gavel and its panel at hand, and waits for the list.
window.attach = async () => {
  const { loadGavel } = await import("/gavel/index.js");
  const gavel = await loadGavel();
  controls = gavel.attach(window.meeting, { root: document.querySelector("#panel") });
  await frame();
  await frame();
};

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

const others = () => window.meeting.participants.joined.toArray();

// timed does something and waits until all are seen as they are to be. It gives how long that
// took, and the longest time between two frames meanwhile, in milliseconds.
const timed = async (act, isSo) => {
  const start = performance.now();
  let last = start;
  let longest = 0;
  let over = false;
  const watch = (now) => {
    longest = Math.max(longest, now - last);
    last = now;
    if (!over) requestAnimationFrame(watch);
  };
  requestAnimationFrame(watch);
  await act();
  while (!others().every(isSo)) await frame();
  over = true;
  return { took: performance.now() - start, longest };
};

const muted = (p) => !p.audioEnabled;

// mute mutes all others, one by one.
window.mute = () =>
  timed(async () => {
    if (controls) await controls.perform({ action: "disableAudio", targets: others().map(({ id }) => id) });
    else await Promise.all(others().map((p) => p.disableAudio()));
  }, muted);

// permit takes the right to speak from all others, whose microphones go off by that.
window.permit = () =>
  timed(async () => {
    const targets = others().map(({ id }) => id);
    if (controls) await controls.perform({ action: "updatePermissions", targets, permissions: { media: { audio: { canProduce: "NOT_ALLOWED" } } } });
    else await window.meeting.participants.updatePermissions(targets, { media: { audio: { canProduce: 2 } } });
  }, muted);

// lock has all others locked, and whoever joins: their microphones go off.
window.lock = async () => {
  const joined = window.meeting.participants.joined;
  window.late = new Promise((resolve) => {
    const came = new Map();
    const times = [];
    let wanted = Infinity;
    window.expect = (count) => {
      wanted = count;
      if (times.length >= wanted) resolve(times);
    };
    joined.on("participantJoined", ({ id }) => came.set(id, performance.now()));
    joined.on("audioUpdate", ({ id, audioEnabled }) => {
      if (audioEnabled || !came.has(id)) return;
      times.push(performance.now() - came.get(id));
      came.delete(id);
      if (times.length >= wanted) resolve(times);
    });
  });
  if (controls) return controls.perform({ action: "lock", what: "audio" });
  joined.on("participantJoined", ({ id }) => window.meeting.participants.updatePermissions([id], { media: { audio: { canProduce: 2 } } }));
};

// locked waits until so many have come and are muted, and gives the longest that took for one of
// them, in milliseconds.
window.locked = async (count) => {
  window.expect(count);
  return Math.max(...(await window.late));
};
