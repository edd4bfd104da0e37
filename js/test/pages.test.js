/** The demo's pages where something does not work. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { launch, openPage, where } from './browser/browser.mjs';
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

for (const [kind, hint] of [['local', / set media\.peerconnection\.ice\.loopback to true in about:config/], ['real', /be made\.$/]]) {
  test(`a ${kind} meeting without media says what may help`, async () => {
    const page = await openPage(browser, `${server.origin}/`);
    const said = await page.evaluate(async (kind) => {
      const { welcome } = await import('/welcome.js');
      const form = document.querySelector('#welcome').cloneNode(true); // nobody listens to it yet
      document.querySelector('#welcome').replaceWith(form);
      const problem = form.querySelector('#problem');
      const told = new Promise((resolve) => new MutationObserver(() => problem.textContent && resolve(problem.textContent)).observe(problem, { childList: true }));
      welcome(form, { localRoom: kind === 'local', account: false, meeting: 'demo', presets: ['guest'] }, () => Promise.reject(Object.assign(new Error(), { code: '0014' })));
      form.elements.token.value = 'a token';
      form.requestSubmit();
      return told;
    }, kind);
    await page.close();
    assert.match(said, /^The meeting is there, but no audio or video connection could be made\./);
    assert.match(said, hint);
  });
}

const tooOld = 'the demo says that a browser is too old for the panel';
test(tooOld, where(tooOld), async () => {
  const page = await openPage(browser, `${server.origin}/?role=guest&name=Gus`);
  await page.waitForFunction(() => !document.querySelector('#join').disabled);
  await page.evaluate(() => {
    delete HTMLElement.prototype.showPopover;
    document.querySelector('#join').click();
  });
  await page.waitForFunction(() => document.querySelector('#notice-text').textContent);
  const seen = await page.evaluate(() => ({
    said: document.querySelector('#notice-text').textContent,
    panel: document.querySelector('#host-panel').childNodes.length,
    screen: document.body.dataset.screen,
  }));
  await page.close();
  assert.match(seen.said, /^The host controls did not load: This browser is too old/);
  assert.deepEqual([seen.panel, seen.screen], [0, 'meeting']);
  assert.deepEqual(page.errors, []);
});
