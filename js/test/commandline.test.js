/** The command line of the panel, in the built package on a meeting that is made up: what is understood in each language, by keyboard, mouse and finger. */
/* global controls, openLine, options, shadow, until, world */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { actionsThatAreTyped } from '../../wasm/dom/actions.js';
import { usePageAnew } from './browser/usepage.mjs';
import { text } from './browser/withpackage.mjs';

const folder = path.join(import.meta.dirname, '../locales');
const locales = readdirSync(folder).map((file) => file.replace('.json', ''));

/** @param {string} locale */
function wordsOf(locale) {
  return JSON.parse(readFileSync(path.join(folder, `${locale}.json`), 'utf8'));
}

const html = '<!doctype html><html lang="en"><title>Command line</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/page.css"><button id="before">Before</button><div id="root"></div><script type="module" src="/page.js"></script>';
const style = 'body { margin: 0 } #root { width: 480px; height: 900px }';

/** openLine: a panel with Ann, Bob and Wim, who waits, and the command line in it; options: what is suggested. */
const script = `
  import { createWorld } from '/fake/fake.js';
  import { loadGavel } from '/gavel/index.js';
  const gavel = await loadGavel();
  const until = async (condition) => {
    for (let frames = 0; !condition(); frames += 1) {
      if (frames > 300) throw new Error('in vain: ' + condition);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  };
  const root = document.querySelector('#root');
  const shadow = () => root.querySelector('[data-gavel]')?.shadowRoot;
  const find = (selector) => shadow().querySelector(selector);
  const rights = ['acceptStageRequests', 'acceptWaitingRequests', 'canAllowParticipantAudio', 'canChangeParticipantPermissions', 'canDisableParticipantAudio',
    'canDisableParticipantVideo', 'canLivestream', 'canRecord', 'kickParticipant', 'pinParticipant', 'stageEnabled'];
  const openLine = async (locale = 'en', without = [], names = ['Ann', 'Bob']) => {
    const world = createWorld(rights.filter((right) => !without.includes(right)));
    for (const name of names) world.join(name);
    if (!without.includes('acceptWaitingRequests')) world.wait('Wim');
    const controls = gavel.attach(world.meeting, { root, locale });
    await until(() => shadow()?.querySelectorAll('[role=grid] [data-participant]').length > 1);
    Object.assign(globalThis, { world, controls });
    find('[data-command]').focus();
    find('[data-command]').click();
    await until(() => find('dialog.command')?.open);
  };
  const options = () => [...shadow().querySelectorAll('[role=option]')].map((option) => {
    const [, label, why] = option.children;
    return { label: label.textContent.replace(/[\\u2068\\u2069\\u00ad]/g, ''), why: why.textContent, able: option.ariaDisabled !== 'true', at: option.ariaSelected === 'true' && find('[role=combobox]').getAttribute('aria-activedescendant') === option.id };
  });
  Object.assign(globalThis, { openLine, options, shadow, until });
  globalThis.ready = true;`;

const pages = usePageAnew({ html, script, routes: { '/page.css': text('text/css', style) } });

const open = (...args) => pages.page.evaluate((args) => openLine(...args), args);

/** Types what is to be in the field, in the place of what is there. */
async function type(typed) {
  await pages.page.keyboard.press('Control+A');
  await pages.page.keyboard.press('Delete');
  await pages.page.keyboard.type(typed);
  return pages.page.evaluate(() => options());
}

/** What has been sent, once something has. */
const sent = () =>
  pages.page.evaluate(async () => {
    await until(() => world.sent.length > 0);
    return world.sent.map(({ action, target }) => [action, target].filter(Boolean).join(' '));
  });
/** Nothing was sent, nor is: what is sent later than a command comes after it. */
const sentNothing = () => pages.page.evaluate(() => world.sent.length === 0 && controls.snapshot.pending.length === 0);
const isOpen = () => pages.page.evaluate(() => shadow().querySelector('dialog.command')?.open ?? false);
const focus = () => pages.page.evaluate(() => (shadow().activeElement ?? document.activeElement).dataset.command ?? shadow().activeElement?.outerHTML.slice(0, 80));

