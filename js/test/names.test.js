// Names, which are whatever somebody has written: as shown, as found and in order.
/* global show, shadow, shown, snapshot, until */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, test } from 'node:test';
import { initials, shownName } from '../../wasm/dom/name.js';
import { NameOrder } from '../../wasm/dom/nameorder.js';
import { Words } from '../../wasm/dom/words.js';
import { folded } from '../../wasm/internal/port/collector.js';
import { usePage } from './browser/usepage.mjs';

const languages = readdirSync(new URL('../locales/', import.meta.url)).map((file) => file.replace('.json', ''));

function words(language) {
  const sentences = JSON.parse(readFileSync(new URL(`../locales/${language}.json`, import.meta.url), 'utf8'));
  return { sentences, here: new Words({ locale: language, sentences, fallback: sentences }) };
}

describe('a name in a sentence turns nothing around', () => {
  for (const language of languages) {
    test(language, () => {
      const { sentences, here } = words(language);
      for (const [key, sentence] of Object.entries(sentences).filter(([, one]) => JSON.stringify(one).includes('{name}'))) {
        for (const name of ['Ann', 'محمد', 'ߒߞߏ', '𞤀𞤣', 'შოთა', '123 (4)', 'Bob\u202e', '\u2069\u202enimda', '\u2067x', '\u200b']) {
          const said = here.say(key, { name, count: 1, action: 'pin', reason: 'reason.refused' });
          const form = typeof sentence === 'string' ? sentence : (sentence.one ?? sentence.other);
          const often = form.split('{name}').length - 1;
          assert.equal(said.split(/\u2068[^\u2068\u2069]+\u2069/).length - 1, often, `${key}: ${JSON.stringify(said)}`);
          assert.doesNotMatch(said.replace(/[\u2068\u2069]/g, ''), /\p{Bidi_Control}/u);
        }
      }
    });
  }
});

test('what nobody sees is no name', () => {
  const unseen = ['', ' ', '\u200b', '\u3164', '\u2800', '\u00ad', '\u200e\u200e', '\u{e0041}\u{e0042}', '\u115f\u1160\uffa0', '\u180e', '\ufeff', '\u2060\u034f', '\ufe0f', '\u2028', '\n\u0000', '\u202e', '\u3000\u00a0'];
  for (const name of unseen) assert.equal(words('en').here.called(name), 'No name', JSON.stringify(name));
});

test('what is seen stays', () => {
  for (const name of ['Ann', '👩‍🚀', '❤️', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '1️⃣', 'می‌خواهم', 'क्‍ष', 'O’Brien', '<b>', '\u0301', '각', '.', '\ufffd']) assert.equal(shownName(name), name);
});

test('a name is one line', () => {
  for (const line of ['\n', '\r\n', '\u2028', '\u2029', '\u0085', '\v', '\f', '\t', '\u0001', '\u007f', '\u009f']) assert.equal(shownName(`a${line}b${line}`), 'a b', JSON.stringify(line));
});

test('initials are letters', () => {
  const { here } = words('en');
  const expected = {
    Ann: 'A', '(Guest) Ann': 'GA', 'Ann (she/her)': 'AS', 'Ann -': 'A', '“Bo” [host]': 'BH', '- Cy': 'C', '!!': '!', '\u200b\u202eDi': 'D',
    '👩‍🚀 (Ana)': '👩‍🚀A', 'Guest 12': 'G1', '#7': '7', '\u3164': '?', '': '?', 'Eve\nFay': 'EF', '… 🇩🇪': '🇩🇪', '\u2067(דן) כהן': 'דכ',
  };
  for (const [name, letters] of Object.entries(expected)) assert.equal(initials(name, here), letters, name);
});

