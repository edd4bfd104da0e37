import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { compile, go } from '../build/go.mjs';
import { codeByPackage } from '../build/ledger.mjs';

const js = path.join(import.meta.dirname, '..');
const dist = path.join(js, 'dist');
assert.ok(existsSync(path.join(dist, 'build.json')), 'js/dist is missing: run "node build.mjs" in js first.');
const record = JSON.parse(readFileSync(path.join(dist, 'build.json'), 'utf8'));

const read = (name) => readFileSync(path.join(dist, name));

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

function temporaryFolder(t) {
  const folder = mkdtempSync(path.join(tmpdir(), 'gavel-build-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('the record tells what is there', () => {
  const { version } = JSON.parse(readFileSync(path.join(js, 'package.json'), 'utf8'));
  assert.equal(record.version, version);
  assert.equal(record.go, go('env', 'GOVERSION'));
  assert.match(record.runtime, /^(slim|plain)$/);
  assert.deepEqual(readdirSync(dist).sort(), [...Object.keys(record.files), 'build.json'].sort());
  for (const [name, { bytes, sha256: hash }] of Object.entries(record.files)) {
    assert.equal(read(name).length, bytes, name);
    assert.equal(sha256(read(name)), hash, name);
  }
});

test('the loader asks for the module beside it', () => {
  const loader = readdirSync(dist)
    .filter((name) => name.endsWith('.js'))
    .map((name) => read(name).toString())
    .find((text) => text.includes('import.meta.url'));
  assert.ok(loader.includes(record.buildId));
  assert.ok(read('gavel.wasm').includes(record.buildId));
  assert.match(loader, /new URL\("\.\/gavel\.wasm",import\.meta\.url\)/);
});

test('the compressed files hold the module', () => {
  const module = read('gavel.wasm');
  assert.ok(gunzipSync(read('gavel.wasm.gz')).equals(module));
  assert.ok(brotliDecompressSync(read('gavel.wasm.br')).equals(module));
});

test('the licences of Go and of the modules in it are there', () => {
  const text = read('LICENSES.txt').toString();
  assert.match(text, /^Go\n\n.*Copyright.*The Go Authors/s);
  assert.match(text, /^github\.com\/hack-pad\/safejs$/m);
});

test('the same sources give the same module elsewhere', (t) => {
  const elsewhere = temporaryFolder(t);
  for (const name of ['go.mod', 'go.sum', 'internal', 'wasm']) {
    cpSync(path.join(js, '..', name), path.join(elsewhere, name), { recursive: true });
  }
  const { module } = compile({ folder: elsewhere, program: './wasm', version: record.version, plain: record.runtime === 'plain' });
  assert.equal(sha256(module), record.files['gavel.wasm'].sha256);
});

test('the ledger adds up to the code of the module', () => {
  const { module } = compile({ program: './js/test/silent', version: '1.2.3', withNames: true });
  const { packages, data } = codeByPackage(module, [...go('list', '-deps', './js/test/silent').split('\n'), 'main']);
  const code = packages.reduce((sum, [, bytes]) => sum + bytes, 0);
  assert.equal(packages[0][0], 'runtime');
  assert.ok(packages.some(([name]) => name === 'main'));
  const whole = module.length;
  assert.ok(code + data > 0.9 * whole && code + data < whole, `${code} + ${data} of ${whole}`);
});
