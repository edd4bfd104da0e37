/** What a host does with the panel, by mouse and by keyboard. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { start } from './panelin.mjs';

let started;
let panel;
/** The names of those who are there. */
let first;
let second;
let third;

before(async () => {
  started = await start();
});

after(() => started?.close());

beforeEach(async () => {
  panel = await started.openPanel();
  [first, second, third] = await panel.join(3);
  await panel.until([first, second, third].map(row).join(' && '));
});

afterEach(async () => {
  assert.deepEqual(await panel.close(), []);
});

/** Somebody's row, and the button of an action on them. */
const row = (name) => `rowOf(${JSON.stringify(name)})`;
const button = (name, action) => `${row(name)}?.querySelector('[data-action="${action}"]')`;
const hasWords = (element, words) => `${element}?.textContent.includes(${JSON.stringify(words)})`;
/** What is said has names isolated. */
const said = (text) => `find('[role=status]').textContent.replace(/[\\u2068\\u2069]/g, '') === ${JSON.stringify(text)}`;

test('mutes somebody with the mouse, and nobody else', async () => {
  await panel.click(button(second, 'disableAudio'));
  await panel.until(said(`${second} is muted`));
  await panel.until(hasWords(row(second), 'microphone off'));
  assert.ok(await panel.see(`${hasWords(row(first), 'microphone on')} && ${hasWords(row(third), 'microphone on')}`));
});

test('mutes everybody', async () => {
  await panel.click('find(\'[data-action="disableAllAudio"]\')');
  await panel.until([first, second, third].map((name) => hasWords(row(name), 'microphone off')).join(' && '));
});

test('goes with arrow keys through the list and its buttons', async () => {
  await panel.click(`${row(first)}.querySelector('[part=name]')`);
  await panel.press('ArrowDown');
  await panel.until(`shadowRoot.activeElement?.closest('[data-participant]') === ${row(second)}`);
  await panel.press('ArrowRight');
  await panel.until("shadowRoot.activeElement.dataset.action === 'disableAudio'");
  await panel.press('ArrowDown');
  await panel.until(`shadowRoot.activeElement === ${button(third, 'disableAudio')}`);
  await panel.press('Enter');
  await panel.until(said(`${third} is muted`));
});

test('has one tab stop for a list that scrolls', async () => {
  await panel.join(20);
  await panel.until("find('[role=grid]').scrollHeight > find('[role=grid]').clientHeight");
  await panel.click("find('input[type=search]')");
  const inTheList = "Boolean(shadowRoot.activeElement?.closest('[role=grid]'))";
  const stops = [];
  for (let i = 0; i < 5; i += 1) {
    await panel.press('Tab');
    stops.push(await panel.see(inTheList));
  }
  assert.deepEqual(stops.filter(Boolean), [true]);
  assert.ok(stops.indexOf(true) < 4, 'the last one is beyond the list');
});

test('pins somebody, and takes it back', async () => {
  await panel.click(button(first, 'pin'));
  await panel.until(button(first, 'unpin'));
  await panel.click("find('[data-undo]')");
  await panel.until(button(first, 'pin'));
});

test('asks before somebody is removed', async () => {
  await panel.click(button(third, 'kick'));
  await panel.until(hasWords("find('dialog[open]')", third));
  await panel.press('Escape');
  await panel.until("!find('dialog[open]')");
  assert.ok(await panel.see(row(third)));
  await panel.until(`shadowRoot.activeElement === ${button(third, 'kick')}`);
  await panel.press('Enter');
  await panel.click("find('dialog[open] [data-confirm]')");
  await panel.until(`!${row(third)}`);
});

test('lets in who knocks', async () => {
  const [name] = await panel.knock();
  await panel.until(hasWords("find('[part=waiting]')", name));
  await panel.click('find(\'[part=waiting] [data-action="acceptWaitingRoomRequest"]\')');
  await panel.until(`!find('[part=waiting] [data-participant]') && ${row(name)}`);
});

test('finds people by their names', async () => {
  await panel.click("find('input[type=search]')");
  await panel.page.keyboard.type(third.slice(0, 3));
  await panel.until(`${row(third)} && !${row(first)} && !${row(second)}`);
});

test('ends the meeting for everybody, and asks before', async () => {
  await panel.click('find(\'[data-action="kickAll"]\')');
  await panel.click("find('dialog[open] [data-confirm]')");
  await panel.until("find('[part=panel]')?.dataset.phase === 'over' || document.body.dataset.screen === 'over'");
});
