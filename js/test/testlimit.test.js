import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';

/** What a program says whose GAVEL_SLOW is this. */
function limitOf(slow) {
  const program = `import { testLimit } from ${JSON.stringify(path.join(import.meta.dirname, 'testlimit.mjs'))}; console.log(testLimit(1000))`;
  return spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    env: { ...process.env, GAVEL_SLOW: slow },
    encoding: 'utf8',
  });
}

test('GAVEL_SLOW makes limits longer', () => {
  for (const [slow, limit] of Object.entries({ '': '1000', 1: '1000', 4: '4000', 1.5: '1500' })) {
    assert.equal(limitOf(slow).stdout.trim(), limit, slow);
  }
});

test('what is no factor is refused', () => {
  for (const slow of ['abc', '0', '0.5', '101', 'NaN', '4x']) {
    assert.match(limitOf(slow).stderr, new RegExp(`Error: GAVEL_SLOW is "${slow}": want .* a number from 1 to 100`), slow);
  }
});
