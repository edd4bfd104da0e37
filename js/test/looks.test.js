/** How the panel looks where a page, a language or a finger could spoil it; on a meeting that is made up. */
/* global gavel, root, shadow, until, world */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, test } from 'node:test';
import { usePageAnew } from './browser/usepage.mjs';
import { text } from './browser/withpackage.mjs';
import { inFull } from './infull.mjs';

const languages = readdirSync(path.join(import.meta.dirname, '../locales')).map((file) => file.replace('.json', ''));

/** All that is inherited and that a page may say of its texts; for some of it, on the panel's own element too. */
const ofThePage = `
  font: italic small-caps 900 40px/3 serif; font-kerning: none; font-feature-settings: "smcp"; font-size-adjust: 2; font-optical-sizing: none;
  font-synthesis: none; font-variant-numeric: oldstyle-nums; font-variation-settings: "wght" 900; font-palette: dark;
  letter-spacing: 3px; word-spacing: 30px; text-transform: uppercase; text-indent: 2em; text-align: right; text-align-last: right; text-shadow: 3px 3px red;
  text-emphasis: dot; text-underline-position: under; text-combine-upright: all; text-orientation: upright; text-rendering: optimizeSpeed;
  text-wrap: nowrap; white-space: nowrap; tab-size: 99; word-break: break-all; overflow-wrap: anywhere; line-break: anywhere; hyphens: auto; hyphenate-character: "!";
  writing-mode: vertical-rl; direction: rtl; unicode-bidi: bidi-override; color: magenta; caret-color: red; accent-color: red; scrollbar-color: red blue;
  cursor: none; list-style: square inside; quotes: "!" "!"; orphans: 9; widows: 9; border-collapse: collapse; border-spacing: 9px; caption-side: bottom; empty-cells: hide;
  -webkit-text-stroke: 3px red; -webkit-text-security: disc; -webkit-text-fill-color: red; user-select: none; paint-order: stroke; forced-color-adjust: none; text-size-adjust: 300%;
  image-rendering: pixelated; --line: 0; --row: 0; --control: 0; --radius: 0; --text: red`;

const style = `
  :root { color-scheme: light } body { margin: 0 } #root { width: 480px; height: 1200px }
  .loud, .loud #root, .loud [data-gavel] { ${ofThePage} }`;

const html = `<!doctype html><html lang="en"><title>Looks</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/page.css">
  <main><div id="root"></div></main><script type="module" src="/page.js"></script>`;

const script = `
  import { createWorld } from '/fake/fake.js';
  import { loadGavel } from '/gavel/index.js';
  const root = document.querySelector('#root');
  const until = async (condition) => {
    while (!condition()) await new Promise((resolve) => requestAnimationFrame(resolve));
  };
  const world = createWorld(['acceptStageRequests', 'acceptWaitingRequests', 'canAllowParticipantAudio', 'canAllowParticipantVideo', 'canChangeParticipantPermissions',
    'canDisableParticipantAudio', 'canDisableParticipantVideo', 'canLivestream', 'canRecord', 'kickParticipant', 'pinParticipant', 'stageEnabled']);
  for (let i = 0; i < 12; i++) world.join('Ann ' + i);
  const shadow = () => root.querySelector('[data-gavel]')?.shadowRoot;
  Object.assign(globalThis, { createWorld, world, root, until, shadow, gavel: await loadGavel() });
  globalThis.ready = true;`;

const pages = usePageAnew({ html, script, viewport: { width: 900, height: 1600 }, routes: { '/page.css': text('text/css', style) } });

/** The session by which the page is used with fingers: it ends with that. */
let fingers;

afterEach(async () => {
  await fingers?.detach();
  fingers = undefined;
});

/** From now on the page is used with fingers. */
async function touch() {
  fingers ??= await pages.page.context().newCDPSession(pages.page);
  await fingers.send('Emulation.setTouchEmulationEnabled', { enabled: true });
  await pages.page.waitForFunction(() => matchMedia('(pointer: coarse)').matches, undefined, { polling: 'raf' });
}

const attach = (locale) =>
  pages.page.evaluate(async (locale) => {
    globalThis.controls = gavel.attach(world.meeting, { root, locale });
    await until(() => shadow()?.querySelectorAll('[role=grid] [data-participant]').length === 13); // all
  }, locale);

