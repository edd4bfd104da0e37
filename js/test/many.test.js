/** Many at once, through the built package on a meeting that is made up: who is meant, held back, and how far. */
/* global createWorld, gavel */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch, openPage } from './browser/browser.mjs';
import { serveWithPackage } from './browser/withpackage.mjs';

const script = `
  import { createWorld } from '/fake/fake.js';
  import { loadGavel } from '/gavel/index.js';
  const rights = ['canDisableParticipantAudio', 'kickParticipant'];
  Object.assign(globalThis, { createWorld: () => createWorld(rights), gavel: await loadGavel() });
  globalThis.ready = true;`;

let server;
let browser;
let page;

before(async () => {
  server = await serveWithPackage({ html: '<!doctype html><title>Many</title><script type="module" src="/page.js"></script>', script });
  browser = await launch();
  page = await openPage(browser, `${server.origin}/`);
  await page.waitForFunction(() => globalThis.ready, undefined, { polling: 'raf' });
});

after(async () => {
  await browser?.close();
  await server?.close();
});

describe('select', () => {
  test('gives those who are meant, in the order of the snapshot', async () => {
    const seen = await page.evaluate(() => {
      const world = createWorld();
      const ann = world.join('Ann', { presetName: 'guest' });
      const bob = world.join('Bob', { presetName: 'guest' });
      const cid = world.join('Cid', { presetName: 'cohost' });
      const me = world.join('My phone', { userId: world.self.userId });
      world.set(cid, 'audioEnabled', false);
      world.pin(bob);
      world.meeting.participants.lastActiveSpeaker = ann;
      const controls = gavel.attach(world.meeting);
      const names = { [ann]: 'Ann', [bob]: 'Bob', [cid]: 'Cid', [me]: 'me' };
      const select = (...who) => controls.select(...who).map((id) => names[id]).join(' ');
      const found = {
        all: select(),
        notPinned: select({ except: ['pinned'] }),
        notSpeaking: select({ except: ['speaking', 'onStage'] }),
        guests: select({ presetName: 'guest' }),
        on: select({ audioEnabled: true }),
        off: select({ audioEnabled: false, videoEnabled: true, screenShareEnabled: undefined }),
      };
      const wrong = [null, 'all', [], { who: 1 }, { except: 'pinned' }, { except: ['host'] }, { except: [1] }, { presetName: 5 }, { audioEnabled: 'yes' }].map((who) => {
        try {
          return controls.select(who);
        } catch (error) {
          return `${error.reason}: ${error.message}`;
        }
      });
      controls.close();
      try {
        controls.select();
      } catch (error) {
        wrong.push(error.reason);
      }
      return { found, wrong };
    });
    assert.deepEqual(seen.found, { all: 'Ann Bob Cid', notPinned: 'Ann Cid', notSpeaking: 'Bob Cid', guests: 'Ann Bob', on: 'Ann Bob', off: 'Cid' });
    const ended = seen.wrong.pop();
    assert.equal(ended, 'ended');
    for (const said of seen.wrong) assert.match(String(said), /^bad-input: /);
    assert.match(seen.wrong[3], /"who".*except, presetName/);
    assert.match(seen.wrong[5], /"host".*pinned, onStage, speaking/);
  });
});

describe('perform', () => {
  test('tells how far it is', async () => {
    const seen = await page.evaluate(async () => {
      const world = createWorld();
      for (let i = 0; i < 30; i++) world.join(`Guest ${i}`);
      const controls = gavel.attach(world.meeting);
      const told = [];
      const outcome = await controls.perform({ action: 'disableAudio', targets: controls.select() }, { onProgress: (progress) => told.push(progress) });
      controls.close();
      return { status: outcome.status, told, frozen: Object.isFrozen(told[0]) };
    });
    assert.equal(seen.status, 'confirmed');
    assert.ok(seen.frozen);
    assert.deepEqual(seen.told.at(-1), { done: 30, total: 30 });
    assert.ok(seen.told.length > 1, 'it is told on the way');
    seen.told.reduce((before, { done, total }) => {
      assert.ok(done > before && total === 30, JSON.stringify(seen.told));
      return done;
    }, 0);
  });

  test('holds back what can still be called off', async () => {
    const seen = await page.evaluate(async () => {
      const world = createWorld();
      const ann = world.join('Ann');
      const controls = gavel.attach(world.meeting);
      const stop = new AbortController();
      const before = Date.now();
      const kicked = controls.perform({ action: 'kick', target: ann }, { delayMs: 3_600_000, signal: stop.signal }).catch(({ reason }) => reason);
      const [{ heldUntil, since }] = controls.snapshot.pending;
      stop.abort();
      const ended = await kicked;
      const left = controls.snapshot.pending.length;
      const muted = await controls.perform({ action: 'disableAudio', target: ann }, { delayMs: 20 });
      const wrong = await Promise.all(
        [-1, 3_600_001, '5', Number.NaN].map((delayMs) => controls.perform({ action: 'kick', target: ann }, { delayMs }).catch(({ reason, message }) => `${reason}: ${message}`)),
      );
      const noFunction = await controls.perform({ action: 'kick', target: ann }, { onProgress: 1 }).catch(({ message }) => message);
      controls.close();
      return { ended, left, held: heldUntil - since, late: since >= before, status: muted.status, wrong, noFunction, sent: world.sent.length };
    });
    assert.equal(seen.ended, 'aborted');
    assert.equal(seen.left, 0);
    assert.equal(seen.held, 3_600_000);
    assert.ok(seen.late);
    assert.equal(seen.status, 'confirmed');
    assert.equal(seen.sent, 1);
    for (const said of seen.wrong) assert.match(said, /^bad-input: options\.delayMs must be/);
    assert.match(seen.noFunction, /onProgress must be a function, not a number/);
  });
});
