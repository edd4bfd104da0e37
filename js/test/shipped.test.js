/**
 * The Go packages' browser tests once more, on what ships: the runtime of the module in dist,
 * slim or plain, the same changes of Go's sources and tables, and the loader's own scope.
 */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { bundle } from '../build/bundle.mjs';
import { compileTests } from '../build/go.mjs';
import { browserName, launch, openPage } from './browser/browser.mjs';
import { serve } from './browser/server.mjs';
import { testLimit } from './testlimit.mjs';

const top = path.join(import.meta.dirname, '../..');
const packages = [
  'wasm', 'wasm/bridge', 'wasm/dom', 'wasm/hostcontrols', 'wasm/internal/port', 'wasm/rtk',
  // What asks nothing of the page is another matter only in another browser.
  ...(browserName === 'chromium' ? [] : ['internal/control', 'internal/control/proof', 'wasm/meeting']),
];

const limits = { slow: process.env.GAVEL_SLOW ?? '', timeout: `${testLimit(240_000)}ms` };

let folder;
let server;
let browser;

before(async () => {
  const record = path.join(top, 'js/dist/build.json');
  assert.ok(existsSync(record), 'js/dist is missing: run "node build.mjs" in js first.');
  const { runtime } = JSON.parse(readFileSync(record, 'utf8'));
  const compiled = compileTests({ packages: packages.map((name) => `./${name}`), plain: runtime === 'plain' });
  assert.equal(compiled.runtime, runtime);
  folder = mkdtempSync(path.join(tmpdir(), 'gavel-shipped-'));
  for (const [name, module] of compiled.tests) writeFileSync(path.join(folder, `${name}.wasm`), module);
  await bundle({ outdir: folder, entries: { gotests: '../test/browser/gotests.js' }, version: '', buildId: '' });
  server = await serve({
    '/': () => ({ headers: { 'content-type': 'text/html' }, body: '<!doctype html>' }),
    '/compiled/': folder,
    '/project/': top,
  });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
  if (folder) rmSync(folder, { recursive: true });
});

/**
 * At the same time: some of them mostly wait, for what the meeting has to show. But in Firefox only
 * one tab is seen, and a panel that is not is not painted.
 */
describe('the tests of a Go package pass', { concurrency: browserName === 'chromium' }, () => {
  for (const name of packages) {
    test(name, async (t) => {
      const page = await openPage(browser, `${server.origin}/`);
      const { code, lines, missing } = await page.evaluate(async ([url, of, limits]) => {
        const { runTests } = await import('/compiled/gotests.js');
        return runTests(url, of, limits);
      }, [`/compiled/${path.basename(name)}.wasm`, `${server.origin}/project/${name}/`, limits]);
      const { errors } = page;
      await page.close();
      assert.equal(code, 0, lines.join('\n'));
      assert.deepEqual(errors, []);
      assert.deepEqual(missing, [], 'Go asks for what the scope (src/scope.js) does not have');
      const passed = lines.filter((line) => /^\s*--- PASS/.test(line)).length;
      assert.ok(passed > 0, 'no test was run');
      t.diagnostic(`${passed} passed`);
    });
  }
});
