/** The word that is typed before many are removed, in the built package on a meeting that is made up. */
/* global attach, question, root, shadow, type, until */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { usePageAnew } from './browser/usepage.mjs';

const html = '<!doctype html><html lang="en"><title>Ending</title><div id="root"></div><script type="module" src="/page.js"></script>';

/** question: asks one in a panel of so many people; type: types in it, and tells whether it can be confirmed then. */
const script = `
  import { createWorld } from '/fake/fake.js';
  import { loadGavel } from '/gavel/index.js';
  const gavel = await loadGavel();
  const until = async (condition) => {
    while (!condition()) await new Promise((resolve) => requestAnimationFrame(resolve));
  };
  const root = document.querySelector('#root');
  const attach = (options) => {
    const world = createWorld(['kickParticipant', 'canAllowParticipantAudio']);
    return { world, controls: gavel.attach(world.meeting, options) };
  };
  const shadow = () => root.querySelector('[data-gavel]')?.shadowRoot;
  const find = (selector) => shadow().querySelector(selector);
  const question = async (action, people, options) => {
    const all = attach({ root, ...options });
    for (let i = 1; i < people; i += 1) all.world.join('Guest ' + i);
    await until(() => shadow() && find('[data-action=disableAllAudio]')?.checkVisibility() && all.controls.snapshot.participants.length === people - 1);
    await until(() => find('[role=grid]').ariaRowCount === String(people));
    find('[data-action=' + action + ']').click();
    await until(() => find('dialog').open);
    return all;
  };
  const type = (text) => {
    const field = find('.typed input');
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    return find('[data-confirm]').ariaDisabled !== 'true';
  };
  Object.assign(globalThis, { attach, question, root, shadow, type, until });
  globalThis.ready = true;`;

const pages = usePageAnew({ html, script });

const locales = ['ar', 'de', 'en', 'es', 'fr', 'hi', 'ja', 'pt'];

/** @param {string} locale */
function wordsOf(locale) {
  return JSON.parse(readFileSync(path.join(import.meta.dirname, `../locales/${locale}.json`), 'utf8'));
}

describe('typeToConfirmAbove', () => {
  test('is 20 people, or as many as the page says', async () => {
    const seen = await pages.page.evaluate(async () => {
      const wanted = [];
      for (const [people, options] of [[20, {}], [21, {}], [21, { typeToConfirmAbove: 21 }], [22, { typeToConfirmAbove: 21 }], [1, { typeToConfirmAbove: 0 }], [40, { typeToConfirmAbove: Infinity }]]) {
        const { controls } = await question('kickAll', people, options);
        wanted.push(!shadow().querySelector('.typed').hidden);
        controls.close();
      }
      return wanted;
    });
    assert.deepEqual(seen, [false, true, false, true, true, false]);
  });

  test('is a whole number, or Infinity, and for a panel', async () => {
    const seen = await pages.page.evaluate(() => [{ root, typeToConfirmAbove: -1 }, { root, typeToConfirmAbove: 1.5 }, { root, typeToConfirmAbove: NaN }, { root, typeToConfirmAbove: '20' }, { typeToConfirmAbove: 20 }].map((options) => {
      try {
        attach(options).controls.close();
        return 'taken';
      } catch (error) {
        return `${error.reason}: ${error.message}`;
      }
    }));
    const wrong = (found) => `bad-input: The typeToConfirmAbove of attach must be a whole number of people from 0 on, or Infinity, not ${found}.`;
    assert.deepEqual(seen, [wrong('-1'), wrong('1.5'), wrong('NaN'), wrong('a string'), 'bad-input: The typeToConfirmAbove of attach needs a root: it is for what is confirmed in the panel.']);
  });
});

describe('the word', () => {
  for (const locale of locales) {
    const words = wordsOf(locale);
    for (const action of ['kickOthers', 'kickAll']) {
      test(`of ${action} in ${locale} is taken as people type it`, async () => {
        const word = words[`dialog.${action}.word`];
        const other = words[`dialog.${action === 'kickAll' ? 'kickOthers' : 'kickAll'}.word`];
        const seen = await pages.page.evaluate(async ({ action, locale, word, other }) => {
          await question(action, 3, { locale, typeToConfirmAbove: 0 });
          const label = shadow().querySelector('#type').textContent;
          const forms = [word, ` ${word.toUpperCase()} `, word.normalize('NFD'), word.normalize('NFC')];
          return { label, right: forms.map(type), wrong: ['', ' ', other, `${word}${word}`].map(type), again: type(word) };
        }, { action, locale, word, other });
        assert.deepEqual(seen, { label: words['ending.type'].replace('{word}', word), right: [true, true, true, true], wrong: [false, false, false, false], again: true });
      });
    }
  }

  test('is not asked for twice by one question, nor forgotten when people leave, and anew by the next', async () => {
    const seen = await pages.page.evaluate(async () => {
      const { world } = await question('kickAll', 3, { typeToConfirmAbove: 2 });
      const before = type('end');
      world.leave('peer-1');
      await until(() => shadow().querySelector('dialog li').textContent.startsWith('2 '));
      const fewer = [shadow().querySelector('.typed').hidden, shadow().querySelector('.typed input').value, type('en')];
      world.join('Late');
      await until(() => shadow().querySelector('dialog li').textContent.startsWith('3 '));
      shadow().querySelector('[data-cancel]').click();
      shadow().querySelector('[data-action=kickAll]').click();
      await until(() => shadow().querySelector('dialog').open);
      return { before, fewer, anew: shadow().querySelector('.typed input').value, sent: world.sent.length };
    });
    assert.deepEqual(seen, { before: true, fewer: [false, 'end', false], anew: '', sent: 0 });
  });

  test('is confirmed by Enter, but not by the Enter that ends a composition', async () => {
    const sent = await pages.page.evaluate(async () => {
      const { world } = await question('kickOthers', 3, { locale: 'ja', typeToConfirmAbove: 0 });
      const counts = [];
      const enter = (more) => {
        shadow().querySelector('.typed input').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true, cancelable: true, ...more }));
        counts.push(shadow().querySelector('dialog').open);
      };
      enter({});
      type('退出');
      enter({ isComposing: true });
      enter({ keyCode: 229 });
      enter({ repeat: true });
      enter({});
      await until(() => world.sent.length === 2);
      return { counts, sent: world.sent.map(({ action, target }) => `${action} ${target}`) };
    });
    assert.deepEqual(sent, { counts: [true, true, true, true, false], sent: ['kick peer-1', 'kick peer-2'] });
  });

  test('has a description at the button that waits for it, and no page hears it being typed', async () => {
    const seen = await pages.page.evaluate(async () => {
      const heard = [];
      addEventListener('keydown', ({ key }) => heard.push(key));
      await question('kickAll', 2, { typeToConfirmAbove: 1 });
      const confirm = shadow().querySelector('[data-confirm]');
      const ids = confirm.getAttribute('aria-describedby').split(' ');
      const described = ids.map((id) => shadow().getElementById(id).textContent).filter(Boolean);
      for (const key of ['e', 'm']) shadow().querySelector('.typed input').dispatchEvent(new KeyboardEvent('keydown', { key, code: key, bubbles: true, composed: true }));
      confirm.click();
      return { described, heard, open: shadow().querySelector('dialog').open, focus: shadow().activeElement === shadow().querySelector('.typed input') };
    });
    assert.deepEqual(seen, { described: ['Type “end” to go on'], heard: [], open: true, focus: true });
  });
});
