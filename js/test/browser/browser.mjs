/** The browser in which the tests run: Chromium, or the one that GAVEL_BROWSER names. */
import { launch as launchChromium } from './chromium.mjs';
import { launch as launchFirefox } from './firefox.mjs';
import { launch as launchWebKit } from './webkit.mjs';
import { testLimit } from '../testlimit.mjs';
import { unfit } from './unfit.mjs';

const launchers = { chromium: launchChromium, firefox: launchFirefox, webkit: launchWebKit };

/** @type {'chromium' | 'firefox' | 'webkit'} */
export const browserName = process.env.GAVEL_BROWSER || 'chromium';
if (!Object.hasOwn(launchers, browserName)) {
  throw new Error(`GAVEL_BROWSER is "${browserName}": want one of ${Object.keys(launchers).join(', ')}`);
}

/** Starts it without a window; the caller closes it. */
export function launch() {
  return launchers[browserName]();
}

/** Opens a page that keeps in its errors what goes wrong in it. */
export async function openPage(browser, url) {
  const page = Object.assign(await browser.newPage(), { errors: [] });
  page.setDefaultTimeout(testLimit(30_000));
  page.on('pageerror', (error) => page.errors.push(String(error)));
  await page.goto(url);
  return page;
}

/** Options for a test: it is skipped where this browser cannot pass it, with the reason. */
export function where(name) {
  return { skip: unfit[browserName]?.[name] ?? false };
}
