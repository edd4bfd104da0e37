/** A page on the built package for the tests of a file, with the hooks that open and end it. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach } from 'node:test';
import { launch as launchBrowser, openPage } from './browser.mjs';
import { serveWithPackage } from './withpackage.mjs';

/**
 * @typedef {{
 *   html?: string, script?: string, headers?: Record<string, string>, routes?: object,
 *   startServer?: () => Promise<{ origin: string, close(): Promise<void> }>,
 *   launch?: () => Promise<any>,
 *   viewport?: { width: number, height: number },
 *   untilReady?: (page: any) => Promise<void>,
 * }} Site what serveWithPackage() serves, or a server of another kind; the browser and the size of its page;
 *   the page is ready once its script has set globalThis.ready, or as untilReady says
 */

/** Waits for what a page's script sets at its end. */
export async function saysReady(page) {
  await page.waitForFunction(() => globalThis.ready, undefined, { polling: 'raf' });
}

/**
 * One page for all tests that follow.
 * @param {Site} site
 * @returns {{ page: any, origin: string }} both are there once the tests begin
 */
export function usePage(site) {
  const used = tabFor(site);
  before(async () => {
    await used.start();
    await used.load();
  });
  after(used.close);
  return used;
}

/**
 * The page is loaded anew for each test that follows, in the same tab: a new tab takes several times as long.
 * After each nothing may have gone wrong in it.
 * @param {Site & { atEnd?: (page: any) => Promise<void> }} site atEnd: asks the page more, after each test
 */
export function usePageAnew({ atEnd, ...site }) {
  const used = tabFor(site);
  before(used.start);
  beforeEach(used.load);
  after(used.close);
  afterEach(async () => {
    await atEnd?.(used.page);
    await settled(used.page);
    assert.deepEqual(used.page.errors, []);
  });
  return used;
}

/** A tab of a browser of its own. load: has the page loaded in it, anew if it is there */
function tabFor({ startServer, launch = launchBrowser, viewport, untilReady = saysReady, ...served }) {
  const used = { page: undefined, origin: '', start, load, close };
  let server;
  let browser;
  let tab;

  async function start() {
    server = await (startServer?.() ?? serveWithPackage(served));
    used.origin = server.origin;
    browser = await launch();
  }

  async function load() {
    const url = `${used.origin}/`;
    if (tab) {
      tab.errors.length = 0;
      await tab.goto(url);
    } else {
      tab = await openPage(viewport ? await browser.newContext({ viewport }) : browser, url);
    }
    used.page = tab;
    await untilReady(tab);
  }

  async function close() {
    await browser?.close();
    await server?.close();
  }

  return used;
}

/** What has gone wrong in the page until now has been told. */
async function settled(page) {
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  await page.tellErrors?.();
}
