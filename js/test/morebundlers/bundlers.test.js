/** Bundlers that are large to install: make test-bundlers. */
import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import * as vite6 from 'vite6';
import * as vite7 from 'vite7';
import { assertFolderWorks, makeApp } from '../browser/app.mjs';
import { launch } from '../browser/browser.mjs';
import { assertOlderViteServes, assertViteBuilds } from '../browser/vite.mjs';

const here = import.meta.dirname;

let app;
let browser;

before(async () => {
  app = makeApp(path.join(here, 'node_modules'));
  cpSync(path.join(here, 'angular'), app.folder, { recursive: true });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  app?.remove();
});

test('built by Angular 21', async () => {
  const ng = path.join(here, 'node_modules/@angular/cli/bin/ng.js');
  execFileSync(process.execPath, [ng, 'build'], { cwd: app.folder, stdio: ['ignore', 'ignore', 'inherit'] });
  await assertFolderWorks(browser, path.join(app.folder, 'dist/app/browser'), 'index.html');
});

for (const vite of [vite6, vite7]) {
  test(`built by Vite ${vite.version}`, () => assertViteBuilds(browser, app, vite));

  test(`served by Vite ${vite.version} while developing`, () => assertOlderViteServes(browser, app, vite));
}
