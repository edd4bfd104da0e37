/** The panel and the element of the built package, on a meeting that is made up. */
/* global createWorld, gavel, root, shadow, until, world */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { usePageAnew } from './browser/usepage.mjs';
import { text } from './browser/withpackage.mjs';

const js = path.join(import.meta.dirname, '..');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** As strict as a page can be that runs WebAssembly at all. */
const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'";

const start = `<!doctype html><html lang="en"><title>Panel</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/page.css">
  <main><h1>Panel</h1><div id="root"></div></main><script type="module" src="/page.js"></script>`;

const style = ':root { color-scheme: light dark; background: Canvas } #root { inline-size: 480px; block-size: 600px }';

const script = `
  import { createWorld } from '/fake/fake.js';
  import { loadGavel } from '/gavel/index.js';
  const world = createWorld(['acceptWaitingRequests', 'kickParticipant', 'pinParticipant', 'canDisableParticipantAudio', 'canDisableParticipantVideo', 'canAllowParticipantAudio', 'canAllowParticipantVideo']);
  const problems = [];
  document.addEventListener('securitypolicyviolation', (event) => problems.push(event.violatedDirective + ' ' + event.blockedURI));
  const root = document.querySelector('#root');
  const until = async (condition) => {
    while (!condition()) await new Promise((resolve) => requestAnimationFrame(resolve));
  };
  Object.assign(globalThis, { createWorld, world, problems, root, until, gavel: await loadGavel(), shadow: (place = root) => place.querySelector('[data-gavel]')?.shadowRoot });
  globalThis.ready = true;`;

const pages = usePageAnew({
  html: start,
  script,
  headers: { 'content-security-policy': policy },
  routes: { '/page.css': text('text/css', style), '/broken.wasm': text('application/wasm', 'no module') },
  async atEnd(page) {
    assert.deepEqual(await page.evaluate(() => globalThis.problems), [], 'the page may be as strict as can be');
  },
});

/** The events that index.d.ts promises. */
function declaredEvents() {
  const types = readFileSync(path.join(js, 'index.d.ts'), 'utf8');
  const [, map] = /interface HostControlsEventMap \{(.*?)\n\}/s.exec(types);
  return Array.from(map.matchAll(/^ {2}(\w+): CustomEvent/gm), ([, name]) => name).sort();
}