const found = [
  ['lukasz', 'Łukasz'], ['oyvind', 'Øyvind'], ['dang', 'Đặng'], ['weiss', 'Weiß'], ['WEIẞ', 'Weiss'], ['isik', 'Işık'], ['IŞIK', 'Işık'], ['işık', 'ISIK'], ['aesa', 'Æsa'],
  ['o\'brien', 'O’Brien'], ['obrien', 'O’Brien'], ['o’brien', 'O\'Brien'], ['o´brien', 'O`Brien'], ['jean-luc', 'Jean\u2010Luc'], ['jean\u2011luc', 'Jean-Luc'], ['ann', 'A\u200bn\u200dn\u00ad'],
  ['علی', 'علي'], ['علي', 'علی'], ['كريم', 'کریم'], ['نور', 'نـور'], ['ΠΑΠΑΣ', 'Παπαστράτος'], ['παπας', 'ΠΑΠΑΣΤΡΑΤΟΣ'], ['さとう', 'サトウ'], ['ｻﾄｳ', 'さとう'], ['ann', 'Ａｎｎ'], ['eva', 'Éva'], ['oeuvre', 'Œuvre'], ['thor', 'Þór'],
];

test('what people type is in the key of a name', () => {
  for (const [query, name] of found) assert.ok(folded(name).includes(folded(query)), `${query} in ${name}: ${folded(query)} in ${folded(name)}`);
});

test('the keys of many are those of each', () => {
  const names = found.flat().concat('', '\u200b', ' ', 'ς');
  assert.deepEqual(folded(names.join('\0')).split('\0'), names.map(folded));
});

/** Names of every kind, in no order. */
function manyNames() {
  const parts = ['Ann', 'ann', 'Łu', 'lu', 'Øy', 'oy', 'Đặng', 'Zed', 'Ägypt', 'aa', 'پری', 'کیان', 'گلی', 'یار', 'علي', 'さとう', 'サトウ', '佐藤', 'क्षमा', 'O’Brien', 'O\'Brien', '(x)', '-', '12', '2', '', '  ', '\u202e', 'ß', 'ss', 'Ñu', 'nz'];
  return [...new Set(parts.flatMap((one) => parts.map((other) => `${one}${other} ${one}`)))].sort((a, b) => (a.length * 7919) % 101 - (b.length * 7919) % 101 || (a < b ? 1 : -1));
}

/** What Go makes of what it is told. */
function listOf() {
  const keys = new Map();
  return {
    tell(told) {
      for (const one of told.split('\0').slice(0, -1)) keys.set(one.slice(11), one.slice(0, 11));
    },
    get names() {
      return [...keys].sort(([, a], [, b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([name]) => name);
    },
  };
}

describe('names are in the order of Intl.Collator', () => {
  for (const language of languages) {
    test(language, () => {
      const { compare } = new Intl.Collator(language);
      const order = new NameOrder(words(language).here);
      const list = listOf();
      const names = manyNames();
      const first = names.splice(0, 400);
      list.tell(order.sort(first));
      const placed = [...first];
      while (names.length > 0) {
        const some = names.splice(0, 3);
        placed.push(...some);
        list.tell(order.insert(some) ?? order.sort(placed));
      }
      const shown = list.names.map(shownName);
      assert.equal(shown.length, placed.length);
      for (let i = 1; i < shown.length; i++) assert.ok(compare(shown[i - 1], shown[i]) <= 0, `${shown[i - 1]} before ${shown[i]}`);
    });

    test(`${language}: as by their bytes where they are plain`, () => {
      const { compare } = new Intl.Collator(language);
      const letters = ['a', 'A', 'b', 'B', 'z', 'Z', 'ch', 'll', 'aa', 'ij', 'w', 'v', 'y', '0', '9', '10', ' '];
      const plain = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => `${a}${b}${c}x`.trimStart())));
      // As package section compares them.
      const key = (name) => name.toLowerCase();
      const byBytes = (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : b < a ? -1 : 1);
      const sorted = [...new Set(plain)].sort(byBytes);
      for (let i = 1; i < sorted.length; i++) assert.ok(compare(sorted[i - 1], sorted[i]) <= 0, `${sorted[i - 1]} before ${sorted[i]}`);
    });
  }

  test('also of many that come one after the other between the same two', () => {
    const order = new NameOrder(words('en').here);
    const list = listOf();
    const all = ['Ä', 'Z', ...Array.from({ length: 98 }, (_, i) => `z${i}z`)];
    list.tell(order.sort(all));
    for (let i = 100; i < 190; i++) {
      const name = `Ä ${i}`;
      all.push(name);
      list.tell(order.insert([name]) ?? order.sort(all));
    }
    assert.deepEqual(list.names, all.toSorted(new Intl.Collator('en').compare));
  });
});

