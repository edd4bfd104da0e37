/** The dialogs of the chat, and of polls, plugins and the spotlight, of the built package, on a meeting that is made up. */
/* global createWorld, gavel, messages, opened, root, seek, shadow, until, world, write */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { usePageAnew } from './browser/usepage.mjs';
import { text } from './browser/withpackage.mjs';

const script = `
  import { createWorld } from '/fake/fake.js';
  import { loadGavel } from '/gavel/index.js';
  const root = document.querySelector('#root');
  const until = async (condition) => {
    while (!condition()) await new Promise((resolve) => requestAnimationFrame(resolve));
  };
  const world = createWorld(['canDisableParticipantAudio', 'polls.canCreate', 'polls.canView', 'plugins.canStart', 'plugins.canClose', 'canSpotlight']);
  let written = 0;
  const write = (message, more) => world.meeting.chat.add({ id: 'm' + ++written, userId: 'user-1', displayName: 'Ann', message, pinned: false, timeMs: 1, targetUserIds: [], ...more });
  const gavel = await loadGavel();
  const shadow = () => root.querySelector('[data-gavel]').shadowRoot;
  const seek = (selector) => shadow().querySelector(selector);
  const messages = () => [...shadow().querySelectorAll('[data-message]')];
  const opened = async (name) => {
    await until(() => seek('[data-opens=' + name + ']').checkVisibility());
    seek('[data-opens=' + name + ']').focus();
    seek('[data-opens=' + name + ']').click();
  };
  Object.assign(globalThis, { createWorld, world, write, root, until, gavel, shadow, seek, messages, opened });
  globalThis.ready = true;`;

const pages = usePageAnew({
  html: '<!doctype html><html lang="en"><title>Tools</title><link rel="stylesheet" href="/page.css"><main><div id="root"></div><div id="elsewhere"></div></main><script type="module" src="/page.js"></script>',
  script,
  routes: { '/page.css': text('text/css', '#root, #elsewhere { inline-size: 480px; block-size: 600px }') },
});

describe('the chat', () => {
  test('shows what anybody writes as text', async () => {
    const seen = await pages.page.evaluate(async () => {
      gavel.attach(world.meeting, { root });
      write('<img src=x onerror="globalThis.hurt = true">', { displayName: '\u202eevil' });
      write('', { type: 'image' });
      write('x'.repeat(1000));
      await opened('chat');
      await until(() => messages().length === 3);
      return { texts: messages().map((row) => row.querySelector('p').textContent), name: messages()[0].querySelector('bdi').textContent, images: messages()[0].querySelectorAll('img').length, hurt: globalThis.hurt };
    });
    assert.equal(seen.texts[0], '<img src=x onerror="globalThis.hurt = true">');
    assert.equal(seen.texts[1], 'A file or a picture');
    assert.equal(seen.texts[2], `${'x'.repeat(200)}…`);
    assert.deepEqual([seen.name, seen.images, seen.hurt], ['evil', 0, undefined]);
  });

  test('has the newest hundred, and stays at their end for who reads along', async () => {
    const seen = await pages.page.evaluate(async () => {
      gavel.attach(world.meeting, { root });
      for (let i = 1; i <= 120; i++) write(`number ${i}`);
      await opened('chat');
      await until(() => messages().length === 100);
      const list = seek('[data-dialog=chat] .scroller');
      const atEnd = () => Math.abs(list.scrollHeight - list.clientHeight - list.scrollTop) < 2;
      const first = [messages()[0].dataset.message, atEnd(), seek('[data-dialog=chat] .none').textContent];
      write('number 121');
      await until(() => messages().at(-1).dataset.message === 'm121');
      const second = [messages().length, atEnd()];
      const row = messages()[40];
      row.querySelector('button').focus();
      list.scrollTop = row.offsetTop - list.offsetTop;
      const { top } = row.getBoundingClientRect();
      write('number 122');
      await until(() => messages().at(-1).dataset.message === 'm122');
      return { first, second, moved: row.getBoundingClientRect().top - top };
    });
    assert.deepEqual(seen.first, ['m21', true, 'Older messages that are not shown: 20']);
    assert.deepEqual(seen.second, [100, true]);
    assert.ok(Math.abs(seen.moved) < 60, `who reads elsewhere stays there: ${seen.moved}`);
  });

  test('keeps the focus when a message goes that has it', async () => {
    const seen = await pages.page.evaluate(async () => {
      gavel.attach(world.meeting, { root });
      write('one');
      write('two');
      await opened('chat');
      await until(() => messages().length === 2);
      const gone = async (id) => {
        seek(`[data-message=${id}] [data-action="chat.deleteMessage"]`).focus();
        world.meeting.chat.deleteMessage(id);
        await until(() => !seek(`[data-message=${id}]`));
        const { activeElement } = shadow();
        return activeElement.closest('[data-message]')?.dataset.message ?? activeElement.localName;
      };
      return [await gone('m1'), await gone('m2')];
    });
    assert.deepEqual(seen, ['m2', 'h2']);
  });
});

