/** A small app that has the package as npm would install it, opened in Chromium. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openPage } from './browser.mjs';
import { serve } from './server.mjs';

const js = path.join(import.meta.dirname, '../..');
const { name, version } = JSON.parse(readFileSync(path.join(js, 'package.json'), 'utf8'));

/**
 * Makes a folder with test/bundlers, a made-up meeting and the package; the caller removes it.
 * It finds other packages in the modules, a folder node_modules.
 */
export function makeApp(modules) {
  const place = mkdtempSync(path.join(tmpdir(), 'gavel-app-'));
  const folder = path.join(place, 'app');
  cpSync(path.join(js, 'test/bundlers'), folder, { recursive: true });
  cpSync(path.join(js, '../wasm/internal/fakemeeting/fake.js'), path.join(folder, 'fake.js'));
  if (modules) symlinkSync(modules, path.join(place, 'node_modules'));
  install(folder);
  return { folder, remove: () => rmSync(place, { recursive: true }) };
}

/** Unpacks what npm would publish where npm would install it. */
function install(app) {
  assert.ok(existsSync(path.join(js, 'dist/build.json')), 'js/dist is missing: run "node build.mjs" in js first.');
  const packed = execFileSync('npm', ['pack', '--json', '--silent', '--pack-destination', app], { cwd: js, encoding: 'utf8' });
  const [{ filename }] = JSON.parse(packed);
  const folder = path.join(app, 'node_modules', name);
  mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['-xf', path.join(app, filename), '-C', folder, '--strip-components=1']);
}

/** Opens a page with show.js: it has loaded Gavel, and shown a panel in Hindi. */
export async function assertWorks(browser, url) {
  const page = await openPage(browser, url);
  const handle = await page.waitForFunction(() => document.documentElement.dataset.result);
  const result = JSON.parse(String(await handle.jsonValue()));
  const { errors } = page;
  await page.close();
  assert.deepEqual(errors, []);
  assert.equal(result.version, version, result.error?.message);
  assert.equal(result.language, 'hi');
  assert.equal(result.error.reason, 'bad-input');
  assert.match(result.error.message, /meeting/);
}

/** The same with a page in a folder, served as it lies there. */
export async function assertFolderWorks(browser, folder, page) {
  const server = await serve({ '/': folder });
  try {
    await assertWorks(browser, `${server.origin}/${page}`);
  } finally {
    await server.close();
  }
}
