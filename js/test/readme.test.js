/** The lists in README.md of this package, against what the panel has. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { characters } from '../../wasm/dom/icons.js';
import { browsers } from '../src/needs.js';

const js = path.join(import.meta.dirname, '..');
const dom = path.join(js, '../wasm/dom');
const readme = readFileSync(path.join(js, 'README.md'), 'utf8');
const projectReadme = readFileSync(path.join(js, '../README.md'), 'utf8');

/** What the pattern's group finds, each once, sorted. */
const all = (text, pattern) => [...new Set(Array.from(text.matchAll(pattern), ([, found]) => found))].sort();

test('custom properties are those of the style sheet', () => {
  const used = all(readFileSync(path.join(dom, 'panel.css'), 'utf8'), /var\((--gavel-[a-z-]+)/g);
  assert.deepEqual(all(readme, /`(--gavel-[a-z-]+)`/g), used);
});

test('parts are those of the shadow root', () => {
  const scripts = readdirSync(dom, { recursive: true }).filter((file) => file.endsWith('.js')).map((file) => readFileSync(path.join(dom, file), 'utf8'));
  const [, list] = /`::part\(\)` reaches: (.*?)\.\n/.exec(readme);
  assert.deepEqual(all(list, /`([a-z]+)`/g), all(scripts.join('\n'), /\bpart: '([a-z]+)'/g));
});

test('languages are those there are', () => {
  const languages = readdirSync(path.join(js, 'locales')).map((file) => file.replace('.json', '')).sort();
  const [, here] = /there are ([a-z, ]+)\)/.exec(readme);
  const [, there] = /px and up; ([a-z, ]+)\./.exec(projectReadme);
  assert.deepEqual(here.split(', '), languages);
  assert.deepEqual(there.split(', '), languages);
});

test('the browsers it needs are those that its error names', () => {
  for (const text of [readme, projectReadme]) assert.ok(text.includes(`It needs ${browsers}, or a newer one.`));
});

test('codes of a load that failed are those of the types', () => {
  const [, type] = /type LoadErrorCode = (.*?);/.exec(readFileSync(path.join(js, 'index.d.ts'), 'utf8'));
  const [, list] = /reason `load` and one of the codes (.*?)\. `start`/.exec(readme);
  assert.deepEqual(all(list, /`([a-z-]+)`/g), all(type, /'([a-z-]+)'/g));
});

test('without the font of the icons there are characters that any font may have', () => {
  for (const [name, character] of Object.entries(characters)) assert.match(character, /^\p{S}$/u, name);
});
