/** The scope that the loader gives to Go (src/scope.js) has what is asked of it, and nothing else. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Linter } from 'eslint';
import globals from 'globals';
import { go, wasmExec } from '../build/go.mjs';
import { createScope } from '../src/scope.js';

const names = Object.keys(createScope());

/** What is read of the global object, and the lines of which that cannot be told. */
function askedByGo() {
  const format = '{{$at := .ImportPath}}{{$in := .Dir}}{{range .GoFiles}}{{$at}}/{{.}}\t{{$in}}/{{.}}\n{{end}}';
  const asked = new Set();
  const unclear = [];
  for (const line of go('list', '-deps', '-f', format, './wasm').split('\n').filter(Boolean)) {
    const [name, file] = line.split('\t');
    for (const code of readFileSync(file, 'utf8').split('\n').map((text) => text.replace(/\/\/.*/, '').trim())) {
      if (!/\bGlobal\(|\bvalueGlobal\b|\bMustGetGlobal\(/.test(code) || code.startsWith('func ')) continue;
      const [, found] = /(?:\bGlobal\(\)\.(?:Get|Call)|\bvalueGlobal\.(?:Get|Call)|\b(?:MustGet)?Global)\("(\w+)"/.exec(code) ?? [];
      if (found) asked.add(found);
      else unclear.push(`${name}: ${code.replace(/\s+/g, ' ')}`);
    }
  }
  return { asked, unclear };
}

/** What wasm_exec.js takes from the global object, and what it sets there. */
function wasmExecs() {
  const set = new Set([...wasmExec().matchAll(/\bglobalThis\.(\w+) = /g)].map(([, name]) => name));
  const taken = new Set([...wasmExec().matchAll(/\bglobalThis\.(\w+)/g)].map(([, name]) => name).filter((name) => !set.has(name)));
  return { taken, set };
}

test('everything that is asked of it is there, and nothing else', () => {
  const { asked, unclear } = askedByGo();
  const { taken, set } = wasmExecs();
  const needed = [...asked, ...taken].filter((name) => !set.has(name));
  assert.deepEqual(names, [...new Set(needed)].sort());
  assert.deepEqual(unclear.sort(), [
    'github.com/gavel-rtc/gavel/wasm/bridge/value.go: return safejs.Safe(js.Global().Get(name))',
    'github.com/hack-pad/safejs/global.go: return Safe(js.Global())',
    'github.com/hack-pad/safejs/global.go: value, err := Global().Get(property)',
    'syscall/js/js.go: return valueGlobal',
    'syscall/js/js.go: valueGlobal = predefValue(5, typeFlagObject)',
  ]);
});

test('it has no names of its prototype', () => {
  assert.equal(createScope().constructor, undefined);
});

test('what is taken without it is there in every page', () => {
  const file = path.join(import.meta.dirname, '../dist/index.js');
  assert.ok(existsSync(file), 'js/dist is missing: run "node build.mjs" in js first.');
  const found = new Linter().verify(readFileSync(file, 'utf8').replaceAll('eslint', ''), {
    languageOptions: { globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    rules: { 'no-undef': 'error' },
  });
  assert.deepEqual(found.map(({ message }) => message), []);
});
