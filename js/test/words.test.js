// The words of the panel, against what the language's data says.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, test } from 'node:test';
import { actionIcons } from '../../wasm/dom/actions.js';
import { characters } from '../../wasm/dom/icons.js';
import { Words } from '../../wasm/dom/words.js';

const languages = readdirSync(new URL('../locales/', import.meta.url)).map((file) => file.replace('.json', ''));
const sentencesOf = (language) => JSON.parse(readFileSync(new URL(`../locales/${language}.json`, import.meta.url), 'utf8'));

function words(locale) {
  const sentences = sentencesOf(locale.slice(0, 2));
  return new Words({ locale, sentences, fallback: sentences });
}

describe('numbers are those of the language', () => {
  for (const locale of [...languages, 'ar-EG', 'ar-MA', 'de-CH', 'en-IN', 'en-u-nu-deva', 'pt-PT']) {
    test(locale, () => {
      const here = words(locale);
      const format = new Intl.NumberFormat(locale);
      for (let number = 0; number < 1100; number++) assert.equal(here.number(number), format.format(number));
    });
  }
});

describe('lists are those of the language', () => {
  for (const language of languages) {
    test(language, () => {
      const here = words(language);
      assert.equal(here.and(['A']), 'A');
      assert.equal(here.and(['A', 'B']), new Intl.ListFormat(language).format(['A', 'B']));
      assert.match(here.and(['A', 'B', 'C']), /^A.*B.*C$/);
      assert.match(here.list(['A', 'B', 'C']), /^A\P{L}+B\P{L}+C$/u);
    });
  }
});

describe('the first letter is what a person sees as one', () => {
  const segmenter = new Intl.Segmenter('en');
  const first = (text) => segmenter.segment(text)[Symbol.iterator]().next().value.segment;
  const here = words('en');

  test('of every two code units in one place of a name', () => {
    for (let unit = 0x20; unit < 0xd7b0; unit++) {
      const letter = String.fromCharCode(unit);
      for (const text of [letter, `${letter}a`, `a${letter}`, `${letter}’`, `${letter}${letter}`]) assert.equal(here.firstLetter(text), first(text), JSON.stringify(text));
    }
  });

  test('of every emoji, with others behind it', () => {
    for (let point = 0x1f000; point < 0x20000; point++) {
      const picture = String.fromCodePoint(point);
      for (const behind of ['', 'a', ' ', picture, `\u200d${picture}`, '\u200d1', '\ufe0f', '🏽', '🏽🏽', '\u0301', '🇩🇪']) {
        assert.equal(here.firstLetter(picture + behind), first(picture + behind), JSON.stringify(picture + behind));
      }
    }
  });

  test('of names', () => {
    for (const name of ['Åsa', 'O’Brien', 'Ễ', 'e\u0301va', 'Ж', 'й', '서연', '각', '王芳', 'かおり', 'か\u3099', 'محمد', 'מִרְיָם', 'क्षमा', 'ﺷ', '👩‍🚀 Ana', '🇩🇪', '🇩🇪🇫🇷', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '1️⃣ st', '👍🏽!', '❤️‍🔥', '👩🏽‍❤️‍💋‍👨🏿', '😀\u0301', '🤷🏻‍♀️x', '☺', '#1', 'ｶﾞ', 'ก้อง']) {
      assert.equal(here.firstLetter(name), first(name), name);
    }
  });
});

test('every action has an icon that there is', () => {
  for (const [action, icon] of Object.entries(actionIcons)) assert.ok(icon in characters, `${action} has the icon "${icon}": icons are in wasm/dom/icons.js`);
});