describe('a dialog of a section', () => {
  test('keeps what is typed in it, and Escape, from the page', async () => {
    const seen = await pages.page.evaluate(async () => {
      gavel.attach(world.meeting, { root });
      const heard = [];
      document.addEventListener('keydown', ({ key, defaultPrevented }) => heard.push(`${key} ${defaultPrevented}`));
      await opened('tools');
      seek('[data-dialog=tools] details').open = true;
      const field = seek('[data-dialog=tools] form input');
      const press = (key) => field.dispatchEvent(new KeyboardEvent('keydown', { key, code: key, bubbles: true, composed: true, cancelable: true }));
      press('m');
      press('Escape');
      await until(() => shadow().activeElement === seek('[data-opens=tools]'));
      return { heard, open: seek('[data-dialog=tools]').open };
    });
    assert.deepEqual(seen, { heard: ['Escape true'], open: false });
  });

  test('closes where the panel is moved, and opens again there', async () => {
    const seen = await pages.page.evaluate(async () => {
      gavel.attach(world.meeting, { root });
      write('one');
      await opened('chat');
      await until(() => messages().length === 1);
      const host = root.firstElementChild;
      document.querySelector('#elsewhere').append(host);
      const there = () => host.shadowRoot;
      await until(() => !there().querySelector('[data-dialog=chat]'));
      const told = there().querySelector('[role=status]:not(dialog *)') !== null && there().querySelector('[part=notice]:not(dialog *)') !== null;
      there().querySelector('[data-opens=chat]').click();
      await until(() => there().querySelectorAll('[data-message]').length === 1);
      return { told, modal: there().querySelector('[data-dialog=chat]').matches(':modal') };
    });
    assert.deepEqual(seen, { told: true, modal: true });
  });

  test('ends with the meeting, and with the controls', async () => {
    const seen = await pages.page.evaluate(async () => {
      const controls = gavel.attach(world.meeting, { root });
      await opened('tools');
      world.meeting.leave();
      await until(() => seek('[part=panel]').dataset.phase === 'over');
      const over = [seek('[data-dialog=tools]'), shadow().activeElement === seek('[part=closing] h3')];
      controls.close();
      const other = createWorld(['canSpotlight']);
      const again = gavel.attach(other.meeting, { root });
      await opened('tools');
      again.close();
      return { over, left: root.childElementCount, listening: other.listening() };
    });
    assert.deepEqual(seen, { over: [null, true], left: 0, listening: 0 });
  });

  test('says what the preset does not grant', async () => {
    const seen = await pages.page.evaluate(async () => {
      gavel.attach(world.meeting, { root });
      await opened('tools');
      const button = () => seek('[data-action="polls.create"]');
      await until(() => button() && !button().ariaDisabled);
      world.grant('polls.canCreate', false);
      await until(() => button().ariaDisabled === 'true');
      return seek(`#${button().getAttribute('aria-describedby')}`).textContent;
    });
    assert.equal(seen, 'Your preset does not grant polls.can_create.');
  });
});
