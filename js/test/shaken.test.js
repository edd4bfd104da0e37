/** What of the built package stays in an app that uses nothing but isHostControlsError. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { build as esbuild } from 'esbuild';
import * as vite8 from 'vite';
import * as vite5 from 'vite5';
import { makeApp } from './browser/app.mjs';
import { buildWithWebpack } from './browser/webpack.mjs';

/** In bytes, minified. */
const most = 2_000;

let app;

before(() => {
  app = makeApp();
  writeFileSync(
    path.join(app.folder, 'only-errors.js'),
    "import { isHostControlsError } from 'gavel-host-controls';\nconsole.log(isHostControlsError(new Error('another')));\n",
  );
});

after(() => app?.remove());

/** Builds only-errors.js into a folder as the script main.js, and weighs that. */
async function weigh(build) {
  const output = mkdtempSync(path.join(app.folder, 'shaken-'));
  await build(output);
  const script = readFileSync(path.join(output, 'main.js'), 'utf8');
  assert.match(script, /console\.log/);
  assert.ok(script.length < most, `${script.length} bytes: ${script.slice(0, 2 * most)}`);
}

test('with esbuild', () =>
  weigh((outdir) =>
    esbuild({ absWorkingDir: app.folder, entryPoints: { main: 'only-errors.js' }, outdir, bundle: true, minify: true, format: 'esm' }),
  ));

test('with webpack', () =>
  weigh((output) =>
    buildWithWebpack({
      context: app.folder,
      entry: { main: './only-errors.js' },
      output: { path: output, filename: '[name].js' },
      optimization: { runtimeChunk: 'single' }, // webpack's own is not in main.js
    }),
  ));

for (const [name, { build }] of Object.entries({ 'Vite 5': vite5, 'Vite 8': vite8 })) {
  test(`with ${name}`, () =>
    weigh((outDir) =>
      build({
        root: app.folder,
        configFile: false,
        logLevel: 'error',
        build: { outDir, rollupOptions: { input: path.join(app.folder, 'only-errors.js'), output: { entryFileNames: 'main.js' } } },
      }),
    ));
}
