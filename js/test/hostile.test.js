/** What a page or an SDK object can do to the built package, on a meeting that is made up. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { usePageAnew } from './browser/usepage.mjs';

const html = '<!doctype html><title>Hostile</title><body><div id="root"></div><script type="module" src="/page.js"></script>';

const script = `
  import { createWorld } from '/fake/fake.js';
  import { throwables } from '/fake/throwables.js';
  import { loadGavel, isHostControlsError } from '/gavel/index.js';
  const rights = ['kickParticipant', 'pinParticipant', 'canDisableParticipantAudio', 'canDisableParticipantVideo', 'canAllowParticipantAudio', 'canAllowParticipantVideo'];
  const until = async (condition) => {
    while (!condition()) await new Promise((resolve) => requestAnimationFrame(resolve));
  };
  const gavel = await loadGavel();
  Object.assign(globalThis, { createWorld: () => createWorld(rights), gavel, isHostControlsError, loadGavel, throwables, until, world: createWorld(rights) });
  /** Whether controls of another meeting still do what they should. */
  globalThis.alive = async () => {
    const other = globalThis.createWorld();
    const id = other.join('Ann');
    const controls = gavel.attach(other.meeting);
    const { status } = await controls.perform({ action: 'disableAudio', target: id });
    controls.close();
    return status;
  };
  /** How a call ended: its value, or what is wrong with the error. */
  globalThis.ending = async (call) => {
    try {
      return { value: await call() };
    } catch (error) {
      return isHostControlsError(error) ? { reason: error.reason, code: error.code, message: error.message } : { bare: String(error) };
    }
  };
  globalThis.ready = true;`;

const pages = usePageAnew({
  html,
  script,
  async atEnd(page) {
    assert.equal(await page.evaluate(() => globalThis.alive()), 'confirmed', 'the controls of other meetings live on');
  },
});

/** Runs the body of an async function in the page. */
function run(body) {
  return pages.page.evaluate(`(async () => {${body}})()`);
}

describe('whatever is thrown', () => {
  test('by a method, or by its promise, ends the action with its code', async () => {
    const seen = await run(`
      const id = world.join('Ann');
      const controls = gavel.attach(world.meeting);
      const person = world.participants.joined.get(id);
      const wrong = [];
      for (const [name, [make, code]] of Object.entries(throwables)) {
        for (const [way, method] of Object.entries({
          throws: () => { throw make(); },
          rejects: () => Promise.reject(make()),
          'rejects at once': () => ({ then(_, reject) { reject(make()); } }),
          'has a then that throws': () => ({ then() { throw make(); } }),
          'has a getter of then that throws': () => ({ get then() { throw make(); } }),
        })) {
          person.disableAudio = method;
          const error = await controls.perform({ action: 'disableAudio', target: id }).catch((error) => error);
          if (!isHostControlsError(error) || error.code !== code) wrong.push([name, way, error.code, String(error)]);
        }
      }
      delete person.disableAudio;
      const { status } = await controls.perform({ action: 'disableAudio', target: id });
      controls.close();
      return { wrong, status };`);
    assert.deepEqual(seen, { wrong: [], status: 'confirmed' });
  });

  test('by targets, is bad input', async () => {
    const seen = await run(`
      const id = world.join('Ann');
      const controls = gavel.attach(world.meeting);
      const wrong = [];
      for (const [name, [make]] of Object.entries(throwables)) {
        const trap = (on) => new Proxy([id], { get: (target, key) => { if (key === on) throw make(); return Reflect.get(target, key); } });
        for (const [way, targets] of Object.entries({ length: trap('length'), element: trap('0'), thrown: [make()], itself: make() })) {
          for (const call of [() => controls.can({ action: 'kick', targets }), () => controls.perform({ action: 'kick', targets })]) {
            const { reason, message } = await ending(call);
            const isId = way === 'thrown' && typeof targets[0] === 'string' && targets[0] !== '';
            if (!isId && reason !== 'bad-input') wrong.push([name, way, reason, message]);
          }
        }
      }
      const endless = { length: Infinity, 0: id };
      for (const targets of [new Array(2 ** 32 - 1), Array(6_000).fill(id), endless, new Set([id]), id]) {
        const { reason } = await ending(() => controls.perform({ action: 'kick', targets }));
        if (reason !== 'bad-input') wrong.push([targets.length, reason]);
      }
      const sent = world.sent.length;
      controls.close();
      return { wrong, sent };`);
    assert.deepEqual(seen, { wrong: [], sent: 0 });
  });

  test('by permissions, is bad input', async () => {
    const seen = await run(`
      const id = world.join('Ann');
      const controls = gavel.attach(world.meeting);
      const wrong = [];
      for (const [name, [make]] of Object.entries(throwables)) {
        const trap = (key) => Object.defineProperty({}, key, { enumerable: true, get() { throw make(); } });
        for (const [way, permissions] of Object.entries({
          group: trap('chat'),
          'group in a group': { canRecord: false, chat: trap('public') },
          value: { chat: { public: trap('files') } },
          'unknown value': { chat: { public: { files: trap('deeper') } } },
          names: new Proxy({}, { ownKeys: () => { throw make(); } }),
          'names in a group': { chat: new Proxy({}, { ownKeys: () => { throw make(); } }) },
          thrown: { chat: { public: { text: true, files: [make()] } } },
          itself: make(),
        })) {
          for (const call of [() => controls.can({ action: 'updatePermissions', target: id, permissions }), () => controls.perform({ action: 'updatePermissions', target: id, permissions })]) {
            const { reason, message } = await ending(call);
            if (reason !== 'bad-input') wrong.push([name, way, reason, message]);
          }
        }
      }
      const loop = {};
      loop.chat = loop.public = loop;
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();
      for (const permissions of [loop, { chat: proxy }, proxy, JSON.parse('{ "__proto__": { "canRecord": false } }'), Object.create({ canRecord: false }), new Map([['canRecord', false]])]) {
        const { reason } = await ending(() => controls.perform({ action: 'updatePermissions', target: id, permissions }));
        if (reason !== 'bad-input') wrong.push([Object.prototype.toString.call(permissions), reason]);
      }
      const sent = world.sent.length;
      controls.close();
      return { wrong, sent };`);
    assert.deepEqual(seen, { wrong: [], sent: 0 });
  });

  test('while attaching, is an error of attach() that says what is wrong', async () => {
    const seen = await run(`
      const wrong = [];
      for (const [name, [make]] of Object.entries(throwables)) {
        for (const path of ['self', 'participants', 'participants.joined', 'participants.joined.on', 'participants.joined.values', 'self.on']) {
          const { meeting } = createWorld();
          const names = path.split('.');
          const last = names.pop();
          const holder = names.reduce((object, name) => object[name], meeting);
          Object.defineProperty(holder, last, { get() { throw make(); } });
          const { reason, message, value, bare } = await ending(() => gavel.attach(meeting));
          if (bare !== undefined || (value === undefined && (reason === 'crashed' || !message))) wrong.push([name, path, reason, bare]);
          value?.close();
        }
      }
      return wrong;`);
    assert.deepEqual(seen, []);
  });

  test('by a getter while the meeting is read', async () => {
    const seen = await run(`
      const wrong = [];
      for (const [name, [make]] of Object.entries(throwables)) {
        const odd = createWorld();
        const id = odd.join('Ann');
        const controls = gavel.attach(odd.meeting);
        const person = odd.participants.joined.get(id);
        for (const property of ['name', 'audioEnabled', 'isPinned', 'picture']) {
          Object.defineProperty(person, property, { configurable: true, get() { throw make(); } });
        }
        Object.defineProperty(odd.self, 'name', { configurable: true, get() { throw make(); } });
        Object.defineProperty(odd.meeting, 'recording', { configurable: true, get() { throw make(); } });
        odd.participants.joined.emit('audioUpdate', person, {});
        odd.self.emit('audioUpdate', {});
        const { snapshot } = controls;
        const verdict = controls.can('kick', id);
        if (snapshot.participants.length !== 1 || !verdict.allowed) wrong.push(name);
        const unpin = await ending(() => controls.perform({ action: 'unpin', target: id }));
        if (unpin.bare !== undefined || unpin.reason === 'crashed') wrong.push([name, unpin]);
        controls.close();
      }
      return wrong;`);
    assert.deepEqual(seen, []);
  });

  test('by on() and off()', async () => {
    const seen = await run(`
      const wrong = [];
      for (const [name, [make]] of Object.entries(throwables)) {
        const odd = createWorld();
        const id = odd.join('Ann');
        odd.participants.joined.on = () => { throw make(); };
        odd.self.off = () => { throw make(); };
        odd.participants.waitlisted.off = () => { throw make(); };
        const { value: controls, ...rest } = await ending(() => gavel.attach(odd.meeting));
        if (!controls) { wrong.push([name, rest]); continue; }
        if (!controls.can('kick', id).allowed) wrong.push([name, 'can']);
        const { bare } = await ending(() => controls.close());
        if (bare !== undefined) wrong.push([name, bare]);
      }
      return wrong;`);
    assert.deepEqual(seen, []);
  });

  test('by what the page passes in', async () => {
    const seen = await run(`
      const controls = gavel.attach(world.meeting);
      const wrong = [];
      for (const [name, [make]] of Object.entries(throwables)) {
        const trap = (property) => Object.defineProperty({}, property, { enumerable: true, get() { throw make(); } });
        const odd = new Proxy({}, { get() { throw make(); }, has() { throw make(); }, ownKeys() { throw make(); }, getPrototypeOf() { throw make(); } });
        for (const [call, what] of Object.entries({
          'perform, a getter': () => controls.perform(trap('action')),
          'perform, a proxy': () => controls.perform(odd),
          'perform, options': () => controls.perform({ action: 'leave' }, trap('signal')),
          'perform, a signal': () => controls.perform({ action: 'kick', target: 'x' }, { signal: odd }),
          'perform, a target': () => controls.perform({ action: 'kick', target: odd }),
          'perform, an action': () => controls.perform({ action: make() }),
          'can, an action': () => controls.can(odd),
          'can, a target': () => controls.can('kick', odd),
          'attach, a root': () => gavel.attach(world.meeting, { root: odd }),
          'attach, options': () => gavel.attach(world.meeting, trap('root')),
          'attach, a locale': () => gavel.attach(world.meeting, { locale: odd }),
          'attach, a time': () => gavel.attach(world.meeting, { confirmTimeoutMs: odd }),
          'attach, a meeting': () => gavel.attach(odd),
          'attach, no meeting': () => gavel.attach(make()),
          'loadGavel, options': () => loadGavel(trap('wasmURL')),
          'loadGavel, a signal': () => loadGavel({ signal: odd }),
          'loadGavel, an address': () => loadGavel({ wasmURL: odd }),
        })) {
          const { reason, bare, value } = await ending(what);
          if (reason !== 'bad-input') wrong.push([name, call, bare ?? reason ?? String(value)]);
        }
      }
      controls.close();
      return wrong;`);
    assert.deepEqual(seen, []);
  });
});

describe('a meeting that is not as the SDK makes it', () => {
  for (const [what, change] of Object.entries({
    'has no values()': 'delete odd.participants.joined.values; odd.participants.joined.values = undefined',
    'has values() that throws': 'odd.participants.joined.values = () => { throw new Error("no values today") }',
    'has an endless list': 'odd.participants.joined.values = () => 7',
  })) {
    test(`${what}: attach() says so`, async () => {
      const seen = await run(`
        const odd = createWorld();
        odd.join('Ann');
        ${change};
        const { reason, message, value } = await ending(() => gavel.attach(odd.meeting));
        return { reason, says: /participants\\.joined/.test(message), attached: value !== undefined, left: odd.listening() };`);
      assert.ok(['bad-input', 'failed'].includes(seen.reason), JSON.stringify(seen));
      assert.deepEqual({ ...seen, reason: undefined }, { reason: undefined, says: true, attached: false, left: 0 });
    });
  }

  test('breaks later: its controls say so, those of others go on', async () => {
    const seen = await run(`
      world.join('Ann');
      world.server = 'silent';
      const controls = gavel.attach(world.meeting);
      const crashes = [];
      controls.addEventListener('crash', ({ detail }) => crashes.push(detail.error.reason));
      const pending = ending(() => controls.perform({ action: 'kick', target: 'peer-1' }));
      world.participants.joined.values = () => { throw new Error('broken') };
      world.self.emit('roomJoined', { reconnected: true });
      await until(() => crashes.length > 0);
      const after = await ending(() => controls.perform({ action: 'kick', target: 'peer-1' }));
      return { crashes, pending: await pending, can: controls.can('kick', 'peer-1').reason, after, left: world.listening(), known: controls.snapshot.participants.length };`);
    assert.deepEqual(seen.crashes, ['crashed']);
    assert.equal(seen.pending.reason, 'crashed');
    assert.equal(seen.after.reason, 'crashed');
    assert.equal(seen.can, 'ended');
    assert.equal(seen.left, 0);
    assert.equal(seen.known, 1);
  });

  test('has ids that do not travel as they are', async () => {
    const seen = await run(`
      const ids = ['nul\\0l', 'nul\\ufffdl', 'lone\\ud800', 'lone\\udc00', '\\uffff"x"', '"', '\\\\', 'plain'];
      for (const [i, id] of ids.entries()) world.join('Person ' + i, { id, userId: id, customParticipantId: id });
      const controls = gavel.attach(world.meeting, { root: document.querySelector('#root') });
      const { participants } = controls.snapshot;
      const rows = () => document.querySelector('#root [data-gavel]')?.shadowRoot?.querySelectorAll('[role=row][data-participant]').length;
      await until(() => rows() > 0);
      const shown = rows(); // with oneself
      const told = participants.map(({ id, userId, customParticipantId }) => [id, userId, customParticipantId].every((other) => other === id) && id);
      const outcomes = [];
      for (const id of ids) {
        const { status, targets } = await controls.perform({ action: 'disableAudio', target: id });
        outcomes.push(status === 'confirmed' && targets[0].id === id && controls.can('kick', id).allowed);
      }
      const pinned = (await controls.perform({ action: 'pin', target: ids[0] })).status;
      const { pinnedId } = controls.snapshot;
      const off = controls.snapshot.participants.filter(({ audioEnabled }) => !audioEnabled).length;
      controls.close();
      return { same: ids.every((id) => told.includes(id)), shown, outcomes, off, pinned, pinnedId: pinnedId === ids[0] };`);
    assert.deepEqual(seen, { same: true, shown: 9, outcomes: Array(8).fill(true), off: 8, pinned: 'confirmed', pinnedId: true });
  });

  test('has 130,000 people', async () => {
    const seen = await run(`
      for (let i = 0; i < 130_000; i += 1) world.participants.joined.set('p' + i, { id: 'p' + i, userId: 'u' + i, name: 'N' + i, audioEnabled: true });
      const controls = gavel.attach(world.meeting);
      const { participants, counts } = controls.snapshot;
      controls.close();
      return { count: counts.participants, last: participants.at(-1).id, frozen: Object.isFrozen(participants) };`);
    assert.deepEqual(seen, { count: 130_000, last: 'p129999', frozen: true });
  });

  test('tells 70,000 things in one frame', async () => {
    const seen = await run(`
      world.join('Ann');
      const controls = gavel.attach(world.meeting);
      controls.snapshot;
      const changed = new Promise((resolve) => controls.addEventListener('change', resolve));
      for (let i = 0; i < 70_000; i += 1) world.self.emit('roomJoined', { reconnected: false });
      world.participants.joined.get('peer-1').name = 'Bea';
      world.participants.joined.emit('audioUpdate', world.participants.joined.get('peer-1'));
      await changed;
      const { participants, title, roomState } = controls.snapshot;
      controls.close();
      return { name: participants[0].name, title, roomState };`);
    assert.deepEqual(seen, { name: 'Bea', title: 'Weekly', roomState: 'joined' });
  });

  test('has a name of 100,000 combining marks: it is cut, and others keep theirs', async () => {
    const seen = await run(`
      world.join('a' + '\\u0301\\u0327'.repeat(50_000), {});
      world.join('x\\ud83d\\ude00'.repeat(3_000), {});
      world.join('Bob');
      const controls = gavel.attach(world.meeting, { root: document.querySelector('#root') });
      await until(() => document.querySelector('#root [data-gavel]')?.shadowRoot?.querySelector('[data-participant="peer-3"]'));
      const [marks, faces, bob] = controls.snapshot.participants.map(({ name }) => name);
      controls.close();
      return { marks: marks.length, faces: [faces.length, faces.isWellFormed()], bob, begins: marks.startsWith('a\\u0301\\u0327') };`);
    assert.deepEqual(seen, { marks: 500, faces: [499, true], bob: 'Bob', begins: true });
  });

  test('emits events without what they are about', async () => {
    const seen = await run(`
      world.join('Ann');
      const controls = gavel.attach(world.meeting, { root: document.querySelector('#root') });
      await until(() => document.querySelector('#root [data-gavel]')?.shadowRoot?.querySelector('[data-participant="peer-1"]'));
      const thrown = [];
      const { self, participants, meeting } = world;
      const emitters = { self, permissions: self.permissions, participants, joined: participants.joined, waitlisted: participants.waitlisted, meta: meeting.meta, stage: meeting.stage, recording: meeting.recording, connectedMeetings: meeting.connectedMeetings };
      const events = ['participantJoined', 'participantLeft', 'audioUpdate', 'videoUpdate', 'screenShareUpdate', 'pinned', 'unpinned', 'stageStatusUpdate', 'participantsCleared', 'waitlisted', 'roomJoined', 'permissionsUpdate', 'recordingUpdate', 'mediaConnectionUpdate', 'socketConnectionUpdate', 'meetingChanged', 'activeSpeaker'];
      const proxies = Object.values(throwables).map(([make]) => make);
      for (const [name, emitter] of Object.entries(emitters)) {
        for (const event of events) {
          for (const args of [[], ...proxies.map((make) => [make()]), [{}], [{ id: 7 }], [{ id: 'nobody' }], [{ id: '' }], [{ get id() { throw 1; } }]]) {
            try {
              emitter.emit(event, ...args);
            } catch (error) {
              thrown.push([name, event, args.length, String(error)]);
            }
          }
        }
      }
      await new Promise((resolve) => setTimeout(resolve));
      const { status } = await controls.perform({ action: 'disableAudio', target: 'peer-1' });
      controls.close();
      return { thrown: thrown.slice(0, 5), status, left: world.listening() };`);
    assert.deepEqual(seen, { thrown: [], status: 'confirmed', left: 0 });
  });
});

describe('a page that calls back from inside a getter', () => {
  const calls = {
    'controls.close()': 'controls.close()',
    'controls.snapshot': 'controls.snapshot',
    'controls.can()': "controls.can('kick', id)",
    'controls.perform()': "void controls.perform({ action: 'kick', target: id }).catch(() => {})",
    'gavel.attach() of the same meeting': 'gavel.attach(odd.meeting).close()',
    'gavel.attach() of another meeting': 'gavel.attach(createWorld().meeting).close()',
    'an event of the SDK': "odd.participants.joined.emit('participantJoined', odd.participants.joined.get(id))",
    'a press of a button': "document.querySelector('[data-gavel]')?.shadowRoot.querySelector('button[data-action=disableAudio]')?.click()",
  };
  for (const [name, call] of Object.entries(calls)) {
    test(name, async () => {
      const seen = await run(`
        const odd = createWorld();
        const id = odd.join('Ann');
        const controls = gavel.attach(odd.meeting, { root: document.querySelector('#root') });
        await until(() => document.querySelector('#root [data-gavel]')?.shadowRoot?.querySelector('[data-participant]'));
        const person = odd.participants.joined.get(id);
        const thrown = [];
        let times = 0;
        Object.defineProperty(person, 'picture', { get() {
          if (times++ > 3) return 'p.png';
          try { ${call}; } catch (error) { thrown.push(String(error)); }
          return 'p' + times + '.png';
        } });
        odd.participants.joined.emit('audioUpdate', person); // read with the next frame
        await until(() => times > 0);
        controls.can('kick', id);
        void controls.perform({ action: 'disableVideo', target: id }).catch(() => {});
        await new Promise((resolve) => setTimeout(resolve, 0));
        controls.close();
        await new Promise((resolve) => setTimeout(resolve, 0));
        return { thrown, left: odd.listening(), rest: document.querySelector('#root').childNodes.length };`);
      assert.deepEqual(seen, { thrown: [], left: 0, rest: 0 });
    });
  }

  test('gavel.dispose() while attaching leaves nothing', async () => {
    const seen = await run(`
      const own = await loadGavel({ wasmURL: '/gavel/gavel.wasm?own' });
      const odd = createWorld();
      odd.join('Ann');
      let disposed;
      const { title } = odd.meeting.meta;
      Object.defineProperty(odd.self, 'name', { get() { disposed ??= own.dispose(); return 'Hana'; } });
      const attached = await ending(() => own.attach(odd.meeting));
      await disposed;
      const after = await ending(() => own.attach(createWorld().meeting));
      return { bare: attached.bare ?? null, after: after.reason, left: odd.listening() };`);
    assert.deepEqual(seen, { bare: null, after: 'ended', left: 0 });
  });
});

test('attach() to what only looks like an element says what is right', async () => {
  const seen = await run(`
    const errors = [];
    for (const root of [{ nodeType: 1 }, { nodeType: 1, ownerDocument: document, closest() {} }, document, document.createTextNode('x'), new Proxy(document.body, {}), Object.create(document.body)]) {
      const { reason, message } = await ending(() => gavel.attach(world.meeting, { root }));
      errors.push([reason, message.startsWith('The root of attach must be an element of the page')]);
    }
    return { errors, left: world.listening() };`);
  assert.deepEqual(seen, { errors: Array(6).fill(['bad-input', true]), left: 0 });
});

test('a polluted Object.prototype breaks nothing', async () => {
  const seen = await run(`
    const names = ['signal', 'error', 'root', 'locale', 'confirmTimeoutMs', 'wasmURL', 'panel', 'target', 'action', 'cause', 'code', 'reason', 'permission', 'handle', 'verdict', 'outcome', 'get', 'set', 'value', 'id', 'name', 'port', 'granted', 'capture', 'once'];
    const id = world.join('Ann');
    const statuses = {};
    for (const name of names) {
      Object.prototype[name] = { polluted: true };
      try {
        const controls = gavel.attach(world.meeting);
        controls.snapshot;
        const can = controls.can('disableAudio', id).allowed;
        world.set(id, 'audioEnabled', true);
        const { status } = await controls.perform({ action: 'disableAudio', target: id });
        const left = await ending(() => controls.perform({ action: 'kick', target: 'nobody' }));
        controls.close();
        statuses[name] = [can, status, left.reason].join(' ');
      } catch (error) {
        statuses[name] = String(error);
      } finally {
        delete Object.prototype[name];
      }
    }
    return Object.entries(statuses).filter(([, status]) => status !== 'true confirmed no-such-participant');`);
  assert.deepEqual(seen, []);
});
