/** What a browser gets that is older than the package: a sentence. */
/* global loadGavel, root, world */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { usePageAnew } from './browser/usepage.mjs';

const html = '<!doctype html><html lang="en"><title>Old</title><div id="root"></div><script type="module" src="/page.js"></script>';

const script = `
  import { createWorld } from '/fake/fake.js';
  import { loadGavel } from '/gavel/define.js';
  Object.assign(globalThis, { loadGavel, root: document.querySelector('#root'), world: createWorld([]), ready: true });`;

const older = (lacks) => `This browser is too old for the host controls: they need Chrome or Edge 123, Firefox 128, Safari 17.5, or a newer one. It lacks ${lacks}.`;

const pages = usePageAnew({ html, script });

/** What makes a browser older, and what it then lacks of the panel. */
const ages = [
  [() => delete HTMLElement.prototype.showPopover, 'popovers'],
  [() => {
    const { supports } = CSS;
    CSS.supports = (property, value) => !value.startsWith('light-dark') && supports.call(CSS, property, value);
  }, 'light-dark()'],
  [() => {
    CSS.supports = () => false;
  }, 'light-dark(), alternative texts of content'],
];

for (const [age, lacks] of ages) {
  test(`no panel without ${lacks}, but controls`, async () => {
    await pages.page.evaluate(age);
    const seen = await pages.page.evaluate(async () => {
      const { title } = (await loadGavel()).attach(world.meeting).snapshot;
      const told = [];
      const tell = ({ reason, code, message }) => told.push({ reason, code, message });
      const gavel = await loadGavel();
      try {
        gavel.attach(world.meeting, { root });
      } catch (error) {
        tell(error);
      }
      await loadGavel({ panel: true }).catch(tell);
      return { title: typeof title, told, children: root.childNodes.length };
    });
    const error = { reason: 'load', code: 'old-browser', message: older(lacks) };
    assert.deepEqual(seen, { title: 'string', told: [error, error], children: 0 });
  });

  test(`<gavel-controls> says it without ${lacks}, and takes it back`, async () => {
    await pages.page.evaluate(age);
    const seen = await pages.page.evaluate(async () => {
      const element = document.createElement('gavel-controls');
      element.meeting = world.meeting;
      const failed = new Promise((resolve) => element.addEventListener('load-error', ({ detail }) => resolve(detail.error.code)));
      root.append(element);
      const code = await failed;
      const text = element.textContent;
      const { height } = element.getBoundingClientRect();
      element.meeting = null;
      return { code, text, visible: height > 0, after: element.textContent, listening: world.listening() };
    });
    assert.deepEqual(seen, { code: 'old-browser', text: older(lacks), visible: true, after: '', listening: 0 });
  });
}

for (const [age, lacks] of [
  [() => {
    WebAssembly.validate = () => false;
  }, 'WebAssembly as Go writes it'],
  [() => delete globalThis.WebAssembly, 'WebAssembly as Go writes it'],
  [() => delete URL.canParse, 'URL.canParse()'],
]) {
  test(`nothing at all after ${age}`, async () => {
    await pages.page.evaluate(age);
    const seen = await pages.page.evaluate(() => loadGavel().catch(({ reason, code, message }) => ({ reason, code, message })));
    assert.deepEqual(seen, { reason: 'load', code: 'old-browser', message: older(lacks) });
  });
}
