/** WebKit shows the panel on a meeting that is made up, and mutes somebody with it. */
/* global gavel, root, world */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { usePageAnew } from '../browser/usepage.mjs';
import { launch } from '../browser/webkit.mjs';

const html = '<!doctype html><html lang="en"><title>Panel</title><style>#root { inline-size: 480px; block-size: 600px }</style><div id="root"></div><script type="module" src="/page.js"></script>';

const script = `
  import { createWorld } from '/fake/fake.js';
  import { loadGavel } from '/gavel/index.js';
  const world = createWorld(['canDisableParticipantAudio']);
  Object.assign(globalThis, { world, root: document.querySelector('#root'), gavel: await loadGavel({ panel: true }), ready: true });`;

const pages = usePageAnew({ html, script, launch });

test('a host mutes somebody in WebKit', async () => {
  const { page } = pages;
  await page.evaluate(() => {
    world.join('Ann');
    gavel.attach(world.meeting, { root });
  });
  const place = () => {
    const button = root.querySelector('[data-gavel]')?.shadowRoot.querySelector('[data-participant="peer-1"] [data-action=disableAudio]');
    const { x, y, width, height } = button?.getBoundingClientRect() ?? {};
    return width > 0 && { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
  };
  await page.waitForFunction(place);
  const { x, y } = await page.evaluate(place);
  await page.mouse.click(x, y);
  await page.waitForFunction(() => root.querySelector('[data-gavel]').shadowRoot.querySelector('[role=status]').textContent === '\u2068Ann\u2069 is muted');
  const sent = await page.evaluate(() => world.sent);
  assert.deepEqual(sent, [{ action: 'disableAudio', target: 'peer-1' }]);
});
