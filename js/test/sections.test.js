/** A panel that has some of the sections only, in the built package, on a meeting that is made up. */
/* global createWorld, gavel, root, shadow, until */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { sections } from '../../wasm/dom/sections.js';
import { usePageAnew } from './browser/usepage.mjs';

const script = `
  import { createWorld } from '/fake/fake.js';
  import { loadGavel } from '/gavel/index.js';
  const root = document.querySelector('#root');
  const rights = ['canDisableParticipantAudio', 'kickParticipant', 'pinParticipant', 'acceptWaitingRequests', 'canChangeParticipantPermissions', 'connectedMeetings.canAlterConnectedMeetings'];
  Object.assign(globalThis, {
    root,
    shadow: () => root.querySelector('[data-gavel]')?.shadowRoot,
    createWorld: () => createWorld(rights),
    until: (met) => new Promise((resolve) => {
      const look = () => (met() ? resolve() : requestAnimationFrame(look));
      look();
    }),
    gavel: await loadGavel({ panel: true }),
  });
  globalThis.ready = true;`;

const pages = usePageAnew({
  html: '<!doctype html><html lang="en"><title>Sections</title><div id="root" style="block-size: 600px"></div><script type="module" src="/page.js"></script>',
  script,
});

/** What finds the elements of a section, and where it is one of a list of sections. */
const elements = {
  requests: '[part=requests]',
  waiting: '[part=waiting]',
  stage: '[part=stage], [data-action^="stage."]',
  people: '[part=list], [part=search], [part=selection], [data-action=disableAllAudio], [data-participant]:not([part=waiting] *)',
  locks: '[part=locked], [data-lock]',
  policies: '[part=policies], [data-policy]',
  returned: '[part=returned]',
  broadcast: '[data-action^="recording."], [data-action^="livestream."]',
  rooms: '[data-opens=rooms]',
  chat: '[data-opens=chat]',
  tools: '[data-opens=tools]',
  activity: '[data-activity]',
  session: '[part=footer]',
};

/** Of each section how many elements a panel has, once somebody is in the meeting and somebody waits. */
function counted(wanted) {
  return pages.page.evaluate(
    async ([wanted, elements]) => {
      const world = createWorld();
      world.join('Ann');
      world.wait('Wim');
      const controls = gavel.attach(world.meeting, { root, sections: wanted });
      await until(() => shadow()?.querySelector('[part=panel]')?.dataset.phase === 'live' && /2 people/.test(shadow().textContent));
      await new Promise((resolve) => setTimeout(resolve, 100));
      const found = Object.entries(elements).map(([section, selector]) => [section, shadow().querySelectorAll(selector).length]);
      const status = shadow().querySelector('[role=status]').textContent;
      controls.close();
      return { found: Object.fromEntries(found), status, left: world.listening() };
    },
    [wanted, elements],
  );
}

describe('sections', () => {
  test('are all there without the option', async () => {
    const { found } = await counted(undefined);
    for (const [section, count] of Object.entries(found)) assert.ok(count > 0, section);
  });

  for (const wanted of [...Object.keys(elements), 'none']) {
    test(`of ${wanted} only`, async () => {
      const { found, left } = await counted(wanted === 'none' ? [] : [wanted]);
      for (const [section, count] of Object.entries(found)) assert.equal(count > 0, section === wanted, `${section} has ${count}`);
      assert.equal(left, 0);
    });
  }

  test('that are hidden are not in the menus of people either', async () => {
    const menus = await pages.page.evaluate(async () => {
      const menus = [];
      for (const sections of [['people'], ['people', 'rooms', 'policies']]) {
        const world = createWorld();
        const ann = world.join('Ann');
        world.meeting.connectedMeetings.tell([{ id: 'r', title: 'Red', participants: [] }]);
        const controls = gavel.attach(world.meeting, { root, sections });
        await until(() => shadow()?.querySelector(`[data-participant="${ann}"] [data-more]`));
        shadow().querySelector(`[data-participant="${ann}"] [data-more]`).click();
        await until(() => shadow().querySelector('[role=menu]:popover-open'));
        menus.push([...shadow().querySelectorAll('[role=menu]:popover-open [data-action]')].map(({ dataset }) => dataset.action).filter((action) => ['rooms', 'floor'].includes(action)));
        controls.close();
      }
      return menus;
    });
    assert.deepEqual(menus, [[], ['floor', 'rooms']]);
  });

  test('that there are not are refused with the names of those there are', async () => {
    const refused = await pages.page.evaluate(() => {
      const failure = (options) => {
        try {
          gavel.attach(createWorld().meeting, options);
          return 'attached';
        } catch ({ reason, message }) {
          return `${reason}: ${message}`;
        }
      };
      return [{ root, sections: ['people', 'chairs'] }, { root, sections: 'people' }, { root, sections: null }, { root, sections: Array(1) }, { sections: ['people'] }].map(failure);
    });
    const all = sections.join(', ');
    assert.deepEqual(refused, [
      `bad-input: The sections of attach must be an array of ${all}; there is no "chairs".`,
      `bad-input: The sections of attach must be an array of ${all}, not a string.`,
      `bad-input: The sections of attach must be an array of ${all}, not null.`,
      `bad-input: The sections of attach must be an array of ${all}; there is no "undefined".`,
      'bad-input: The sections of attach need a root: they are those of the panel.',
    ]);
  });

  test('are declared, and named in README.md', () => {
    const read = (file) => readFileSync(path.join(import.meta.dirname, '..', file), 'utf8');
    const [, type] = /export type Section =\n([^;]*);/.exec(read('index.d.ts'));
    assert.deepEqual(Array.from(type.matchAll(/'(\w+)'/g), ([, name]) => name), sections);
    for (const section of sections) assert.match(read('README.md'), new RegExp(`\`${section}\``));
  });
});
