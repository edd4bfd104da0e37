/** What npm would publish. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const js = path.join(import.meta.dirname, '..');
const manifest = JSON.parse(readFileSync(path.join(js, 'package.json'), 'utf8'));
const read = (name) => readFileSync(path.join(js, name), 'utf8');

test('these files and no others', () => {
  const [{ files }] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--silent'], { cwd: js, encoding: 'utf8' }));
  const names = files.map((file) => file.path.replace(/-[0-9A-Z]{8}\.js$/, '-(hash).js'));
  assert.deepEqual(names.sort(), [
    'LICENSE',
    'README.md',
    'dist/LICENSES.txt',
    'dist/ar-(hash).js',
    'dist/build.json',
    'dist/de-(hash).js',
    'dist/define.d.ts',
    'dist/define.js',
    'dist/es-(hash).js',
    'dist/fr-(hash).js',
    'dist/gavel.wasm',
    'dist/gavel.wasm.br',
    'dist/gavel.wasm.gz',
    'dist/hi-(hash).js',
    'dist/index.d.ts',
    'dist/index.js',
    'dist/ja-(hash).js',
    'dist/pt-(hash).js',
    'package.json',
  ]);
});

// The scripts have it: what is for Go programs of others must not travel twice.
test('the module does not carry the collector', () => {
  const source = readFileSync(path.join(js, '../wasm/internal/port/collector.js'));
  const module = readFileSync(path.join(js, 'dist/gavel.wasm'));
  const [told] = /export function createCollector\(.*\) \{/.exec(source.toString());
  assert.equal(module.includes(told), false);
});

test('its license is that of the project', () => {
  assert.equal(manifest.license, 'Apache-2.0');
  assert.equal(read('LICENSE'), read('../LICENSE'));
  assert.match(read('LICENSE'), /Apache License\n +Version 2\.0.*\n +Copyright The Gavel authors\n/s);
});

test('it says where it comes from and what it needs', () => {
  assert.deepEqual(manifest.repository, { type: 'git', url: 'git+https://github.com/gavel-rtc/gavel.git', directory: 'js' });
  assert.equal(manifest.homepage, 'https://github.com/gavel-rtc/gavel#readme');
  assert.equal(manifest.bugs, 'https://github.com/gavel-rtc/gavel/issues');
  assert.deepEqual(manifest.engines, { node: '>=20' });
  assert.ok(manifest.keywords.includes('realtimekit'));
  assert.equal(manifest.dependencies, undefined);
  assert.deepEqual(manifest.peerDependencies, { '@cloudflare/realtimekit': '2.x' });
  assert.match(manifest.devDependencies['@cloudflare/realtimekit'], /^2\.\d+\.\d+$/, 'the SDK that it is tested with is one that it allows');
});

test('tools that know no exports find the same files', () => {
  assert.equal(manifest.main, manifest.exports['.'].default);
  assert.equal(manifest.types, manifest.exports['.'].types);
});

test('npm has nothing to correct', () => {
  const nowhere = ['--registry=http://127.0.0.1:9', '--fetch-retries=0']; // asked for the last version, which is not needed
  const { status, stderr } = spawnSync('npm', ['publish', '--dry-run', '--loglevel=warn', ...nowhere], { cwd: js, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  const warnings = stderr.split('\n').filter((line) => line && !line.includes('requires you to be logged in'));
  assert.deepEqual(warnings, []);
});
