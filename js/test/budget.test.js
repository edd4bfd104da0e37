import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overBudget } from '../build/budget.mjs';

test('a script may grow by a tenth, and no more', () => {
  assert.equal(overBudget('define.js', 858), undefined);
  assert.equal(overBudget('define.js', 943), undefined);
  assert.equal(overBudget('define.js', 944), 'define.js has 944 bytes of brotli: build/budget.mjs lets define.js have 943.');
});

test('languages share a row', () => {
  assert.equal(overBudget('hi-CVE6XKSP.js', 2_000), undefined);
  assert.match(overBudget('hi-CVE6XKSP.js', 20_000), /^hi-CVE6XKSP\.js has 20,000 bytes of brotli: .* a language have 9,900\.$/);
});

test('a script that nobody knows is over', () => {
  for (const name of ['chunk-ABCDEFGH.js', 'extra.js', 'toString']) assert.match(overBudget(name, 1), /has no row/);
});
