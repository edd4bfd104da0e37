/** Asking others, being asked, and what is held back, in the built package on a meeting that is made up. */
/* global attach, gavel, reasonOf, shadow, until */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import { usePageAnew } from './browser/usepage.mjs';
import { text } from './browser/withpackage.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const html = '<!doctype html><html lang="en"><title>Requests</title><link rel="stylesheet" href="/page.css"><main><h1>Page</h1><div id="root"></div></main><script type="module" src="/page.js"></script>';

const style = '#root { inline-size: 480px; block-size: 600px } #root.narrow { inline-size: 280px }';

/** attach: controls of a meeting of its own, with what they ask; the panel is in #root. */
const script = `
  import { createWorld } from '/fake/fake.js';
  import { isHostControlsError, loadGavel } from '/gavel/index.js';
  const rights = ['acceptWaitingRequests', 'kickParticipant', 'pinParticipant', 'canDisableParticipantAudio', 'canDisableParticipantVideo', 'canAllowParticipantAudio', 'canAllowParticipantVideo'];
  const gavel = await loadGavel();
  const until = async (condition) => {
    while (!condition()) await new Promise((resolve) => requestAnimationFrame(resolve));
  };
  const root = document.querySelector('#root');
  const attach = (options = {}) => {
    const world = createWorld(rights);
    const asked = [];
    const controls = gavel.attach(world.meeting, options);
    controls.addEventListener('request', ({ detail }) => asked.push(detail));
    return { world, controls, asked };
  };
  const reasonOf = (promise) => promise.then(() => 'none', (error) => (isHostControlsError(error) ? error.reason : String(error)));
  const shadow = () => root.querySelector('[data-gavel]')?.shadowRoot;
  Object.assign(globalThis, { attach, createWorld, gavel, reasonOf, root, shadow, until });
  globalThis.ready = true;`;

const pages = usePageAnew({ html, script, routes: { '/page.css': text('text/css', style) } });

describe('the event request', () => {
  test('comes once a minute and kind, and accept() turns the device on', async () => {
    const seen = await pages.page.evaluate(async () => {
      const { world, controls, asked } = attach();
      for (let i = 0; i < 5; i += 1) world.request({ kind: 'audio' });
      await until(() => asked.length > 0);
      world.request({ kind: 'audio' });
      world.request({ kind: 'video' });
      await until(() => asked.length > 1);
      const [audio, video] = asked;
      await audio.accept();
      await audio.accept();
      video.decline();
      const { audioEnabled, videoEnabled } = controls.snapshot.self;
      controls.close();
      return { kinds: asked.map(({ kind }) => kind), frozen: Object.isFrozen(audio), audioEnabled, videoEnabled, late: await reasonOf(audio.accept()), left: world.listening() };
    });
    assert.deepEqual(seen, { kinds: ['audio', 'video'], frozen: true, audioEnabled: true, videoEnabled: false, late: 'ended', left: 0 });
  });

  test('does not come with requests: false, nor for what is forged, on already or not allowed', async () => {
    const seen = await pages.page.evaluate(async () => {
      const off = attach({ requests: false });
      const forged = attach();
      const done = attach();
      done.world.set(done.world.self.id, 'audioEnabled', true);
      const denied = attach();
      denied.world.self.permissions.canProduceAudio = 'NOT_ALLOWED';
      denied.world.self.permissions.emit('permissionsUpdate', {});
      const all = [off, forged, done, denied];
      for (const payload of [null, 'audio', ['audio'], { kind: 'screen' }, { kind: 'audio', by: 'host' }]) forged.world.request(payload);
      forged.world.request({ kind: 'audio' }, 'gavel.order');
      for (const { world } of [off, done, denied]) world.request({ kind: 'audio' });
      for (const { world } of all) world.join('Ann');
      await until(() => all.every(({ controls }) => controls.snapshot.counts.participants === 1));
      await new Promise((resolve) => setTimeout(resolve)); // events come in a microtask
      for (const { controls } of all) controls.close();
      return all.map(({ asked }) => asked.length);
    });
    assert.deepEqual(seen, [0, 0, 0, 0]);
  });

  test('accept() says why it cannot', async () => {
    const seen = await pages.page.evaluate(async () => {
      const { world, controls, asked } = attach();
      world.request({ kind: 'video' });
      await until(() => asked.length > 0);
      const [video] = asked;
      world.server = 'refuse';
      const refused = await reasonOf(video.accept());
      world.broken = { thrown: Object.assign(new Error('No camera'), { code: '1101' }) };
      const thrown = await reasonOf(video.accept());
      world.self.permissions.canProduceVideo = 'NOT_ALLOWED';
      world.self.permissions.emit('permissionsUpdate', {});
      const denied = await video.accept().catch(({ reason, permission }) => [reason, permission]);
      controls.close();
      return { refused, thrown, denied };
    });
    assert.deepEqual(seen, { refused: 'failed', thrown: 'permission', denied: ['permission', 'media.video.can_produce'] });
  });

  test('options that are none of this are refused', async () => {
    const seen = await pages.page.evaluate(() => [{ requests: 'no' }, { holdBackMs: 5000 }, { root: document.querySelector('#root'), holdBackMs: 'long' }].map((options) => {
      try {
        attach(options).controls.close();
        return 'taken';
      } catch (error) {
        return error.message;
      }
    }));
    assert.deepEqual(seen, [
      'The requests of attach must be true or false, not a string.',
      'The holdBackMs of attach needs a root: it is for what is confirmed in the panel. For perform there is delayMs.',
      'options.holdBackMs must be a number of milliseconds above 0 and up to one hour',
    ]);
  });
});