/** Somebody is muted, as a host of that language may type it. */
const muteAnn = { ar: 'كتم ann', de: 'ann stumm', en: 'mute ann', es: 'silenciar ann', fr: 'couper micro ann', hi: 'ann म्यूट', ja: 'annをミュート', pt: 'Silenciar ANN' };

describe('in each language', () => {
  for (const locale of locales) {
    const words = wordsOf(locale);
    const say = (key, name) => words[key].replaceAll('{name}', name).replaceAll('\u00ad', '');

    test(`${locale}: a command is completed and done`, async () => {
      await open(locale);
      const all = await type(muteAnn[locale]);
      assert.deepEqual(all[0], { label: say('button.disableAudio', 'Ann'), why: '', able: true, at: true });
      await pages.page.keyboard.press('Enter');
      assert.deepEqual(await sent(), ['disableAudio peer-1']);
      assert.equal(await isOpen(), false);
    });

    test(`${locale}: what a button says is understood as it stands there, and otherwise`, async () => {
      await open(locale);
      const named = (action) => (action.endsWith('WaitingRoomRequest') && !action.includes('All') ? 'Wim' : 'Ann');
      const wrong = [];
      for (const key of Object.keys(words).filter((one) => actionsThatAreTyped.includes(one.replace('button.', '')))) {
        const action = key.replace('button.', '');
        const label = say(key, named(action));
        const all = await type(label);
        if (!all.some((option) => option.label === label)) wrong.push(`${label}: ${all.map((option) => option.label)}`);
        if (all.some((option) => option.at && option.label !== label)) wrong.push(`${label} does ${all[0].label}`);
        const isAbout = words[key].includes('{name}');
        for (const alias of words[`alias.${action}`]?.split('|') ?? []) {
          const others = await type(isAbout ? `${named(action)} ${alias}` : alias);
          if (!others.some((option) => option.label === label)) wrong.push(`${alias}: ${others.map((option) => option.label)}`);
        }
      }
      assert.deepEqual(wrong, []);
    });
  }
});

describe('what is suggested', () => {
  test('begins with what needs nobody, and does nothing yet', async () => {
    await open();
    const all = await pages.page.evaluate(() => options());
    assert.ok(all.some(({ label }) => label === 'Mute all'));
    assert.ok(all.every(({ at }) => !at));
    await pages.page.keyboard.press('Enter');
    assert.ok(await isOpen());
    assert.ok(await sentNothing());
  });

  test('is all that can be done with somebody whose name is typed', async () => {
    await open();
    const labels = (await type('ann')).filter(({ able }) => able).map(({ label }) => label);
    for (const label of ['Mute Ann', 'Turn off Ann’s camera', 'Pin Ann', 'Remove Ann', 'Permissions: Ann']) assert.ok(labels.includes(label), label);
    assert.ok((await pages.page.evaluate(() => options())).every(({ at }) => !at), 'what to do is not said');
    const others = (await type('wim')).map(({ label }) => label);
    assert.deepEqual(others, ['Let Wim in', 'Turn Wim away']);
  });

  test('says why not, and what is missing, and is not done', async () => {
    await open('en', ['kickParticipant']);
    const [first, ...others] = (await type('remove ann')).filter(({ label }) => !label.includes('stage'));
    assert.deepEqual(first, { label: 'Remove Ann', why: 'Your preset does not grant kick_participant.', able: false, at: false }, 'something else could be done');
    assert.deepEqual(others, []);
    await pages.page.keyboard.press('Enter');
    await pages.page.evaluate(() => shadow().querySelector('[role=option][aria-disabled=true]').click());
    assert.ok(await sentNothing());
    assert.ok(await isOpen());
  });

  test('is as the meeting is now, in its place', async () => {
    await open();
    await type('mute');
    const seen = await pages.page.evaluate(async () => {
      world.set('peer-1', 'audioEnabled', false);
      await until(() => options().some(({ able }) => !able));
      return options();
    });
    assert.deepEqual(seen.slice(0, 2).map(({ label, why, able }) => [label, why, able]), [['Mute Ann', 'The microphone is off already.', false], ['Mute Bob', '', true]]);
  });

  test('is counted for who does not see it', async () => {
    await open();
    const count = () => pages.page.evaluate(() => shadow().querySelector('dialog.command [role=status]').textContent);
    await type('wim');
    assert.equal(await count(), '2 suggestions');
    await type('xyz');
    assert.equal(await count(), 'Nothing fits.');
    assert.equal(await pages.page.evaluate(() => shadow().querySelector('[role=combobox]').ariaExpanded), 'false');
  });

  test('has names as text', async () => {
    await open('en', [], ['<img src=x onerror="failed()">', 'Bob']);
    const [first] = await type('mute img');
    assert.equal(first.label, 'Mute <img src=x onerror="failed()">');
    assert.equal(await pages.page.evaluate(() => shadow().querySelector('dialog.command img')), null);
  });
});