describe('in the panel', () => {
  const pages = usePage({
    html: '<!doctype html><html lang="en"><title>Names</title><link rel="icon" href="data:,"><div id="root" style="inline-size: 480px; block-size: 600px"></div><script type="module" src="/page.js"></script>',
    script: `
      import { createWorld } from '/fake/fake.js';
      import { loadGavel } from '/gavel/index.js';
      const root = document.querySelector('#root');
      const gavel = await loadGavel();
      const until = async (condition) => {
        while (!condition()) await new Promise((resolve) => requestAnimationFrame(resolve));
      };
      let controls;
      const show = (names, options) => {
        controls?.close();
        const world = createWorld(['kickParticipant', 'canDisableParticipantAudio']);
        for (const name of names) world.join(name);
        controls = gavel.attach(world.meeting, { root, ...options });
        return world;
      };
      const shadow = () => root.firstElementChild.shadowRoot;
      const shown = () => Array.from(shadow().querySelectorAll('[data-participant]'), (row) => row.querySelector('bdi').textContent);
      Object.assign(globalThis, { show, shadow, shown, until, snapshot: () => controls.snapshot, ready: true });`,
  });

  test('everybody is found', async () => {
    const missed = await pages.page.evaluate(async (found) => {
      const missed = [];
      for (const [query, name] of found) {
        show([name]);
        await until(() => shown().length === 2);
        const search = shadow().querySelector('[type=search]');
        search.value = query;
        search.dispatchEvent(new InputEvent('input', { bubbles: true }));
        if (shown().length !== 1) missed.push(query);
      }
      return missed;
    }, found);
    assert.deepEqual(missed, []);
  });

  for (const { locale, names, expected } of [
    { locale: 'en', names: ['Zed', 'Łukasz', 'Øyvind', 'Đặng', '  Zoe', 'Ann'], expected: ['Ann', 'Đặng', 'Łukasz', 'Øyvind', 'Zed', 'Zoe'] },
    { locale: 'ar', names: ['یار', 'گلی', 'کیان', 'پری', 'Bob', 'نور'], expected: ['پری', 'کیان', 'گلی', 'نور', 'یار', 'Bob'] },
    { locale: 'de-AT', names: ['Zoe', 'Österle', 'Ott', 'Ähler', 'Ahorn'], expected: ['Ähler', 'Ahorn', 'Österle', 'Ott', 'Zoe'] },
  ]) {
    test(`they are in the order of ${locale}, and what the page is told stays as it is`, async () => {
      const [order, told] = await pages.page.evaluate(async ({ locale, names, expected }) => {
        show(names, { locale });
        await until(() => shown().slice(1).join() === expected.join());
        return [shown().slice(1), snapshot().participants.map(({ name }) => name)];
      }, { locale, names, expected });
      assert.deepEqual(order, expected);
      assert.deepEqual(told, names, 'in the order in which they came');
    });
  }

  test('what somebody is called cannot be taken for what the panel says', async () => {
    const seen = await pages.page.evaluate(async () => {
      show(['Eve\nThe recording was deleted\u202e']);
      await until(() => shown().length === 2);
      const row = shadow().querySelector('[data-participant="peer-1"]');
      const label = row.querySelector('[data-action=kick]').ariaLabel;
      row.querySelector('[data-action=disableAudio]').click();
      await until(() => shadow().querySelector('[role=status]').textContent.includes('is muted'));
      return { name: shown()[1], label, receipt: shadow().querySelector('[part=notice] p').innerText, told: snapshot().participants[0].name };
    });
    assert.deepEqual(seen, {
      name: 'Eve The recording was deleted',
      label: 'Remove \u2068Eve The recording was deleted\u2069',
      receipt: '\u2068Eve The recording was deleted\u2069 is muted',
      told: 'Eve\nThe recording was deleted\u202e',
    });
  });
});
