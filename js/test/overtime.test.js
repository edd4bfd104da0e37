/** What goes on over time, through the built package: the journal, policies, who comes back, and a page that is loaded anew. */
/* global created, gavel, failure, until */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { usePage } from './browser/usepage.mjs';

const script = `
  import { createWorld } from '/fake/fake.js';
  import { loadGavel } from '/gavel/index.js';
  const rights = ['canDisableParticipantAudio', 'kickParticipant', 'pinParticipant', 'acceptWaitingRequests'];
  const created = (more = {}) => {
    const world = createWorld(rights);
    Object.assign(world.meeting.meta, { meetingId: 'weekly' }, more);
    return world;
  };
  globalThis.until = (met) => new Promise((resolve) => {
    const look = () => (met() ? resolve() : setTimeout(look, 5));
    look();
  });
  Object.assign(globalThis, { created, gavel: await loadGavel(), failure: (call) => {
    try { call(); } catch ({ reason, message, permission }) { return { reason, message, permission }; }
  } });
  globalThis.ready = true;`;

const pages = usePage({ html: '<!doctype html><title>Over time</title><script type="module" src="/page.js"></script>', script });

const names = ['=HYPERLINK("http://x")', ' +1', '@x', '\t-2', '＝1', 'a "quoted", name', 'two\nlines', '👩‍👧', '-5', 'Ann'];

describe('the journal', () => {
  test('has what was done, as a list that stays the same, and as text', async () => {
    const seen = await pages.page.evaluate(async (names) => {
      const world = created();
      const people = names.map((name) => world.join(name, { customParticipantId: 'c' }));
      const controls = gavel.attach(world.meeting, { remember: false });
      const told = [];
      controls.addEventListener('journal', ({ detail }) => told.push(detail.entry));
      const empty = controls.journal;
      await controls.perform({ action: 'disableAudio', targets: people });
      await controls.perform({ action: 'pin', target: people[0] });
      world.pin(people[1]);
      await until(() => controls.snapshot.pinnedId === people[1]);
      const { journal } = controls;
      const same = journal === controls.journal;
      await until(() => told.length === journal.length);
      const texts = { json: controls.exportJournal('json'), csv: controls.exportJournal('csv') };
      controls.close();
      return { empty, journal, same, frozen: Object.isFrozen(journal) && journal.every(Object.isFrozen), told, texts, after: controls.journal.length, wrong: failure(() => controls.exportJournal('xml')) };
    }, names);
    assert.deepEqual(seen.empty, []);
    assert.ok(seen.same && seen.frozen);
    const mutes = seen.journal.slice(0, names.length);
    assert.deepEqual(mutes.map(({ name, action, by, status, customParticipantId }) => [name, action, by, status, customParticipantId]), names.map((name) => [name, 'disableAudio', 'me', 'confirmed', 'c']));
    assert.deepEqual(seen.journal.slice(names.length).map(({ action, by, id }) => [action, by, id]), [['pin', 'me', 'peer-1'], ['unpin', 'unknown', 'peer-1'], ['pin', 'unknown', 'peer-2']].filter(([action]) => seen.journal.some((entry) => entry.action === action && entry.by === 'unknown') || action === 'pin'));
    assert.deepEqual(seen.told, seen.journal);
    assert.equal(seen.after, seen.journal.length);
    assert.deepEqual(JSON.parse(seen.texts.json), seen.journal);
    const lines = read(seen.texts.csv);
    assert.deepEqual(lines[0], ['at', 'by', 'action', 'what', 'name', 'userId', 'customParticipantId', 'id', 'status', 'code', 'elapsedMs']);
    assert.equal(lines.length, seen.journal.length + 1);
    assert.deepEqual(lines.slice(1, names.length + 1).map((line) => line[4]), names.map((name, i) => ([0, 1, 2, 3, 4, 8].includes(i) ? `'${name}` : name)));
    assert.match(lines[1][0], /^\d{4}-\d\d-\d\dT.*Z$/);
    assert.equal(seen.wrong.reason, 'bad-input');
    assert.match(seen.wrong.message, /exportJournal takes "json" or "csv", not "xml"/);
  });
});

/**
 * Reads a table as RFC 4180 has it.
 * @param {string} csv
 */
function read(csv) {
  const lines = [];
  let line = [];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    line.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\r\n') {
      lines.push(line);
      line = [];
    }
  }
  return lines;
}

