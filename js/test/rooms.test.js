/** The dialog of connected meetings in the built package, on a meeting that is made up. */
/* global all, created, gavel, one, opened, root, said, until */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { usePageAnew } from './browser/usepage.mjs';

const script = `
  import { createWorld } from '/fake/fake.js';
  import { loadGavel } from '/gavel/index.js';
  const root = document.querySelector('#root');
  const shadow = () => root.querySelector('[data-gavel]')?.shadowRoot;
  const one = (selector) => shadow()?.querySelector(selector);
  const until = (met) => new Promise((resolve) => {
    const look = () => (met() ? resolve() : requestAnimationFrame(look));
    look();
  });
  const people = (...names) => names.map((name) => ({ id: 'user-' + name, displayName: name }));
  Object.assign(globalThis, {
    root, one, until,
    all: (selector) => [...shadow().querySelectorAll(selector)],
    said: (selector) => (one(selector)?.textContent ?? '').replace(/[\\u2068\\u2069]/g, ''),
    created(rooms = {}) {
      const world = createWorld(['connectedMeetings.canAlterConnectedMeetings']);
      world.join('Ann', { userId: 'user-Ann' });
      const { connectedMeetings } = world.meeting;
      connectedMeetings.tell(
        Object.entries(rooms).map(([title, names], at) => ({ id: 'given-' + at, title, participants: people(...names) })),
        { id: 'meeting', title: 'Weekly', participants: people('Ann') },
      );
      return world;
    },
    async opened() {
      await until(() => one('[data-opens=rooms]')?.checkVisibility());
      one('[data-opens=rooms]').focus();
      one('[data-opens=rooms]').click();
      await until(() => one('dialog[data-dialog=rooms]')?.open);
    },
    gavel: await loadGavel(),
  });
  globalThis.ready = true;`;

const pages = usePageAnew({
  html: '<!doctype html><html lang="en"><title>Rooms</title><div id="root" style="block-size: 600px"></div><script type="module" src="/page.js"></script>',
  script,
});