describe('a page whose texts look in every way otherwise', () => {
  /** @returns what each element of the panel looks like, with a question asked */
  const looks = async (className) => {
    await pages.page.evaluate((className) => (document.querySelector('main').className = className), className);
    await attach('en');
    const seen = await pages.page.evaluate(async () => {
      shadow().querySelector('[data-participant="peer-1"] [data-action=kick]').click();
      await until(() => shadow().querySelector('dialog').open);
      const panel = shadow().querySelector('[part=panel]');
      const { left, top } = panel.getBoundingClientRect();
      const lookOf = (element, pseudo) => Object.fromEntries(Array.from(getComputedStyle(element, pseudo), (name) => [name, getComputedStyle(element, pseudo).getPropertyValue(name)]));
      const kinds = new Set();
      const elements = [panel, ...panel.querySelectorAll('*')].map((element) => {
        const box = element.getBoundingClientRect();
        const what = `${element.tagName} ${element.className} ${element.textContent.slice(0, 20)}`;
        const place = element.closest('dialog') ? [box.x, box.y, box.width, box.height] : [box.x - left, box.y - top, box.width, box.height];
        // Of many alike one is looked at more closely.
        const kind = [element, element.parentElement, element.parentElement.parentElement].map((one) => `${one?.localName} ${one?.className} ${one?.dataset.action}`).join();
        if (kinds.has(kind)) return { what, box: place };
        kinds.add(kind);
        return {
          what,
          box: place,
          look: lookOf(element),
          before: lookOf(element, '::before'),
          placeholder: element.localName === 'input' ? lookOf(element, '::placeholder') : {},
        };
      });
      const wide = [...panel.querySelectorAll('dialog, dialog *')].filter((element) => element.scrollWidth > element.clientWidth + 1).map((element) => element.textContent);
      globalThis.controls.close();
      return { elements, wide };
    });
    assert.deepEqual(seen.wide, []);
    return seen.elements;
  };

  test('has the panel that a plain page has', async () => {
    const plain = await looks('');
    const loud = await looks('loud');
    assert.equal(loud.length, plain.length);
    const differing = [];
    for (const [i, { what, box, ...styles }] of loud.entries()) {
      const meant = plain[i];
      if (box.some((value, at) => Math.abs(value - meant.box[at]) > 0.01)) differing.push(`${what}: ${box} and not ${meant.box}`);
      for (const [of, look] of Object.entries(styles)) {
        for (const [name, value] of Object.entries(look)) if (value !== meant[of][name]) differing.push(`${what}: ${of} ${name} ${value} and not ${meant[of][name]}`);
      }
    }
    assert.deepEqual(differing.slice(0, 10), []);
  });

  test('still has its colours, its direction and its scheme in it', async () => {
    await pages.page.evaluate(() => {
      document.querySelector('main').className = 'loud';
      root.style.cssText = '--gavel-surface: rgb(1, 2, 3); --gavel-font: 700 0.5em/1 monospace; color-scheme: dark';
    });
    await attach('ar');
    const look = await pages.page.evaluate(() => {
      const { backgroundColor, direction, colorScheme, fontFamily, fontSize, color } = getComputedStyle(shadow().querySelector('[part=panel]'));
      return { backgroundColor, direction, colorScheme, fontFamily, fontSize, color };
    });
    assert.deepEqual(look, { backgroundColor: 'rgb(1, 2, 3)', direction: 'rtl', colorScheme: 'dark', fontFamily: 'monospace', fontSize: '20px', color: 'rgb(238, 240, 244)' });
  });

  test('hides the panel, and takes it out of use, with the part that it is in', async () => {
    await attach('en');
    const seen = await pages.page.evaluate(() => {
      document.querySelector('main').style.cssText = 'visibility: hidden; pointer-events: none; interactivity: inert';
      const { visibility, pointerEvents, interactivity } = getComputedStyle(shadow().querySelector('[data-action=kick]'));
      return { visibility, pointerEvents, interactivity };
    });
    assert.deepEqual(seen, { visibility: 'hidden', pointerEvents: 'none', interactivity: 'inert' });
  });
});