describe('the panel', () => {
  test('shows a request in neutral words, and does it by the keyboard', async () => {
    const { page } = pages;
    await page.evaluate(async () => {
      Object.assign(globalThis, attach({ root: document.querySelector('#root') }));
      document.querySelector('#root').classList.add('narrow');
      globalThis.world.request({ kind: 'audio' });
      globalThis.world.request({ kind: 'video' });
      await until(() => shadow()?.querySelectorAll('[part=requests] .call').length === 2);
    });
    const said = await page.evaluate(() => ({
      texts: [...shadow().querySelectorAll('[part=requests] p')].map((text) => text.textContent),
      status: shadow().querySelector('[role=status]').textContent,
      fits: shadow().querySelector('.panel').scrollWidth <= shadow().querySelector('.panel').clientWidth,
    }));
    assert.deepEqual(said, {
      texts: ['Somebody in this meeting asks you to unmute.', 'Somebody in this meeting asks you to start your camera.'],
      status: 'Somebody in this meeting asks you to unmute.\nSomebody in this meeting asks you to start your camera.',
      fits: true,
    });
    await page.evaluate(axe);
    const violations = await page.evaluate(async () => (await globalThis.axe.run(document.querySelector('#root'))).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`));
    assert.deepEqual(violations, []);

    await page.evaluate(() => shadow().querySelector('[data-accept=audio]').focus());
    await page.keyboard.press('Enter');
    await page.evaluate(() => until(() => !shadow().querySelector('[data-accept=audio]')));
    assert.equal(await page.evaluate(() => globalThis.world.self.audioEnabled), true);
    assert.equal(await page.evaluate(() => shadow().activeElement?.id), 'title', 'the focus is not lost');
    await page.evaluate(() => shadow().querySelector('[data-decline=video]').click());
    await page.evaluate(() => until(() => shadow().querySelector('[part=requests]').hidden));
    assert.equal(await page.evaluate(() => globalThis.world.self.videoEnabled), false);
    await page.evaluate(() => globalThis.controls.close());
  });

  test('says that it could not be done', async () => {
    const notice = await pages.page.evaluate(async () => {
      const { world, controls } = attach({ root: document.querySelector('#root') });
      world.server = 'refuse';
      world.request({ kind: 'video' });
      await until(() => shadow()?.querySelector('[data-accept=video]'));
      shadow().querySelector('[data-accept=video]').click();
      await until(() => !shadow().querySelector('[part=notice]').hidden);
      const said = shadow().querySelector('[part=notice] p').textContent;
      controls.close();
      return said;
    });
    assert.equal(notice, 'Your camera could not be turned on. The browser may not allow it.');
  });

  test('shows nothing of it with requests: false', async () => {
    const hidden = await pages.page.evaluate(async () => {
      const { world, controls } = attach({ root: document.querySelector('#root'), requests: false });
      world.request({ kind: 'audio' });
      world.join('Ann');
      await until(() => shadow()?.querySelector('[data-participant="peer-1"]'));
      const seen = shadow().querySelector('[part=requests]').hidden;
      controls.close();
      return seen;
    });
    assert.equal(hidden, true);
  });

  test('asks those whom a mute of all has muted, and nobody else', async () => {
    const seen = await pages.page.evaluate(async () => {
      const { world, controls } = attach({ root: document.querySelector('#root') });
      for (const name of ['Ann', 'Bob', 'Cid', 'Dan']) world.join(name);
      world.set('peer-3', 'audioEnabled', false);
      await until(() => controls.snapshot.counts.participants === 4);
      await until(() => shadow()?.querySelector('[data-action=disableAllAudio]')?.checkVisibility());
      shadow().querySelector('[data-action=disableAllAudio]').click();
      const undo = () => shadow().querySelector('[data-undo]');
      await until(() => undo().checkVisibility());
      const words = undo().textContent;
      world.leave('peer-4');
      await until(() => controls.snapshot.counts.participants === 3);
      world.sent.length = 0;
      undo().click();
      await until(() => world.sent.length > 0);
      const [{ args }] = world.sent;
      controls.close();
      return { words, args };
    });
    assert.deepEqual(seen, { words: 'Ask them to unmute', args: ['gavel.request', { kind: 'audio' }, { participantIds: ['peer-1', 'peer-2'] }] });
  });

  test('holds a removal back, counts, and calls it off by Escape and by the button', async () => {
    const { page } = pages;
    await page.evaluate(async () => {
      Object.assign(globalThis, attach({ root: document.querySelector('#root'), holdBackMs: 600_000 }));
      for (const name of ['Ann', 'Bob']) globalThis.world.join(name);
      await until(() => shadow()?.querySelector('[data-participant="peer-2"]'));
      globalThis.remove = async (id) => {
        shadow().querySelector(`[data-participant="${id}"] [data-action=kick]`).click();
        await until(() => shadow().querySelector('dialog').open);
        shadow().querySelector('[data-confirm]').click();
        await until(() => !shadow().querySelector('dialog').open && !shadow().querySelector('[part=held]').hidden);
      };
      await globalThis.remove('peer-1');
    });
    const held = await page.evaluate(() => ({
      text: shadow().querySelector('[part=held] p').textContent,
      status: shadow().querySelector('[role=status]').textContent,
      until: globalThis.controls.snapshot.pending[0].heldUntil > Date.now(),
    }));
    assert.match(held.text, /^\u2068Ann\u2069 will be removed in (600|599) seconds$/);
    assert.match(held.status, /^\u2068Ann\u2069 will be removed in 600 seconds$/);
    assert.equal(held.until, true);
    await page.evaluate(() => until(() => shadow().querySelector('[part=held] p').textContent !== shadow().querySelector('[role=status]').textContent));
    assert.equal(await page.evaluate(() => shadow().querySelector('[role=status]').textContent), held.status, 'it is announced once, not each second');
    await page.evaluate(axe);
    assert.deepEqual(await page.evaluate(async () => (await globalThis.axe.run(document.querySelector('#root'))).violations.map(({ id }) => id)), []);

    await page.evaluate(() => shadow().querySelector('#title').focus());
    await page.keyboard.press('Escape');
    await page.evaluate(() => until(() => shadow().querySelector('[part=held]').hidden));
    assert.equal(await page.evaluate(() => shadow().querySelector('[part=notice] p').textContent), 'It was called off');
    await page.evaluate(async () => {
      await globalThis.remove('peer-2');
      shadow().querySelector('[data-call-off]').click();
      await until(() => shadow().querySelector('[part=held]').hidden);
    });
    assert.deepEqual(await page.evaluate(() => [globalThis.controls.snapshot.pending, globalThis.world.sent]), [[], []]);
    await page.evaluate(() => globalThis.controls.close());
  });

  test('sends what nobody calls off, and nothing once it is closed', async () => {
    const seen = await pages.page.evaluate(async () => {
      const confirm = async (world, action) => {
        world.join('Ann');
        await until(() => shadow()?.querySelector('[data-participant="peer-1"]') && shadow().querySelector(`[data-action=${action}]`)?.checkVisibility());
        shadow().querySelector(`[data-action=${action}]`).click();
        await until(() => shadow().querySelector('dialog').open);
        shadow().querySelector('[data-confirm]').click();
        await until(() => !shadow().querySelector('[part=held]').hidden);
      };
      const others = attach({ root: document.querySelector('#root'), holdBackMs: 60_000 });
      const second = gavel.attach(others.world.meeting); // keeps what they share
      await confirm(others.world, 'kickAll');
      others.controls.close();
      const pending = second.snapshot.pending.length;
      second.close();
      const { world, controls } = attach({ root: document.querySelector('#root'), holdBackMs: 700 });
      await confirm(world, 'kick');
      await until(() => world.sent.length > 0);
      controls.close();
      return { pending, notSent: others.world.sent, sent: world.sent.map(({ action }) => action), left: [others.world.listening(), world.listening()] };
    });
    assert.deepEqual(seen, { pending: 0, notSent: [], sent: ['kick'], left: [0, 0] });
  });
});