describe('attach({ root })', () => {
  test('shows the panel, and close() takes it away', async () => {
    const seen = await pages.page.evaluate(async () => {
      world.join('Ann');
      const controls = gavel.attach(world.meeting, { root });
      await until(() => shadow()?.querySelector('[data-participant="peer-1"]'));
      shadow().querySelector('[data-participant="peer-1"] [data-action=disableAudio]').click();
      await until(() => shadow().querySelector('[role=status]').textContent === '\u2068Ann\u2069 is muted');
      const { sent } = world;
      const listening = world.listening();
      controls.close();
      controls.close();
      return { sent, listened: listening > 0, left: world.listening(), children: root.childNodes.length };
    });
    assert.deepEqual(seen, { sent: [{ action: 'disableAudio', target: 'peer-1' }], listened: true, left: 0, children: 0 });
  });

  test('marks who speaks', async () => {
    await pages.page.evaluate(async () => {
      world.join('Ann');
      gavel.attach(world.meeting, { root });
      await until(() => shadow()?.querySelector('[data-participant="peer-1"]'));
      world.participants.emit('activeSpeaker', { peerId: 'peer-1', volume: 4 });
      await until(() => shadow().querySelector('[data-participant="peer-1"]').textContent.includes('speaking'));
    });
  });

  for (const [wish, shown] of [
    [{ locale: 'de-AT' }, 'de-AT'],
    [{ locale: 'xx' }, 'en'],
    [{ locale: 'no tag' }, 'en'],
    [{}, 'en'],
  ]) {
    test(`speaks ${shown} for ${JSON.stringify(wish)}`, async () => {
      const lang = await pages.page.evaluate(async (options) => {
        gavel.attach(world.meeting, { root, ...options });
        await until(() => shadow()?.querySelector('[part=panel]'));
        return shadow().querySelector('[part=panel]').lang;
      }, wish);
      assert.equal(lang, shown);
    });
  }

  for (const { place, document: ofDocument, browser: languages, locale, shown } of [
    { place: 'es', document: 'de', browser: ['fr'], locale: 'xx', shown: 'es' },
    { document: 'de', browser: ['fr'], shown: 'de' },
    { place: 'xx', document: 'de', browser: ['fr'], shown: 'de' },
    { document: '', browser: ['xx', 'fr-CA'], shown: 'fr-CA' },
    { document: 'xx', browser: ['yy'], locale: 'zz', shown: 'en' },
  ]) {
    test(`speaks ${shown} where ${JSON.stringify({ place, document: ofDocument, browser: languages, locale })} is wished for`, async () => {
      const lang = await pages.page.evaluate(async ({ place, ofDocument, languages, locale }) => {
        Object.defineProperty(navigator, 'languages', { get: () => languages });
        document.documentElement.lang = ofDocument;
        if (place) root.lang = place;
        gavel.attach(world.meeting, { root, locale });
        await until(() => shadow()?.querySelector('[part=panel]'));
        return shadow().querySelector('[part=panel]').lang;
      }, { place, ofDocument, languages, locale });
      assert.equal(lang, shown);
    });
  }

  test('keeps the font of its icons in the document, and fetches none', async () => {
    const seen = await pages.page.evaluate(async () => {
      gavel.attach(world.meeting, { root });
      await until(() => shadow()?.querySelector('[part=panel]'));
      return {
        fonts: Array.from(document.fonts, ({ family }) => family.replaceAll('"', '')),
        fetched: performance.getEntriesByType('resource').filter(({ name }) => /font|woff|ttf/.test(name)).length,
      };
    });
    assert.deepEqual(seen, { fonts: ['Gavel icons'], fetched: 0 });
  });

  test('speaks the language of the place it is in', async () => {
    const direction = await pages.page.evaluate(async () => {
      root.lang = 'ar';
      gavel.attach(world.meeting, { root });
      await until(() => shadow()?.querySelector('[part=panel]'));
      return shadow().querySelector('[part=panel]').dir;
    });
    assert.equal(direction, 'rtl');
  });

  test('says messages in English beside a German panel, which says it in German', async () => {
    const seen = await pages.page.evaluate(async () => {
      world.join('Ann');
      world.grant('kickParticipant', false);
      const controls = gavel.attach(world.meeting, { root, locale: 'de', confirmTimeoutMs: 1 });
      world.server = 'silent';
      const verdict = controls.can('kick', 'peer-1');
      const error = await controls.perform({ action: 'kick', target: 'peer-1' }).catch((error) => error);
      await until(() => shadow()?.querySelector('[data-participant="peer-1"]'));
      shadow().querySelector('[data-participant="peer-1"] [data-action=pin]').click();
      const outcome = await controls.perform({ action: 'pin', target: 'peer-1' });
      await until(() => shadow().querySelector('[role=alert]').textContent !== '');
      return {
        messages: [verdict.message, error.message, outcome.targets[0].message],
        panel: shadow().querySelector('[role=alert]').textContent,
      };
    });
    assert.deepEqual(seen.messages, ['Your preset does not grant kick_participant.', 'Your preset does not grant kick_participant.', 'No effect was seen in time.']);
    assert.match(seen.panel, /^Anheften – .*Ann.*: keine Wirkung zu sehen/);
  });

  for (const root of ['null', '5', '"#root"', '{}']) {
    test(`refuses root ${root}`, async () => {
      const message = await pages.page.evaluate((text) => {
        try {
          gavel.attach(world.meeting, { root: JSON.parse(text) });
        } catch (error) {
          return `${error.reason}: ${error.message}`;
        }
      }, root);
      assert.match(message, /^bad-input: The root of attach must be an element/);
      assert.equal(await pages.page.evaluate(() => world.listening()), 0);
    });
  }
});

