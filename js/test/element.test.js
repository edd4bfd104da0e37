/** <gavel-controls> offers all that attach() and the controls do: its lists, the types, and what it does in a page. */
/* global createWorld, root, until */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { attachOptions, events } from '../src/offer.js';
import { usePageAnew } from './browser/usepage.mjs';

const js = path.join(import.meta.dirname, '..');
const types = readFileSync(path.join(js, 'index.d.ts'), 'utf8');
const readme = readFileSync(path.join(js, 'README.md'), 'utf8');

/** What an interface of index.d.ts declares: each name with its type. */
function declared(name) {
  const [, body] = new RegExp(`\\nexport interface ${name} \\{\\n(.*?)\\n\\}`, 's').exec(types);
  return new Map(Array.from(body.matchAll(/^ {2}(\w+)\??: (\w+)/gm), ([, name, type]) => [name, type]));
}

const declaredOptions = Object.fromEntries(declared('AttachOptions'));
delete declaredOptions.root; // it is the element itself

describe('what is declared', () => {
  test('are the options of attach', () => {
    assert.deepEqual(Object.keys(attachOptions).sort(), Object.keys(declaredOptions).sort());
  });

  test('are the events of the controls', () => {
    assert.deepEqual([...events].sort(), [...declared('HostControlsEventMap').keys()].sort());
  });

  test('is an attribute where it is text', () => {
    const texts = Object.keys(attachOptions).filter((name) => attachOptions[name]);
    assert.deepEqual(texts, Object.keys(attachOptions).filter((name) => declaredOptions[name] === 'string'));
  });

  test('is in README.md', () => {
    const [, properties, attributes] = /but `root` \((.*?)\), and `wasmURL`; those that are text are attributes as well \((.*?)\)/.exec(readme);
    const names = (list) => Array.from(list.matchAll(/`([\w-]+)`/g), ([, name]) => name).sort();
    assert.deepEqual(names(properties), Object.keys(attachOptions).sort());
    assert.deepEqual(names(attributes), [...Object.values(attachOptions).filter(Boolean), 'wasm-url'].sort());
  });
});

/** Two values of each type, as a page may set them. */
const values = { string: ['de', 'fr'], number: [5000, 6000], boolean: [true, false], readonly: [['people'], ['waiting']] };

const html = '<!doctype html><html lang="en"><title>Element</title><body><div id="root"></div><script type="module" src="/page.js"></script>';

/** attached: the options that attach was called with, but the root. */
const script = `
  import { createWorld } from '/fake/fake.js';
  import { loadGavel } from '/gavel/index.js';
  const gavel = await loadGavel();
  const until = async (condition) => {
    while (!condition()) await new Promise((resolve) => requestAnimationFrame(resolve));
  };
  globalThis.attached = [];
  const { attach } = Object.getPrototypeOf(gavel);
  Object.getPrototypeOf(gavel).attach = function (meeting, { root, ...options }) {
    globalThis.attached.push(options);
    return attach.call(this, meeting, { root, ...options });
  };
  Object.assign(globalThis, { createWorld: () => createWorld([]), gavel, root: document.querySelector('#root'), until });
  globalThis.ready = true;`;

describe('in a page', () => {
  const pages = usePageAnew({ html, script });

  for (const [name, attribute] of Object.entries(attachOptions)) {
    const [first, second] = values[declaredOptions[name]];
    test(`${name} reaches attach, set before and after the element is defined, and changed later`, async () => {
      const seen = await pages.page.evaluate(async ({ name, first, second }) => {
        const { attached } = globalThis;
        const read = [];
        const early = document.createElement('gavel-controls');
        early[name] = first;
        early.meeting = createWorld().meeting;
        root.append(early);
        await import('/gavel/define.js');
        await until(() => attached.length === 1);
        read.push(early[name]);
        early[name] = second;
        await until(() => attached.length === 2);
        const { controls } = early;
        early[name] = second;
        const same = early.controls === controls;
        early.remove();

        const late = document.createElement('gavel-controls');
        root.append(late);
        late.meeting = createWorld().meeting;
        late[name] = first;
        await until(() => attached.length === 3);
        late[name] = undefined;
        await until(() => attached.length === 4);
        read.push(late[name] || 'none');
        return { told: attached.map((options) => options[name] ?? 'none'), read, same };
      }, { name, first, second });
      assert.deepEqual(seen, { told: [first, second, first, 'none'], read: [first, 'none'], same: true });
    });

    if (!attribute) continue;
    test(`${name} is the attribute ${attribute} too`, async () => {
      const seen = await pages.page.evaluate(async ({ name, attribute, first, second }) => {
        const { attached } = globalThis;
        await import('/gavel/define.js');
        root.innerHTML = `<gavel-controls ${attribute}="${first}"></gavel-controls>`;
        const element = root.firstElementChild;
        element.meeting = createWorld().meeting;
        await until(() => attached.length === 1);
        const property = element[name];
        element[name] = second;
        const reflected = element.getAttribute(attribute);
        await until(() => attached.length === 2);
        element.removeAttribute(attribute);
        await until(() => attached.length === 3);
        return { told: attached.map((options) => options[name] ?? 'none'), property, reflected };
      }, { name, attribute, first, second });
      assert.deepEqual(seen, { told: [first, second, 'none'], property: first, reflected: second });
    });
  }

  test('what attach refuses is a load-error that names the option', async () => {
    const message = await pages.page.evaluate(async () => {
      await import('/gavel/define.js');
      const element = document.createElement('gavel-controls');
      const failed = new Promise((resolve) => element.addEventListener('load-error', (event) => resolve(event.detail.error.message), { once: true }));
      element.confirmTimeoutMs = 'soon';
      element.meeting = createWorld().meeting;
      root.append(element);
      const message = await failed;
      element.confirmTimeoutMs = 100;
      await until(() => element.controls);
      return message;
    });
    assert.match(message, /confirmTimeoutMs/);
  });

  for (const type of events) {
    test(`the event ${type} of the controls is one of the element, with what it tells`, async () => {
      const same = await pages.page.evaluate(async (type) => {
        await import('/gavel/define.js');
        const element = document.createElement('gavel-controls');
        element.meeting = createWorld().meeting;
        root.append(element);
        await until(() => element.controls);
        const detail = { of: type };
        const told = new Promise((resolve) => element.addEventListener(type, (event) => event.detail === detail && resolve(true)));
        element.controls.dispatchEvent(new CustomEvent(type, { detail }));
        return told;
      }, type);
      assert.equal(same, true);
    });
  }
});
