/** The Chromium of this machine, for tests. */
import { chromium } from 'playwright-core';
import { testLimit } from '../testlimit.mjs';
import { find } from './processes.mjs';

/** Starts it headless, with more arguments if there are any; the caller closes it. */
export function launch(more = []) {
  return chromium.launch({
    executablePath: find(['chromium', 'chromium-browser', 'google-chrome'], 'chromium'),
    timeout: testLimit(30_000),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync', ...more],
  });
}
