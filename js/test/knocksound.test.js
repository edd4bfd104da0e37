/** The sound of who knocks, in a page of a browser that holds sound back until the page is used. */
/* global contexts, controls, gavel, heldBack, knock, muted, root, tones, until, without, world */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { where } from './browser/browser.mjs';
import { usePage } from './browser/usepage.mjs';

const html = '<!doctype html><html lang="en"><title>Sound</title><style>#root { inline-size: 480px; block-size: 600px }</style><body><div id="root"></div><script type="module" src="/page.js"></script>';

/** tones: how many have been started. contexts: those that are open. */
const script = `
  import { createWorld } from '/fake/fake.js';
  import { loadGavel } from '/gavel/index.js';
  globalThis.tones = 0;
  const scheduled = Object.getOwnPropertyDescriptor(AudioScheduledSourceNode.prototype, 'start');
  AudioScheduledSourceNode.prototype.start = function (...args) {
    globalThis.tones += 1;
    return scheduled.value.apply(this, args);
  };
  globalThis.contexts = [];
  const { AudioContext } = globalThis;
  globalThis.AudioContext = class extends AudioContext {
    constructor() {
      super();
      contexts.push(this);
    }
  };
  const gavel = await loadGavel();
  const root = document.querySelector('#root');
  const world = createWorld(['acceptWaitingRequests']);
  const until = async (condition) => {
    while (!condition()) await new Promise((resolve) => requestAnimationFrame(resolve));
  };
  const muted = () => root.firstElementChild.shadowRoot.querySelector('.muted');
  const knock = async (controls, name) => {
    const told = new Promise((resolve) => controls.addEventListener('knock', resolve, { once: true }));
    world.wait(name);
    await told;
  };

  // All of this before anybody asks this page anything: a browser takes that for a use of it.
  const silent = gavel.attach(world.meeting, { root });
  await knock(silent, 'Wim');
  silent.close();
  const without = { contexts: contexts.length, tones };
  const controls = gavel.attach(world.meeting, { root, knockSound: true });
  await until(() => muted()?.checkVisibility());
  await knock(controls, 'Ann');
  const heldBack = { text: muted().textContent, tones };
  Object.assign(globalThis, { controls, gavel, heldBack, knock, muted, root, until, without, world });
  fetch('/ready');`;

let tell;
const told = new Promise((resolve) => {
  tell = resolve;
});
const heardReady = () => {
  tell();
  return {};
};

const pages = usePage({ html, script, routes: { '/ready': heardReady }, untilReady: () => told });

const untilUsed = 'says that the browser holds it back, until the page was used';
test(untilUsed, where(untilUsed), async () => {
  await pages.page.mouse.click(5, 590);
  const { text, tones: before, after } = await pages.page.evaluate(async () => {
    await until(() => !muted().checkVisibility());
    await knock(controls, 'Bob');
    return { ...heldBack, after: tones };
  });
  assert.match(text, /^Click anywhere in this page to hear when somebody knocks/);
  assert.equal(before, 0);
  assert.equal(after, 2);
});

test('is off unless it is asked for', async () => {
  assert.deepEqual(await pages.page.evaluate(() => without), { contexts: 0, tones: 0 });
});

test('ends with the controls', async () => {
  const seen = await pages.page.evaluate(async () => {
    const [context] = contexts;
    controls.close();
    await until(() => context.state === 'closed');
    document.body.click();
    return { state: context.state, left: root.childNodes.length };
  });
  assert.deepEqual(seen, { state: 'closed', left: 0 });
});

for (const [what, given, withRoot, message] of [
  ['a number', 1, true, /^The knockSound of attach must be true or false, not a number\.$/],
  ['no panel', true, false, /^The knockSound of attach needs a root: the panel says when a browser holds the sound back\.$/],
]) {
  test(`refuses ${what}`, async () => {
    const error = await pages.page.evaluate(({ given, withRoot }) => {
      try {
        gavel.attach(world.meeting, { knockSound: given, ...(withRoot && { root }) });
      } catch ({ reason, message }) {
        return { reason, message };
      }
    }, { given, withRoot });
    assert.equal(error.reason, 'bad-input');
    assert.match(error.message, message);
  });
}