describe('<gavel-controls>', () => {
  test('takes a meeting set before it was defined', async () => {
    const seen = await pages.page.evaluate(async () => {
      const element = document.createElement('gavel-controls');
      element.meeting = world.meeting;
      element.setAttribute('locale', 'fr');
      const heard = [];
      for (const type of ['change', 'outcome', 'closed']) element.addEventListener(type, () => heard.push(type));
      root.append(element);
      await import('/gavel/define.js');
      await until(() => shadow(element)?.querySelector('[part=panel]'));
      await element.controls.perform({ action: 'leave' });
      await until(() => heard.includes('closed'));
      return { lang: shadow(element).querySelector('[part=panel]').lang, heard: [...new Set(heard)].sort() };
    });
    assert.deepEqual(seen, { lang: 'fr', heard: ['change', 'closed', 'outcome'] });
  });

  test('survives a move, and ends when it is taken out', async () => {
    const seen = await pages.page.evaluate(async () => {
      await import('/gavel/define.js');
      const element = document.createElement('gavel-controls');
      root.append(element);
      element.meeting = world.meeting;
      await until(() => element.controls);
      const { controls } = element;
      document.body.prepend(element);
      await Promise.resolve();
      const moved = element.controls === controls;
      element.remove();
      await Promise.resolve();
      const gone = element.controls;
      const left = world.listening();
      root.append(element);
      await until(() => element.controls);
      const other = createWorld([]);
      element.meeting = other.meeting;
      await until(() => element.controls && other.listening() > 0);
      return { moved, gone, left, former: world.listening() };
    });
    assert.deepEqual(seen, { moved: true, gone: null, left: 0, former: 0 });
  });

  test('tells every documented event, as the controls do', async () => {
    const events = declaredEvents();
    const seen = await pages.page.evaluate(async (events) => {
      await import('/gavel/define.js');
      const element = document.createElement('gavel-controls');
      world.join('Ann');
      world.self.permissions.canChangeParticipantPermissions = true;
      element.meeting = world.meeting;
      root.append(element);
      await until(() => element.controls);
      const told = { element: new Set(), controls: new Set() };
      for (const type of events) {
        element.addEventListener(type, ({ detail }) => told.element.add(`${type} ${detail === null ? '' : Object.keys(detail)}`));
        element.controls.addEventListener(type, ({ detail }) => told.controls.add(`${type} ${detail === null ? '' : Object.keys(detail)}`));
      }
      await element.controls.perform({ action: 'pin', target: 'peer-1' });
      await element.controls.perform({ action: 'lock', what: 'video', target: 'peer-1' });
      const again = () => world.set('peer-1', 'videoEnabled', true);
      again();
      await until(() => !world.person('peer-1').videoEnabled);
      again();
      await until(() => [...told.element].some((event) => event.startsWith('notice')));
      world.wait('Wim');
      await until(() => [...told.element].some((event) => event.startsWith('knock')));
      world.request({ kind: 'audio' });
      await until(() => [...told.element].some((event) => event.startsWith('request')));
      element.controls.setPolicy('muteOnEntry', true);
      await until(() => [...told.element].some((event) => event.startsWith('journal')));
      element.controls.setPolicy('muteOnEntry', false);
      world.end('kicked');
      await until(() => [...told.element].some((event) => event.startsWith('closed')));
      const others = gavel.attach(createWorld([]).meeting);
      const { parse } = JSON;
      JSON.parse = () => {
        throw new Error('a broken page');
      };
      try {
        void others.snapshot;
      } catch {
        // the module has crashed
      } finally {
        JSON.parse = parse;
      }
      await until(() => [...told.element].some((event) => event.startsWith('crash')));
      return { element: [...told.element].sort(), controls: [...told.controls].sort() };
    }, events);
    assert.deepEqual(seen.controls, ['change ', 'closed state', 'crash error', 'journal entry', 'knock count', 'notice kind,what,id,name', 'outcome outcome', 'request kind,accept,decline']);
    assert.deepEqual(seen.element, seen.controls);
    assert.deepEqual(seen.controls.map((event) => event.split(' ')[0]), events);
  });

  for (const [what, setUp, code] of [
    ['a module that is none', { 'wasm-url': '/broken.wasm' }, 'not-wasm'],
    ['something that is no meeting', {}, 'bad-input'],
  ]) {
    test(`says load-error for ${what}`, async () => {
      const seen = await pages.page.evaluate(async (attributes) => {
        await import('/gavel/define.js');
        const element = document.createElement('gavel-controls');
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        const failed = new Promise((resolve) => element.addEventListener('load-error', (event) => resolve(event.detail.error.code)));
        element.meeting = Object.keys(attributes).length > 0 ? world.meeting : { no: 'meeting' };
        root.append(element);
        return failed;
      }, setUp);
      assert.equal(seen, code);
    });
  }
});

