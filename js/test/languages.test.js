/** A language file of any JSON: the panel can be used, in English where it says nothing, and no markup of it is one. */
/* global attempt */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Words } from '../../wasm/dom/words.js';
import { dice } from '../../wasm/internal/port/testdata/random.js';
import { launch, openPage } from './browser/browser.mjs';
import { serveWithPackage, text } from './browser/withpackage.mjs';
import { inFull } from './infull.mjs';
import { testLimit } from './testlimit.mjs';

const js = path.join(import.meta.dirname, '..');
const english = JSON.parse(readFileSync(path.join(js, 'locales/en.json'), 'utf8'));
const keys = Object.keys(english);
const languages = readdirSync(path.join(js, 'locales')).map((file) => file.replace('.json', '')).filter((language) => language !== 'en');

const markup = ['<img src=x onerror="globalThis.ran = true">', '<b>bold</b>', '</span><script>globalThis.ran = true</script>', '&lt;i&gt;', 'javascript:globalThis.ran = true'];

/** Any JSON in the place of a language, the same for the same seed; for 0 one that says nothing. */
function anyLanguage(seed) {
  if (seed === 0) return Object.fromEntries(keys.map((key) => [key, '']));
  const below = dice(seed);
  const one = (list) => list[below(list.length)];
  const placeholders = ['{name}', '{count}', '{action}', '{reason}', '{list}', '{}', '{', '{constructor}', '{__proto__}'];
  const sentence = () => Array.from({ length: below(5) }, () => one([...markup, ...placeholders, 'said', '\ud800', '\u202e', ''])).join(' ');
  const forms = () => Object.fromEntries(['zero', 'one', 'two', 'few', 'many', 'other'].filter(() => below(2)).map((form) => [form, one([sentence(), sentence(), null, 5])]));
  const value = () => one([sentence, sentence, sentence, forms, forms, () => null, () => below(9), () => true, () => [sentence()], () => ({ other: {} })])();
  const file = Object.fromEntries([...keys, 'action.', '', 'constructor', 'toString', '__proto__'].filter(() => below(8)).map((key) => [key, value()]));
  return one([file, file, file, file, file, file, null, [], [sentence()], sentence(), 7, true]);
}

const seeds = (count) => Array.from({ length: count }, (_, i) => i + 1);

test('a sentence is a text, whatever the file has', () => {
  for (const seed of seeds(inFull([200], [3000]).at(-1))) {
    const sentences = anyLanguage(seed);
    const words = new Words({ locale: 'de', sentences, fallback: english });
    for (const key of [...keys, 'action.', '', 'unknown', 'constructor', '__proto__']) {
      for (const args of [undefined, { count: 1 }, { count: 5, name: 'Ann', action: 'kick', reason: 'reason.offline' }, { action: '', reason: '' }]) {
        const said = words.say(key, args);
        assert.equal(typeof said, 'string', `seed ${seed}: ${key}`);
        assert.doesNotMatch(said, /native code|object Object/, `seed ${seed}: ${key}: nothing of the language is an argument`);
        if (typeof sentences?.[key] === 'string' && !sentences[key].includes('{')) assert.equal(said, sentences[key], `seed ${seed}: what the file says`);
      }
    }
  }
});

describe('the panel can be used', () => {
  const html = '<!doctype html><html lang="en"><title>Languages</title><link rel="icon" href="data:,"><div id="root" style="inline-size: 480px; block-size: 600px"></div><script type="module" src="/page.js"></script>';

  /** attempt: what somebody sees and does in this language. */
  const script = `
    import { createWorld } from '/fake/fake.js';
    import { loadGavel } from '/gavel/index.js';
    const root = document.querySelector('#root');
    const gavel = await loadGavel();
    const until = async (condition) => {
      const end = performance.now() + ${testLimit(10_000)};
      while (!condition()) {
        if (performance.now() > end) throw new Error('in vain: ' + condition);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    };
    globalThis.attempt = async (locale) => {
      const world = createWorld(['acceptWaitingRequests', 'kickParticipant', 'canDisableParticipantAudio', 'canAllowParticipantAudio']);
      world.join('Ann');
      world.wait('Wim');
      const controls = gavel.attach(world.meeting, { root, locale });
      await until(() => root.querySelector('[data-gavel]')?.shadowRoot.querySelector('[data-participant="peer-1"] [data-action=disableAudio]'));
      const shadow = root.querySelector('[data-gavel]').shadowRoot;
      shadow.querySelector('[data-participant="peer-1"] [data-action=disableAudio]').click();
      await until(() => world.sent.length === 1);
      world.server = 'refuse';
      await controls.perform({ action: 'disableAllAudio' }).catch(() => {});
      shadow.querySelector('[data-participant="peer-1"] [data-action=kick]').click();
      await until(() => shadow.querySelector('dialog').open);
      world.end('kicked');
      await until(() => shadow.querySelector('[part=panel]').dataset.phase === 'over');
      const foreign = shadow.querySelectorAll('img[src=x], b, i, script, a[href^="javascript:"]').length;
      controls.close();
      return { sent: world.sent[0].action, foreign, ran: 'ran' in globalThis, left: root.childNodes.length + world.listening() };
    };
    globalThis.ready = true;`;

  let seed = 0;
  let server;
  let browser;

  before(async () => {
    const files = readdirSync(path.join(js, 'dist'));
    const chunks = languages.map((language) => [language, files.find((file) => file.startsWith(`${language}-`) && file.endsWith('.js'))]);
    const routes = chunks.map(([language, file]) => [`/gavel/${file}`, () => text('text/javascript', `export default ${JSON.stringify(anyLanguage(seed * 100 + languages.indexOf(language)))}`)()]);
    server = await serveWithPackage({ html, script, routes: Object.fromEntries(routes) });
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
  });

  for (const each of inFull([0, 1, 2], seeds(12).slice(2))) {
    test(`in languages of seed ${each}`, async () => {
      seed = each;
      const page = await openPage(browser, `${server.origin}/`);
      await page.waitForFunction(() => globalThis.ready, undefined, { polling: 'raf' });
      for (const language of languages) {
        assert.deepEqual(await page.evaluate((locale) => attempt(locale), language), { sent: 'disableAudio', foreign: 0, ran: false, left: 0 }, `${language}: anyLanguage(${seed * 100 + languages.indexOf(language)})`);
      }
      await page.close();
      assert.deepEqual(page.errors, []);
    });
  }
});