test('a phone does not zoom in on what is typed', async () => {
  await touch();
  await attach('en');
  const sizes = await pages.page.evaluate(() => {
    const sizes = () => Array.from(shadow().querySelectorAll('input'), (input) => parseFloat(getComputedStyle(input).fontSize));
    const given = sizes();
    root.style.setProperty('--gavel-font', '400 12px/1.4 sans-serif');
    const small = sizes();
    root.style.setProperty('--gavel-font', '400 30px/1.4 sans-serif');
    return [given, small, sizes()];
  });
  assert.deepEqual(sizes, [[16, 16], [16, 16], [30, 30]]);
});

test('the icons of a row are on one line, one’s own too', async () => {
  for (const byTouch of [false, true]) {
    if (byTouch) await touch();
    await attach('en');
    const heights = await pages.page.evaluate(() => {
      const rows = shadow().querySelectorAll('[data-self], [data-participant="peer-1"]');
      const middle = (element) => element.getBoundingClientRect().top + element.getBoundingClientRect().height / 2;
      const heights = Array.from(rows, (row) => [...row.querySelectorAll('.control .glyph')].filter((icon) => icon.checkVisibility()).map((icon) => Math.round(middle(icon) - middle(row))));
      globalThis.controls.close();
      return heights;
    });
    assert.deepEqual(heights.map((row) => [...new Set(row)]), [[0], [0]]);
    assert.deepEqual(heights.map((row) => row.length), byTouch ? [3, 3] : [3, 5]);
  }
});

/** Everything happens at once: people wait, ask for the stage and share, something goes out, and a pin can be undone. */
const crowd = () =>
  pages.page.evaluate(async () => {
    for (const name of ['Wim', 'Wilma']) world.wait(name);
    world.setStage('peer-3', 'REQUESTED_TO_JOIN_STAGE');
    world.setRecording('RECORDING');
    world.meeting.livestream.set('LIVESTREAMING');
    root.style.height = '1600px';
    await until(() => shadow().querySelectorAll('section:not([hidden])').length === 2);
  });

const resize = (width) =>
  pages.page.evaluate(async (width) => {
    root.style.width = `${width}px`;
    const narrow = width < 420 || matchMedia('(pointer: coarse)').matches;
    await until(() => shadow().querySelector('[part=panel]').hasAttribute('data-narrow') === narrow);
  }, width);

describe('what turns while a button works', () => {
  for (const [width, shares] of [[300, false], [300, true], [480, true], [700, true]]) {
    test(`stands where the icon stood, or beside the words: ${width} px, ${shares ? 'three' : 'two'} for everybody`, async () => {
      await attach('en');
      await crowd();
      await resize(width);
      const seen = await pages.page.evaluate(async (shares) => {
        if (shares) {
          world.set('peer-1', 'screenShareEnabled', true);
          await until(() => shadow().querySelector('[data-action=stopAllScreenShares]').checkVisibility());
        }
        shadow().querySelector('[data-participant="peer-1"] [data-more]')?.click();
        const problems = [];
        const buttons = [...shadow().querySelectorAll('[data-action]')].filter((button) => button.checkVisibility());
        const hits = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
        for (const button of buttons) {
          const icon = button.querySelector('.glyph');
          const before = icon.checkVisibility() ? icon.getBoundingClientRect() : undefined;
          button.toggleAttribute('data-busy', true);
          const places = [button, ...button.querySelectorAll('*')].flatMap((element) => {
            const { animationName, top, left, width, height, borderTopWidth } = getComputedStyle(element, '::after');
            if (animationName !== 'turn' || !element.checkVisibility()) return [];
            const around = element.getBoundingClientRect();
            const [x, y] = [around.left + element.clientLeft + parseFloat(left), around.top + element.clientTop + parseFloat(top)];
            const border = 2 * parseFloat(borderTopWidth);
            return [{ left: x, top: y, right: x + parseFloat(width) + border, bottom: y + parseFloat(height) + border }];
          });
          const what = `${button.dataset.action} ${button.textContent}`;
          if (places.length !== 1) problems.push(`${what}: ${places.length} turn`);
          for (const place of places) {
            const middle = [(place.left + place.right) / 2, (place.top + place.bottom) / 2];
            if (before && Math.hypot(middle[0] - before.left - before.width / 2, middle[1] - before.top - before.height / 2) > 1) problems.push(`${what}: not where the icon was`);
            const row = button.closest('[data-participant]')?.getBoundingClientRect();
            if (row && (place.bottom > row.bottom || place.top < row.top) && !button.closest('[role=menu]')) problems.push(`${what}: cut off`);
            const range = document.createRange();
            for (const words of button.querySelectorAll('span:not(.glyph, :has(span))')) {
              range.selectNodeContents(words);
              if ([...range.getClientRects()].some((rect) => hits(rect, place))) problems.push(`${what}: over the words`);
            }
          }
          button.toggleAttribute('data-busy', false);
        }
        return { problems, buttons: buttons.length };
      }, shares);
      assert.deepEqual(seen.problems, []);
      assert.ok(seen.buttons > 40, `${seen.buttons} buttons were looked at`);
    });
  }
});

