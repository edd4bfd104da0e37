import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const types = path.join(import.meta.dirname, 'types');
const tsc = path.join(import.meta.dirname, '../node_modules/typescript/bin/tsc');

/** Runs the compiler and returns its lines about errors. */
function compile(...args) {
  const { stdout } = spawnSync(process.execPath, [tsc, ...args], { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => line.includes('error TS'));
}

test('programs that must compile do, and lines that must not do not', () => {
  assert.deepEqual(compile('-p', types), []);
});

test('each wrong line is refused for its own reason', (t) => {
  const folder = mkdtempSync(path.join(types, 'unmarked-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const lines = readFileSync(path.join(types, 'wrong.ts'), 'utf8').split('\n');
  const expected = lines.flatMap((line, i) => {
    const code = /@ts-expect-error (TS\d+)/.exec(line)?.[1];
    return code ? [`${i + 2} ${code}`] : [];
  });
  assert.notEqual(expected.length, 0);
  writeFileSync(path.join(folder, 'wrong.ts'), lines.join('\n').replaceAll('@ts-expect-error', ''));
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ extends: '../tsconfig.json', include: ['*.ts'] }));
  const found = compile('-p', folder, '--pretty', 'false').map((line) => {
    const [, at, code] = /\((\d+),\d+\): error (TS\d+)/.exec(line) ?? [];
    return `${at} ${code}`;
  });
  assert.deepEqual(found, expected);
});

test('the sources of the package are sound', () => {
  const sources = path.join(import.meta.dirname, '../src');
  for (const name of readdirSync(sources).filter((file) => file.endsWith('.js'))) {
    assert.match(readFileSync(path.join(sources, name), 'utf8'), /^\/\/ @ts-check\n/, `${name} must begin with // @ts-check`);
  }
  assert.deepEqual(compile('-p', path.join(import.meta.dirname, '..')), []);
});