describe('the keys', () => {
  test('choose, ask first where it is risky, and give the focus back', async () => {
    await open();
    await type('remove');
    await pages.page.keyboard.press('ArrowUp');
    assert.equal((await pages.page.evaluate(() => options())).at(-1).at, true);
    await pages.page.keyboard.press('ArrowDown');
    await pages.page.keyboard.press('ArrowDown');
    const { label } = (await pages.page.evaluate(() => options())).find(({ at }) => at);
    assert.equal(label, 'Remove Bob');
    await pages.page.keyboard.press('Enter');
    assert.equal(await pages.page.evaluate(() => shadow().querySelector('#question').textContent.replace(/[\u2068\u2069]/g, '')), 'Remove Bob?');
    assert.ok(await sentNothing());
    await pages.page.keyboard.press('Escape');
    assert.equal(await focus(), '');
  });

  test('open it where nothing is typed, and close it', async () => {
    await open();
    await pages.page.keyboard.press('Escape');
    assert.equal(await isOpen(), false);
    assert.equal(await focus(), '', 'it is on the button');
    for (const key of ['.', 'Control+k']) {
      await pages.page.keyboard.press(key);
      assert.ok(await isOpen(), key);
      assert.equal(await pages.page.evaluate(() => shadow().querySelector('[role=combobox]').value), '');
      await pages.page.keyboard.press('Escape');
    }
    await pages.page.evaluate(() => shadow().querySelector('[type=search]').focus());
    await pages.page.keyboard.press('.');
    assert.equal(await isOpen(), false);
    await pages.page.keyboard.press('Control+k');
    assert.ok(await isOpen());
    await pages.page.keyboard.press('Escape');
    await pages.page.evaluate(() => document.querySelector('#before').focus());
    await pages.page.keyboard.press('.');
    await pages.page.keyboard.press('Control+k');
    assert.equal(await isOpen(), false, 'the page has keys of its own');
  });

  test('hide a tip first', async () => {
    await open();
    await pages.page.keyboard.press('Shift+Tab');
    await pages.page.waitForFunction(() => shadow().querySelector('.tip').matches(':popover-open'));
    await pages.page.keyboard.press('Escape');
    assert.ok(await isOpen());
    await pages.page.keyboard.press('Escape');
    assert.equal(await isOpen(), false);
  });
});

test('a press is enough, of a mouse or a finger', async () => {
  await open();
  await type('let all in');
  await pages.page.locator('[role=option]').first().click();
  assert.deepEqual(await sent(), ['acceptAllWaitingRoomRequest']);
  assert.equal(await isOpen(), false);
});

test('it is not there before it is opened, nor when the meeting is over', async () => {
  await open();
  await pages.page.evaluate(async () => {
    world.meeting.leave();
    await until(() => shadow().querySelector('dialog.command') === null);
  });
  assert.equal(await pages.page.evaluate(() => shadow().querySelector('[data-command]').checkVisibility()), false);
});