/**
 * What does not fit: text that leaves its place, or lies over another, or is broken within a word
 * (but at a soft hyphen), and boxes that are too full. Names and what is said beside them may be cut.
 */
const misfits = () =>
  pages.page.evaluate(() => {
    const problems = [];
    const texts = [];
    const range = document.createRange();
    const isFolded = (element) => element.matches('.folding') && element.offsetWidth <= 1; // to be heard only
    const panel = shadow().querySelector('[part=panel]');
    const walker = document.createTreeWalker(panel, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!node.data.trim() || !element.checkVisibility() || isFolded(element) || element.closest('.unseen, .device, .who, [role=menu], dialog')) continue;
      const size = parseFloat(getComputedStyle(element).fontSize);
      range.selectNodeContents(node);
      // A line of text as high as its letters: the boxes of two lines may overlap.
      const lines = Array.from(range.getClientRects(), ({ left, right, top, height }) => ({ left, right, top: top + (height - size) / 2, bottom: top + (height + size) / 2 }));
      texts.push({ element, data: node.data, lines });
      if (getComputedStyle(element).hyphens === 'auto') problems.push(`"${node.data}" is broken where a browser likes`); // Chromium seldom does
      const place = element.closest('button, p, .head, .holder') ?? element;
      const { left, right, top, bottom } = place.getBoundingClientRect();
      if (lines.some((line) => line.left < left - 0.5 || line.right > right + 0.5 || line.top < top - 0.5 || line.bottom > bottom + 0.5)) problems.push(`"${node.data}" leaves its ${place.localName}`);
      for (const { 0: word, index } of node.data.matchAll(/[^\s\u00ad\u2e80-\uffff-]+/g)) {
        const ends = [index, index + word.length - 1].map((at) => {
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          return Math.round([...range.getClientRects()].at(-1)?.top);
        });
        if (ends[0] !== ends[1]) problems.push(`"${word}" is broken`);
      }
    }
    const overlap = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5;
    for (const [i, one] of texts.entries()) {
      for (const other of texts.slice(i + 1)) {
        const apart = one.element.closest('.list') !== other.element.closest('.list'); // what is scrolled away lies under others
        if (!apart && one.lines.some((a) => other.lines.some((b) => overlap(a, b)))) problems.push(`"${one.data}" and "${other.data}" overlap`);
      }
    }
    for (const element of panel.querySelectorAll('*')) {
      if (!element.checkVisibility() || isFolded(element) || element.closest('.unseen, .device, .who, .glyph') || element.querySelector('[data-mark]') || element.matches('[data-mark]')) continue;
      if (element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1) problems.push(`${element.className || element.localName} is too full`);
    }
    return problems;
  });

describe('all words have room', () => {
  for (const language of languages) {
    test(language, async () => {
      await attach(language);
      await crowd();
      await pages.page.evaluate(async () => {
        shadow().querySelector('[data-participant="peer-2"] [data-action=pin]').click();
        const notice = shadow().querySelector('[part=notice]');
        await until(() => !notice.hidden && notice.querySelector('[data-undo]').checkVisibility());
      });
      for (const byTouch of inFull([false], [true])) {
        if (byTouch) await touch();
        for (const shares of [false, true]) {
          await pages.page.evaluate(async (shares) => {
            world.set('peer-1', 'screenShareEnabled', shares);
            await until(() => shadow().querySelector('[data-action=stopAllScreenShares]').checkVisibility() === shares);
          }, shares);
          for (const width of [280, 384, 420]) {
            await resize(width);
            assert.deepEqual(await misfits(), [], `${width} px${byTouch ? ', by touch' : ''}`);
          }
        }
      }
    });
  }
});
