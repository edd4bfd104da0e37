// Runs a compiled Go test in this page, and gives it worlds to test: a host in a
// meeting of the local room, and the people around, each an SDK client of its own.

/* global Go, RealtimeKitClient, forge, listeners */

import { createCollector } from "/contract/collector.js";

const smallVideo = { width: { ideal: 160 }, height: { ideal: 90 }, frameRate: { ideal: 5 } };

async function ask(method, path, body) {
  const answer = await fetch(path, {
    method,
    headers: { "Content-Type": "application/json" },
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
  return answer.status === 204 ? undefined : answer.json();
}

// until looks again and again; the test that waits for it has the patience.
async function until(met) {
  while (!met()) await new Promise((resolve) => setTimeout(resolve, 10));
}

class World {
  constructor(name) {
    this.name = name;
    this.others = new Map();
  }

  async client(name, media, preset = "host") {
    const pass = await ask("POST", "/local/token", { meeting: this.name, name, preset });
    const client = await RealtimeKitClient.init({
      ...pass,
      defaults: { audio: media, video: media, mediaConfiguration: { video: smallVideo } },
    });
    await client.join();
    return client;
  }

  async enter() {
    this.meeting = await this.client("Host", false);
    await until(() => this.meeting.self.roomJoined);
  }

  selfId() {
    return this.meeting.self.id;
  }

  selfUserId() {
    return this.meeting.self.userId;
  }

  person(id) {
    return this.meeting.participants.joined.get(id);
  }

  async join(name) {
    const client = await this.client(name, true);
    const { id } = client.self;
    this.others.set(id, client);
    await until(() => this.arrived(id) && client.participants.joined.get(this.meeting.self.id));
    return id;
  }

  /** So many join who only signal; their ids. */
  async crowd(count) {
    const { bots } = await ask("POST", "/local/bots", { meeting: this.name, count, audio: true });
    const ids = bots.map(({ id }) => id);
    await until(() => ids.every((id) => this.person(id)?.audioEnabled));
    return JSON.stringify(ids);
  }

  /** Comes to the waiting room; who is let in joins by itself. */
  async knock(name) {
    const client = await this.client(name, false, "waiting-guest");
    const { id } = client.self;
    this.others.set(id, client);
    await until(() => this.meeting.participants.waitlisted.get(id));
    return id;
  }

  /** Before the tracks have come, SDK 2.0.2 may miss a change. */
  arrived(id) {
    const person = this.person(id);
    return person?.audioEnabled && person.audioTrack && person.videoEnabled && person.videoTrack;
  }

  async leave(id) {
    await this.others.get(id).leave();
    this.others.delete(id);
    await until(() => !this.person(id));
  }

  async reconnect(id) {
    const before = this.person(id);
    await this.cut(id);
    await until(() => this.person(id) !== before && this.arrived(id));
  }

  cut(participant) {
    return ask("POST", "/local/faults", { meeting: this.name, action: "cut", participant });
  }

  async set(id, kind, on) {
    const own = id === this.meeting.self.id;
    const self = own ? this.meeting.self : this.others.get(id).self;
    await self[`${on ? "enable" : "disable"}${kind}`]();
    const person = () => (own ? this.meeting.self : this.person(id));
    const word = kind.toLowerCase();
    await until(() => person()[`${word}Enabled`] === on && (own || !on || person()[`${word}Track`]));
  }

  async pin(id) {
    const [other] = this.others.values();
    const pinned = other.self.id === id ? other.self : other.participants.joined.get(id);
    await pinned.pin();
    await until(() => (id === this.meeting.self.id ? this.meeting.self : this.person(id)).isPinned);
  }

  async unpin() {
    const [other] = this.others.values();
    await other.self.unpin();
    await until(() => !this.meeting.self.isPinned && this.meeting.participants.pinned.size === 0);
  }

  async permit(frame, id, getter, on) {
    await forge(frame, id);
    await until(() => this.meeting.self.permissions[getter] === on);
  }

  async cutOneself() {
    await this.cut(this.meeting.self.id);
    await until(() => this.meeting.meta.socketState.state !== "connected");
  }

  restore() {
    const { self, meta, participants } = this.meeting;
    return until(() => meta.socketState.state === "connected" && self.roomJoined && participants.joined.size + participants.waitlisted.size === this.others.size);
  }

  async end(state) {
    const [other] = this.others.values();
    const { self } = this.meeting;
    if (state === "kicked") void other.participants.joined.get(self.id).kick();
    else void other.participants.kickAll();
    await until(() => self.roomState === state);
  }

  async serve(events, action) {
    await ask("DELETE", `/local/faults?meeting=${this.name}`);
    if (!action) return;
    for (const event of events) await ask("POST", "/local/faults", { meeting: this.name, event, action });
  }

  /** How often each message has come from the host; from anybody, once the host has gone. */
  async sent() {
    const room = await ask("GET", `/local/rooms/${this.name}`);
    return JSON.stringify(room.participants.find((p) => p.id === this.meeting.self.id)?.sent ?? room.received);
  }

  listeners() {
    return Object.values(listeners(this.meeting)).reduce((sum, count) => sum + count, 0);
  }

  /** The built package's controls of the host's meeting. */
  async attach(confirmTimeoutMs) {
    const { loadGavel } = await import("/gavel/index.js");
    return (await loadGavel()).attach(this.meeting, { confirmTimeoutMs });
  }

  async close() {
    for (const client of [this.meeting, ...this.others.values()]) {
      if (client.self.roomJoined) await client.leave();
    }
  }
}

window.createCollector = createCollector;
window.createWorld = (name) => new World(name);

// What the Go program has printed, and how it ended.
window.printed = [];
window.exitCode = undefined;

window.run = async (test, limit, env) => {
  const go = new Go();
  const decoder = new TextDecoder();
  globalThis.fs.writeSync = (_file, bytes) => {
    window.printed.push(decoder.decode(bytes, { stream: true }));
    return bytes.length;
  };
  go.argv = ["contract", "-test.v", `-test.timeout=${limit}`, `-test.run=^${test}$`];
  go.env = env;
  go.exit = (code) => {
    window.exitCode = code;
  };
  const { instance } = await WebAssembly.instantiateStreaming(fetch("/contract/contract.wasm"), go.importObject);
  void go.run(instance);
};
