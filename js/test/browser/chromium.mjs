/** The Chromium of this machine, for tests. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { testLimit } from '../testlimit.mjs';

/** Starts it headless, with more arguments if there are any; the caller closes it. */
export function launch(more = []) {
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const executablePath = folders
    .flatMap((folder) => names.map((name) => path.join(folder, name)))
    .find(existsSync);
  if (!executablePath) throw new Error(`These tests need Chromium: none of ${names.join(', ')} is in PATH.`);
  return chromium.launch({
    executablePath,
    timeout: testLimit(30_000),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync', ...more],
  });
}

/** Opens a page that keeps in its errors what goes wrong in it. */
export async function openPage(browser, url) {
  const page = Object.assign(await browser.newPage(), { errors: [] });
  page.setDefaultTimeout(testLimit(30_000));
  page.on('pageerror', (error) => page.errors.push(String(error)));
  await page.goto(url);
  return page;
}
