/** The demo's pages where something does not work. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { launch, openPage } from './browser/browser.mjs';
import { gavelServe, top } from './browser/gavelserve.mjs';
import { temporaryFolder } from './browser/processes.mjs';

let presets;
let server;
let browser;

before(async () => {
  presets = temporaryFolder('presets');
  const file = path.join(presets.folder, 'presets.json');
  const { guest } = JSON.parse(readFileSync(path.join(import.meta.dirname, '../../internal/localroom/presets.json'), 'utf8')).presets;
  writeFileSync(file, JSON.stringify({ presets: { guest } }));
  [server, browser] = await Promise.all([gavelServe(top, '--presets', file), launch()]);
});

after(async () => {
  await browser?.close();
  await server?.close();
  presets?.remove();
});

test('minimal.html says why it could not join', async () => {
  const page = await openPage(browser, `${server.origin}/minimal.html`);
  await page.waitForFunction(() => document.querySelector('#result').value !== 'Joining…');
  const seen = await page.evaluate(() => ({ said: document.querySelector('#result').value, disabled: document.querySelector('#mute-all').disabled }));
  await page.close();
  assert.deepEqual(seen, { said: 'preset: there is no "host" here, only guest', disabled: true });
  assert.deepEqual(page.errors, []);
});
