/** Installs the package as it is published into a small app, and opens that app in Chromium. */
import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { build as esbuild } from 'esbuild';
import * as vite8 from 'vite';
import * as vite5 from 'vite5';
import { assertFolderWorks, makeApp } from './browser/app.mjs';
import { launch } from './browser/browser.mjs';
import { assertOlderViteServes, assertViteBuilds, assertViteServes } from './browser/vite.mjs';
import { buildWithWebpack } from './browser/webpack.mjs';

let app;
let browser;

before(async () => {
  app = makeApp();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  app?.remove();
});

/** Opens index.html beside the main.js that was put into a folder. */
async function assertBuiltInto(output) {
  copyFileSync(path.join(app.folder, 'index.html'), path.join(output, 'index.html'));
  await assertFolderWorks(browser, output, 'index.html');
}

test('imported by a page', () => assertFolderWorks(browser, app.folder, 'direct.html'));

test('served by Vite 8 while developing', () => assertViteServes(browser, app, vite8, 'index.html'));

test('built by Vite 8', () => assertViteBuilds(browser, app, vite8));

test('served by Vite 5 while developing', () => assertOlderViteServes(browser, app, vite5));

test('built by Vite 5', () => assertViteBuilds(browser, app, vite5));

test('built by webpack', async () => {
  const output = path.join(app.folder, 'webpack');
  await buildWithWebpack({ context: app.folder, entry: './main.js', output: { path: output, filename: 'main.js' } });
  await assertBuiltInto(output);
});

for (const target of ['esnext', 'es2020', 'edge88', 'opera75']) {
  test(`built by esbuild for ${target}`, async () => {
    const output = path.join(app.folder, `esbuild-${target}`);
    await esbuild({
      absWorkingDir: app.folder,
      entryPoints: { main: 'main-with-url.js' },
      outdir: output,
      bundle: true,
      splitting: true,
      format: 'esm',
      target,
      loader: { '.wasm': 'file' },
    });
    await assertBuiltInto(output);
  });
}
