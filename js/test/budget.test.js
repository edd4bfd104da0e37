import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overBudget } from '../build/budget.mjs';

test('a script may grow by a tenth, and no more', () => {
  assert.equal(overBudget('define.js', 610), undefined);
  assert.equal(overBudget('define.js', 671), undefined);
  assert.equal(overBudget('define.js', 672), 'define.js has 672 bytes of brotli: build/budget.mjs lets define.js have 671.');
});

test('languages share a row', () => {
  assert.equal(overBudget('hi-CVE6XKSP.js', 2_000), undefined);
  assert.match(overBudget('hi-CVE6XKSP.js', 20_000), /^hi-CVE6XKSP\.js has 20,000 bytes of brotli: .* a language have 2,483\.$/);
});

test('a script that nobody knows is over', () => {
  for (const name of ['chunk-ABCDEFGH.js', 'extra.js', 'toString']) assert.match(overBudget(name, 1), /has no row/);
});