describe('stage, recording and livestream', () => {
  beforeEach(() =>
    pages.page.evaluate(async () => {
      globalThis.world = createWorld(['acceptWaitingRequests', 'acceptStageRequests', 'canLivestream', 'canRecord', 'stageEnabled']);
      gavel.attach(world.meeting, { root });
      await until(() => shadow()?.querySelector('[data-action="recording.start"]')?.checkVisibility());
    }),
  );

  test('an action and what undoes it are one button, which keeps the focus', async () => {
    const seen = await pages.page.evaluate(async () => {
      const button = shadow().querySelector('[data-action="recording.start"]');
      const says = () => `${button.dataset.action}: ${button.querySelector('span:not([aria-hidden])').textContent}`;
      const before = says();
      button.focus();
      button.click();
      await until(() => button.dataset.action === 'recording.stop');
      const recording = says();
      const kept = shadow().activeElement === button;
      world.setRecording('IDLE');
      await until(() => button.dataset.action === 'recording.start');
      return { before, recording, kept, after: says(), buttons: shadow().querySelectorAll('[data-action^="recording"]').length };
    });
    assert.deepEqual(seen, {
      before: 'recording.start: Record',
      recording: 'recording.stop: Stop recording',
      kept: true,
      after: 'recording.start: Record',
      buttons: 2,
    });
  });

  test('a button that goes gives its focus to one beside it', async () => {
    const action = await pages.page.evaluate(async () => {
      world.setRecording('RECORDING');
      const pause = shadow().querySelector('[data-action="recording.pause"]');
      await until(() => pause.checkVisibility());
      pause.focus();
      world.setRecording('IDLE');
      await until(() => !pause.checkVisibility());
      return shadow().activeElement?.dataset.action;
    });
    assert.equal(action, 'stage.leave');
  });

  test('only an address of https can be watched', async () => {
    const seen = await pages.page.evaluate(async () => {
      const link = shadow().querySelector('[part=watch]');
      const { livestream } = world.meeting;
      livestream.set('LIVESTREAMING');
      const shown = [];
      for (const [viewers, address] of ['https://playback.example/a.m3u8', 'javascript:alert(1)', 'http://playback.example', 'https://', 'data:text/html,c', '', 'HTTPS://playback.example/d'].entries()) {
        livestream.playbackUrl = address;
        livestream.watch(viewers + 1);
        await until(() => shadow().querySelector('[part=header]').textContent.includes(`${viewers + 1} watching`));
        shown.push(link.checkVisibility() ? link.href : link.getAttribute('href'));
      }
      return { shown, target: link.target, rel: link.rel };
    });
    assert.deepEqual(seen, {
      shown: ['https://playback.example/a.m3u8', null, null, null, null, null, 'https://playback.example/d'],
      target: '_blank',
      rel: 'noopener noreferrer',
    });
  });

  test('who asks for the stage stands below who waits to be let in, and goes with the answer', async () => {
    const seen = await pages.page.evaluate(async () => {
      const sections = () => Array.from(shadow().querySelectorAll('section:not([hidden])'), (section) => section.getAttribute('part')).join();
      world.join('Ann');
      world.setStage('peer-1', 'REQUESTED_TO_JOIN_STAGE');
      await until(() => sections() === 'stage');
      world.wait('Wim');
      await until(() => sections() === 'waiting,stage');
      const row = shadow().querySelector('[part=stage] [data-participant="peer-1"]');
      const said = row.textContent;
      row.querySelector('[data-action="stage.grantAccess"]').click();
      await until(() => sections() === 'waiting');
      return { said, sent: world.sent.map(({ action }) => action) };
    });
    assert.match(seen.said, /Ann, just now/);
    assert.deepEqual(seen.sent, ['stage.grantAccess']);
  });
});

describe('axe finds nothing', () => {
  const states = {
    'in the list': () => {},
    'in a search': () => {
      const input = shadow().querySelector('input');
      input.value = 'ann';
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    },
    'where nobody is found': () => {
      const input = shadow().querySelector('input');
      input.value = 'zzz';
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    },
    'in a question': () => shadow().querySelector('[data-participant="peer-1"] [data-action=kick]').click(),
    'while pending': () => {
      world.server = 'silent';
      shadow().querySelector('[data-participant="peer-1"] [data-action=disableAudio]').click();
    },
    'after a failure': async () => {
      world.server = 'refuse';
      shadow().querySelector('[data-participant="peer-1"] [data-action=disableAudio]').click();
      await until(() => shadow().querySelector('[role=alert]').textContent);
    },
    'with rights withdrawn': () => world.grant('kickParticipant', false),
    'when it is over': async () => {
      world.end('kicked');
      await until(() => shadow().querySelector('[part=panel]').dataset.phase === 'over');
    },
  };
  afterEach(() => pages.page.emulateMedia({ colorScheme: null, reducedMotion: null }));
  for (const colorScheme of ['light', 'dark']) {
    for (const [name, enter] of Object.entries(states)) {
      test(`${name}, ${colorScheme}`, async () => {
        await pages.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await pages.page.evaluate(async () => {
          for (const name of ['Ann', '<b>Bob</b>', '', 'محمد']) world.join(name);
          gavel.attach(world.meeting, { root });
          await until(() => shadow()?.querySelectorAll('[data-participant]').length === 5);
        });
        await pages.page.evaluate(enter);
        await pages.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
        await pages.page.evaluate(`(() => { ${axe} })()`);
        const violations = await pages.page.evaluate(async () => {
          const found = await globalThis.axe.run(document);
          return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].target.flat().join(' ')}`);
        });
        assert.deepEqual(violations, []);
      });
    }
  }
});

test('importing define.js on a server does nothing', async () => {
  const { loadGavel } = await import(path.join(js, 'dist', 'define.js'));
  assert.equal(typeof loadGavel, 'function');
});
