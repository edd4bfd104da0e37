// Gives this page what the built package has for the meeting in window.meeting,
// as window.controls. A page that never calls attach loads nothing of it.
/* global follow, gavelPackage */
"use strict";

window.gavelPackage = () => import("/gavel/index.js");

// Every event of the controls so far: {type, detail}.
window.told = [];

window.attach = async (options) => {
  window.gavel = await (await gavelPackage()).loadGavel();
  window.controls = follow(window.gavel.attach(window.meeting, options));
};

// follow remembers what controls tell from now on.
window.follow = (controls) => {
  for (const type of ["change", "outcome", "knock", "request", "notice", "journal", "closed", "crash"]) {
    controls.addEventListener(type, ({ detail }) => window.told.push({ type, detail }));
  }
  return controls;
};

// attempt makes the call at once and gives {value}, or {error} in a form that a
// test can read. Something thrown that is no HostControlsError is let through.
window.attempt = async (call) => {
  try {
    return { value: await call() };
  } catch (error) {
    const { isHostControlsError } = await gavelPackage();
    if (!isHostControlsError(error)) throw error;
    const { reason, code, action, permission, message } = error;
    return { error: { reason, code, action, permission, message } };
  }
};

// attempts are what begin has begun, and aborts what abort ends.
const attempts = [];
const aborts = [];

window.begin = (command) => {
  const abort = new AbortController();
  aborts.push(abort);
  return attempts.push(window.attempt(() => window.controls.perform(command, { signal: abort.signal }))) - 1;
};
window.abort = (number) => aborts[number].abort();
window.ending = (number) => attempts[number];

// spy makes window.api what a running module gives its loader and nobody else.
// It must be called before the package is loaded.
window.spy = () => {
  const { apply } = Reflect;
  Reflect.apply = (target, thisArgument, args) => {
    if (args[1]?.counts) window.api = args[1];
    return apply(target, thisArgument, args);
  };
};

// listeners counts the listeners on every emitter of a meeting, by event.
window.listeners = (meeting) => {
  const { self, participants } = meeting;
  const maps = ["joined", "waitlisted", "active", "pinned", "videoSubscribed", "audioSubscribed"];
  const modules = ["meta", "stage", "recording", "livestream", "connectedMeetings", "chat", "polls", "plugins", "ai", "audio"];
  const emitters = {
    self,
    permissions: self.permissions,
    participants,
    ...Object.fromEntries(maps.map((name) => [name, participants[name]])),
    ...Object.fromEntries(modules.map((name) => [name, meeting[name]])),
    ...Object.fromEntries(participants.joined.toArray().map((p) => [p.id, p])),
  };
  const counts = {};
  for (const [name, emitter] of Object.entries(emitters)) {
    for (const event of emitter?.eventNames?.() ?? []) counts[`${name} ${String(event)}`] = emitter.listenerCount(event);
  }
  return counts;
};
