/** Firefox joins the local room with the real SDK, and a host mutes somebody with the panel. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPage } from '../browser/browser.mjs';
import { launch } from '../browser/firefox.mjs';
import { gavelServe, top } from '../browser/gavelserve.mjs';

let server;
let browser;

before(async () => {
  [server, browser] = await Promise.all([gavelServe(top, '--bots', '3'), launch()]);
});

after(async () => {
  await browser?.close();
  await server?.close();
});

test('a host joins with Firefox and mutes somebody', async () => {
  const page = await openPage(browser, `${server.origin}/?role=host&name=Hanna&autojoin=1`);
  await page.waitForFunction(() => document.body.dataset.screen === 'meeting' || document.querySelector('#problem').textContent);
  assert.equal(await page.evaluate(() => document.querySelector('#problem').textContent), '');

  const button = () => document.querySelector('#host-panel [data-gavel]')?.shadowRoot.querySelector('[data-participant] [data-action=disableAudio]:not([aria-disabled=true])');
  await page.waitForFunction(button);
  await page.evaluate(`(${button})().click()`);
  await page.waitForFunction(() => document.querySelector('#host-panel [data-gavel]').shadowRoot.querySelector('[role=status]').textContent.endsWith('is muted'));
  await page.close();
  assert.deepEqual(page.errors, []);
});
