/** Installs the package as it is published into a small app, and opens that app in Chromium. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { build as esbuild } from 'esbuild';
import { build as viteBuild, createServer } from 'vite';
import webpack from 'webpack';
import { launch, openPage } from './browser/chromium.mjs';
import { serve } from './browser/server.mjs';

const js = path.join(import.meta.dirname, '..');
const { name, version } = JSON.parse(readFileSync(path.join(js, 'package.json'), 'utf8'));

let app;
let browser;

before(async () => {
  assert.ok(existsSync(path.join(js, 'dist/build.json')), 'js/dist is missing: run "node build.mjs" in js first.');
  app = mkdtempSync(path.join(tmpdir(), 'gavel-app-'));
  cpSync(path.join(js, 'test/bundlers'), app, { recursive: true });
  install();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  if (app) rmSync(app, { recursive: true });
});

/** Unpacks what npm would publish where npm would install it. */
function install() {
  const packed = execFileSync('npm', ['pack', '--json', '--silent', '--pack-destination', app], { cwd: js, encoding: 'utf8' });
  const [{ filename }] = JSON.parse(packed);
  const folder = path.join(app, 'node_modules', name);
  mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['-xf', path.join(app, filename), '-C', folder, '--strip-components=1']);
}

/** Opens a page with show.js. */
async function assertWorks(url) {
  const page = await openPage(browser, url);
  const handle = await page.waitForFunction(() => document.documentElement.dataset.result);
  const { version: loaded, error } = JSON.parse(String(await handle.jsonValue()));
  const { errors } = page;
  await page.close();
  assert.deepEqual(errors, []);
  assert.equal(loaded, version, error?.message);
  assert.equal(error.reason, 'bad-input');
  assert.match(error.message, /meeting/);
}

async function assertFolderWorks(folder, page) {
  const server = await serve({ '/': folder });
  try {
    await assertWorks(`${server.origin}/${page}`);
  } finally {
    await server.close();
  }
}

test('imported by a page', () => assertFolderWorks(app, 'direct.html'));

test('served by Vite while developing', async () => {
  const server = await createServer({ root: app, configFile: false, logLevel: 'error', server: { host: '127.0.0.1', port: 0 } });
  try {
    await server.listen();
    await assertWorks(server.resolvedUrls.local[0]);
  } finally {
    await server.close();
  }
});

test('built by Vite', async () => {
  await viteBuild({ root: app, configFile: false, logLevel: 'error' });
  await assertFolderWorks(path.join(app, 'dist'), 'index.html');
});

test('built by webpack', async () => {
  const output = path.join(app, 'webpack');
  await new Promise((resolve, reject) => {
    webpack(
      { mode: 'production', context: app, entry: './main.js', output: { path: output, filename: 'main.js' } },
      (error, stats) => {
        if (error ?? stats?.hasErrors()) reject(error ?? new Error(stats?.toString()));
        else resolve(stats);
      },
    );
  });
  copyFileSync(path.join(app, 'index.html'), path.join(output, 'index.html'));
  await assertFolderWorks(output, 'index.html');
});

test('built by esbuild', async () => {
  const output = path.join(app, 'esbuild');
  await esbuild({
    absWorkingDir: app,
    entryPoints: { main: 'main-with-url.js' },
    outdir: output,
    bundle: true,
    format: 'esm',
    loader: { '.wasm': 'file' },
  });
  copyFileSync(path.join(app, 'index.html'), path.join(output, 'index.html'));
  await assertFolderWorks(output, 'index.html');
});