describe('policies', () => {
  test('go on by themselves until they are switched off', async () => {
    const seen = await pages.page.evaluate(async () => {
      const world = created();
      const ann = world.join('Ann');
      const controls = gavel.attach(world.meeting, { remember: false });
      controls.setPolicy('keepMuted', { targets: [ann] });
      await until(() => !controls.snapshot.participants[0].audioEnabled);
      controls.setPolicy('muteOnEntry', true);
      const bob = world.join('Bob');
      await until(() => controls.snapshot.participants.find(({ id }) => id === bob)?.audioEnabled === false);
      controls.setPolicy('admit', { customParticipantIds: ['staff'] });
      world.wait('Wim', { customParticipantId: 'staff' });
      await until(() => controls.journal.filter(({ by }) => by === 'policy').length === 4);
      const on = controls.snapshot.policies;
      for (const policy of ['keepMuted', 'muteOnEntry', 'admit']) controls.setPolicy(policy, false);
      const off = controls.snapshot.policies;
      const by = controls.journal.filter(({ by }) => by === 'policy').map(({ action, name }) => `${action} ${name}`);
      controls.close();
      return { on, off, by, frozen: Object.isFrozen(on) && Object.isFrozen(on[0].userIds), listening: world.listening() };
    });
    assert.deepEqual(seen.on.map(({ policy, userIds, name, customParticipantIds }) => [policy, userIds, name, customParticipantIds]), [['keepMuted', ['user-1'], 'Ann', []], ['muteOnEntry', [], '', []], ['admit', [], '', ['staff']]]);
    assert.deepEqual(seen.off, []);
    assert.deepEqual(seen.by, ['disableAudio Ann', 'disableAudio Bob', 'acceptWaitingRoomRequest Wim', 'disableAudio Wim']);
    assert.ok(seen.frozen);
    assert.equal(seen.listening, 0);
  });

  const wrong = [
    [['mute', true], /there is no policy "mute"; there are muteOnEntry, /],
    [['floor', { target: 'peer-1' }], /floor needs seconds/],
    [['floor', { target: 'peer-1', seconds: 1e9 }], /seconds must be a number above 0 and up to 7200/],
    [['floor', { seconds: 5 }], /floor needs one target/],
    [['admit', true], /admit needs customParticipantIds/],
    [['admit', { customParticipantIds: 'staff' }], /customParticipantIds must be an array/],
    [['keepOut', {}], /keepOut needs userIds/],
    [['keepPin', true], /keepPin needs one target/],
    [['muteOnEntry', { targets: ['peer-1'] }], /muteOnEntry takes no target/],
    [['keepMuted', { who: 'all' }], /"who"/],
    [['keepMuted', { targets: [] }], /empty targets/],
    [['keepMuted', 'yes'], /on is string, want a boolean/],
    [['keepMuted', undefined], /on is undefined, want a boolean/],
  ];
  for (const [args, says] of wrong) {
    test(`refuse ${JSON.stringify(args)}`, async () => {
      const seen = await pages.page.evaluate((args) => {
        const world = created();
        world.join('Ann');
        const controls = gavel.attach(world.meeting, { remember: false });
        const answer = failure(() => controls.setPolicy(...args));
        controls.close();
        return answer;
      }, args);
      assert.equal(seen?.reason, 'bad-input');
      assert.match(seen.message, says);
    });
  }

  test('name the right that is missing', async () => {
    const seen = await pages.page.evaluate(() => {
      const world = created();
      world.grant('canDisableParticipantAudio', false);
      const controls = gavel.attach(world.meeting, { remember: false });
      const answer = failure(() => controls.setPolicy('muteOnEntry', true));
      controls.close();
      return answer;
    });
    assert.equal(seen.reason, 'permission');
    assert.equal(seen.permission, 'disable_participant_audio');
  });
});

describe('a page that is loaded anew', () => {
  test('has the journal and what was on, and the choice to go on', async () => {
    const seen = await pages.page.evaluate(async () => {
      sessionStorage.clear();
      const world = created();
      const ann = world.join('Ann');
      const before = gavel.attach(world.meeting);
      await before.perform({ action: 'disableAudio', target: ann });
      before.setPolicy('muteOnEntry', true);
      dispatchEvent(new Event('pagehide'));
      const kept = Object.keys(sessionStorage);
      before.close();
      const anew = created();
      anew.join('Ann');
      const controls = gavel.attach(anew.meeting);
      const { journal } = controls;
      const off = controls.snapshot.policies;
      const former = controls.snapshot.formerPolicies;
      controls.formerPolicies(true);
      const again = controls.snapshot.policies;
      const last = controls.snapshot.formerPolicies;
      controls.close();
      const forgetful = gavel.attach(created().meeting, { remember: false });
      const none = forgetful.journal.length;
      forgetful.close();
      sessionStorage.clear();
      const other = gavel.attach(created().meeting, { remember: false });
      other.setPolicy('muteOnEntry', true);
      dispatchEvent(new Event('pagehide'));
      other.close();
      const nothing = Object.keys(sessionStorage);
      return { kept, journal, off, former, again, last, none, nothing, wrong: failure(() => controls.formerPolicies('yes')) };
    });
    assert.deepEqual(seen.kept, ['gavel:weekly']);
    assert.deepEqual(seen.journal.map(({ action, name }) => `${action} ${name}`), ['disableAudio Ann', 'policy.on ']);
    assert.deepEqual([seen.off, seen.last], [[], []]);
    assert.deepEqual([seen.former, seen.again].map((list) => list.map(({ policy }) => policy)), [['muteOnEntry'], ['muteOnEntry']]);
    assert.equal(seen.none, 0);
    assert.deepEqual(seen.nothing, []);
    assert.match(seen.wrong.message, /formerPolicies takes true or false/);
  });

  test('is no worse for a storage that is full, forbidden, or has something else in it', async () => {
    const seen = await pages.page.evaluate(async () => {
      sessionStorage.clear();
      const results = [];
      const attempt = () => {
        const world = created();
        world.join('Ann');
        const controls = gavel.attach(world.meeting);
        controls.setPolicy('muteOnEntry', true);
        dispatchEvent(new Event('pagehide'));
        results.push([controls.journal.length, controls.snapshot.formerPolicies.length]);
        controls.close();
      };
      for (const rubbish of ['', 'gavel 1', 'gavel 1\0', '{}', '\0'.repeat(5000), 'gavel 1\0' + '9'.repeat(400)]) {
        sessionStorage.setItem('gavel:weekly', rubbish);
        attempt();
      }
      const { setItem, getItem } = Storage.prototype;
      Storage.prototype.setItem = Storage.prototype.getItem = () => {
        throw new Error('forbidden');
      };
      attempt();
      Object.assign(Storage.prototype, { setItem, getItem });
      sessionStorage.clear();
      return results;
    });
    assert.deepEqual(seen, Array.from({ length: 7 }, () => [1, 0]));
  });
});
