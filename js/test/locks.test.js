/** Locks through the built package, on a meeting that is made up: what is sent, and what a page reads of it. */
/* global createWorld, gavel */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { usePage } from './browser/usepage.mjs';

const script = `
  import { createWorld } from '/fake/fake.js';
  import { loadGavel } from '/gavel/index.js';
  const rights = ['canChangeParticipantPermissions'];
  Object.assign(globalThis, { createWorld: () => createWorld(rights), gavel: await loadGavel() });
  globalThis.ready = true;`;

const pages = usePage({ html: '<!doctype html><title>Locks</title><script type="module" src="/page.js"></script>', script });

describe('locks', () => {
  test('are of everybody and of whoever joins, and are given back to those who were seen', async () => {
    const seen = await pages.page.evaluate(async () => {
      const world = createWorld();
      const ann = world.join('Ann');
      const bob = world.join('Bob', { audioEnabled: false });
      const controls = gavel.attach(world.meeting);
      const changed = (met) =>
        new Promise((resolve) => {
          const look = () => met() && resolve(controls.removeEventListener('change', look));
          controls.addEventListener('change', look);
          look();
        });
      const locked = await controls.perform({ action: 'lock', what: 'audio' });
      const cid = world.join('Cid');
      await changed(() => controls.snapshot.participants.find(({ id }) => id === cid)?.audioEnabled === false);
      const during = controls.snapshot.locks;
      const unlocked = await controls.perform({ action: 'unlock', what: 'audio' });
      const after = controls.snapshot.locks;
      const all = await controls.perform({ action: 'unlock', what: 'audio', targets: [bob], neverSeen: true });
      const frozen = Object.isFrozen(during) && Object.isFrozen(during[0].yielded);
      controls.close();
      return {
        frozen,
        locked: [locked.status, ...locked.targets.map(({ status }) => status)],
        during,
        unlocked: unlocked.targets.map(({ id, status }) => [id, status]),
        message: unlocked.targets[1].message,
        after: after.map(({ what, target }) => [what, target]),
        all: all.status,
        left: controls.snapshot.locks,
        ids: [ann, bob, cid],
        sent: world.sent.map(({ ids, patch }) => [ids, patch]),
        listening: world.listening(),
      };
    });
    const [ann, bob, cid] = seen.ids;
    const patch = (canProduce) => ({ media: { audio: { canProduce } } });
    assert.deepEqual(seen.locked, ['sent', 'confirmed', 'sent']);
    assert.deepEqual(seen.during, [{ what: 'audio', target: null, yielded: [], except: [] }]);
    assert.ok(seen.frozen);
    assert.deepEqual(seen.unlocked, [[ann, 'sent'], [bob, 'unchanged'], [cid, 'sent']]);
    assert.match(seen.message, /never seen/);
    assert.deepEqual(seen.after, [['audio', bob]]);
    assert.equal(seen.all, 'sent');
    assert.deepEqual(seen.left, []);
    assert.deepEqual(seen.sent, [[[ann, bob], patch(2)], [[cid], patch(2)], [[ann, cid], patch(1)], [[bob], patch(1)]]);
    assert.equal(seen.listening, 0);
  });

  test('of the chat name its two rights only, and are seen to be written in spite of', async () => {
    const seen = await pages.page.evaluate(async () => {
      const world = createWorld();
      const ann = world.join('Ann');
      const controls = gavel.attach(world.meeting);
      world.write('user-1');
      const { status } = await controls.perform({ action: 'lock', what: 'chat', target: ann });
      const given = await controls.perform({ action: 'unlock', what: 'chat', target: ann });
      controls.close();
      return { status, given: given.status, sent: world.sent.map(({ patch }) => patch) };
    });
    const chat = (canSend) => ({ chat: { public: { canSend }, private: { canSend } } });
    assert.deepEqual(seen, { status: 'sent', given: 'sent', sent: [chat(false), chat(true)] });
  });

  test('yield and say so', async () => {
    const seen = await pages.page.evaluate(async () => {
      const world = createWorld();
      const ann = world.join('Ann');
      const controls = gavel.attach(world.meeting);
      await controls.perform({ action: 'lock', what: 'video', target: ann });
      const notice = new Promise((resolve) => controls.addEventListener('notice', ({ detail }) => resolve(detail)));
      const sent = world.sent.length;
      controls.addEventListener('change', () => {
        const { videoEnabled } = controls.snapshot.participants[0];
        if (!videoEnabled && world.sent.length <= sent + 1) world.set(ann, 'videoEnabled', true);
      });
      world.set(ann, 'videoEnabled', true);
      const detail = await notice;
      const { locks } = controls.snapshot;
      controls.close();
      return { ann, detail, locks, again: world.sent.length - sent };
    });
    assert.deepEqual(seen.detail, { kind: 'lockYielded', what: 'video', id: seen.ann, name: 'Ann' });
    assert.deepEqual(seen.locks, [{ what: 'video', target: seen.ann, yielded: [seen.ann], except: [] }]);
    assert.equal(seen.again, 1);
  });

  test('are refused where they are not whole', async () => {
    const reasons = await pages.page.evaluate(async () => {
      const world = createWorld();
      const target = world.join('Ann');
      const controls = gavel.attach(world.meeting);
      const wrong = [{ target }, { what: 'mic' }, { what: 5 }, { what: 'audio', targets: [] }, { what: 'audio', target, neverSeen: true }, { what: 'audio', target, targets: [target] }];
      const said = [];
      for (const command of wrong) {
        await controls.perform({ action: 'lock', ...command }).catch(({ reason, message }) => said.push(`${reason}: ${message}`));
      }
      for (const command of [{ action: 'unlock', what: 'audio', neverSeen: 'yes' }, { action: 'kick', target, what: 'audio' }]) {
        await controls.perform(command).catch(({ reason, message }) => said.push(`${reason}: ${message}`));
      }
      const may = controls.can('lock').allowed && controls.can('unlock', target).allowed && controls.can({ action: 'lock', what: 'chat' }).allowed;
      controls.close();
      return { said, may, sent: world.sent.length };
    });
    assert.equal(reasons.said.length, 8, reasons.said.join('\n'));
    for (const said of reasons.said) assert.match(said, /^bad-input: /);
    assert.match(reasons.said[1], /"audio", "video", "screenShare", "chat"/);
    assert.ok(reasons.may);
    assert.equal(reasons.sent, 0);
  });
});
