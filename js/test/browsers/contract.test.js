/** The contract of meetings and that of controls, over the real SDK in the local room, as internal/e2e/contract has them in Chromium. */
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { go } from '../../build/go.mjs';
import { launch, openPage } from '../browser/browser.mjs';
import { gavelServe, projectWith, top } from '../browser/gavelserve.mjs';
import { temporaryFolder } from '../browser/processes.mjs';
import { testLimit } from '../testlimit.mjs';

const limit = testLimit(240_000);

let compiled;
let project;
let server;
let browser;

before(async () => {
  compiled = temporaryFolder('contract');
  go('test', '-c', '-tags', 'contract', '-o', path.join(compiled.folder, 'contract.wasm'), './wasm/internal/contract');
  for (const script of [path.join(go('env', 'GOROOT'), 'lib/wasm/wasm_exec.js'), path.join(top, 'wasm/internal/port/collector.js')]) {
    cpSync(script, path.join(compiled.folder, path.basename(script)));
  }
  project = projectWith({ contract: compiled.folder, e2e: path.join(top, 'internal/e2e/pages') });
  [server, browser] = await Promise.all([gavelServe(project.folder, '--faults'), launch()]);
});

after(async () => {
  await browser?.close();
  await server?.close();
  project?.remove();
  compiled?.remove();
});

// Each in a page of its own: a page has room for so many SDK clients only.
for (const contract of [
  'TestThePortPassesTheContract',
  'TestThePortPassesTheContractOfCalls',
  'TestThePortPassesTheContractOfTheWaitingRoom',
  'TestThePackagePassesTheContractOfControls',
]) {
  test(contract, async () => {
    const page = await openPage(browser, `${server.origin}/e2e/contract.html`);
    page.setDefaultTimeout(limit);
    await page.evaluate(({ contract, limit, slow }) => globalThis.run(contract, `${limit}ms`, { GAVEL_SLOW: slow }), {
      contract, limit, slow: process.env.GAVEL_SLOW ?? '',
    });
    await page.waitForFunction(() => globalThis.exitCode !== undefined);
    const { code, printed } = await page.evaluate(() => ({ code: globalThis.exitCode, printed: globalThis.printed.join('\n') }));
    await page.close();
    assert.equal(code, 0, printed);
    assert.match(printed, new RegExp(`--- PASS: ${contract}`));
  });
}