describe('rooms', () => {
  test('are behind a button, and cost no elements while it has not been pressed', async () => {
    const seen = await pages.page.evaluate(async () => {
      const controls = gavel.attach(created({ Red: ['Zoe'] }).meeting, { root });
      await until(() => one('[data-opens=rooms]')?.checkVisibility());
      const before = { dialogs: all('dialog').length, rooms: all('.room').length, label: said('[data-opens=rooms]') };
      await opened();
      const open1 = all('.room').map((room) => room.innerText.split('\n').map((line) => line.trim()).filter((line) => /\w/.test(line)));
      one('dialog[data-dialog=rooms]').close();
      await until(() => one('[data-opens=rooms]').matches(':focus'));
      controls.close();
      return { before, open1 };
    });
    assert.equal(seen.before.dialogs, 1, 'the question');
    assert.equal(seen.before.rooms, 0);
    assert.match(seen.before.label, /Rooms \(1\)$/);
    assert.deepEqual(seen.open1, [
      ['Main meeting', 'you are here', '1 person', 'Ann'],
      ['Red', '1 person', 'Zoe', 'Bring back', 'Go there', 'Delete'],
    ]);
  });

  test('are not there for whoever has no right', async () => {
    const seen = await pages.page.evaluate(async () => {
      const world = created({ Red: [] });
      world.grant('connectedMeetings.canAlterConnectedMeetings', false);
      const controls = gavel.attach(world.meeting, { root });
      await until(() => one('[data-participant]'));
      const visible = one('[data-opens=rooms]').checkVisibility();
      controls.close();
      return visible;
    });
    assert.equal(seen, false);
  });

  test('get numbers that no room has, or titles of their own', async () => {
    const seen = await pages.page.evaluate(async () => {
      const world = created({ 'Room 2': [] });
      const controls = gavel.attach(world.meeting, { root });
      await opened();
      const create = async (number, titles, isRefused) => {
        const before = world.sent.length;
        one('dialog[data-dialog=rooms] input').value = number;
        one('dialog[data-dialog=rooms] textarea').value = titles;
        one('dialog[data-dialog=rooms] [type=submit]').click();
        if (isRefused) return said('dialog[data-dialog=rooms] .obstacle');
        await until(() => world.sent.length > before);
        return world.sent.at(-1).request.map(({ title }) => title);
      };
      const answers = [];
      for (const wish of [['2', ''], ['1', ' Red \n\n Blue '], ['0', '', true], ['1.5', '', true], ['', '', true], ['101', '', true], ['1', 'x\n'.repeat(101), true]]) {
        answers.push(await create(...wish));
        await until(() => !one('dialog[data-dialog=rooms] [type=submit]').ariaBusy);
      }
      await until(() => all('.room').length === 6);
      controls.close();
      return answers;
    });
    assert.deepEqual(seen.slice(0, 2), [['Room 1', 'Room 3'], ['Red', 'Blue']]);
    assert.deepEqual(seen.slice(2), Array(5).fill('There can be 1 to 100 rooms at once.'));
  });

  test('show titles and names as they are written, twenty of them', async () => {
    const seen = await pages.page.evaluate(async () => {
      const names = Array.from({ length: 23 }, (_, i) => `<b>${i}</b>`);
      const controls = gavel.attach(created({ '<img src=x>': names, '\u202e': [] }).meeting, { root });
      await opened();
      await until(() => all('.room').length === 3);
      const room = all('.room')[1];
      const texts = { titles: all('.room h3 bdi').map((title) => title.textContent), first: room.querySelector('li').textContent, people: room.querySelectorAll('li button').length, more: room.querySelector('.more').textContent, markup: all('.room img, .room b').length };
      controls.close();
      return texts;
    });
    assert.deepEqual(seen, { titles: ['Main meeting', '<img src=x>', 'No name'], first: '<b>0</b>↩Bring back', people: 20, more: 'and 3 more', markup: 0 });
  });

  test('are called by their titles, and keep the focus when they change', async () => {
    const seen = await pages.page.evaluate(async () => {
      const world = created({ Red: ['Zoe', 'Yan'], Blue: [] });
      const controls = gavel.attach(world.meeting, { root });
      await opened();
      const remove = one('.room:nth-child(2) [data-thing]:not(li *)');
      const [self, heading] = remove.getAttribute('aria-labelledby').split(' ').map((id) => said(`#${id}`));
      remove.focus();
      const { connectedMeetings } = world.meeting;
      connectedMeetings.tell([connectedMeetings.meetings[1], connectedMeetings.meetings[0]]);
      await until(() => all('.room h3 bdi')[1].textContent === 'Blue');
      const moved = remove.matches(':focus');
      connectedMeetings.tell([connectedMeetings.meetings[0]]);
      await until(() => all('.room').length === 2);
      const gone = one('dialog[data-dialog=rooms] h2').matches(':focus');
      controls.close();
      return { called: `${self} ${heading}`, moved, gone };
    });
    assert.deepEqual(seen, { called: 'Delete Red', moved: true, gone: true });
  });

  test('tell what the server refuses, in the dialog', async () => {
    const seen = await pages.page.evaluate(async () => {
      const world = created({ Red: ['Zoe'] });
      const controls = gavel.attach(world.meeting, { root });
      await opened();
      world.server = 'refuse';
      one('.room:nth-child(2) li button').click();
      await until(() => said('dialog[data-dialog=rooms] [role=alert]:not(form *)'));
      const told = said('dialog[data-dialog=rooms] [role=alert]:not(form *)');
      controls.close();
      return { told, left: root.childElementCount, listening: world.listening() };
    });
    assert.match(seen.told, /^Move to a room – Zoe: /);
    assert.equal(seen.left, 0);
    assert.equal(seen.listening, 0);
  });
});
