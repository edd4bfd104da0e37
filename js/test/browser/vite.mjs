/** What is asked of each version of Vite, with its default settings but for those that the README names. */
import path from 'node:path';
import { assertFolderWorks, assertWorks } from './app.mjs';

const settings = { configFile: false, logLevel: 'error' };

/** Builds the app for production, and opens it. */
export async function assertViteBuilds(browser, app, { build, version }) {
  const outDir = path.join(app.folder, `built-by-vite-${version}`);
  await build({ ...settings, root: app.folder, build: { outDir } });
  await assertFolderWorks(browser, outDir, 'index.html');
}

/** Opens a page of the app while Vite serves it for developing. */
export async function assertViteServes(browser, app, { createServer, version }, page, optimizeDeps) {
  const server = await createServer({
    ...settings,
    root: app.folder,
    cacheDir: path.join(app.folder, `served-by-vite-${version}`, page),
    server: { host: '127.0.0.1', port: 0 },
    optimizeDeps,
  });
  try {
    await server.listen();
    await assertWorks(browser, `${server.resolvedUrls.local[0]}${page}`);
  } finally {
    await server.close();
  }
}

/** Vite 7 and older bundle a package before they serve it, and lose sight of what lies beside it. */
export async function assertOlderViteServes(browser, app, vite) {
  await assertViteServes(browser, app, vite, 'index.html', { exclude: ['gavel-host-controls'] });
  await assertViteServes(browser, app, vite, 'with-vites-url.html');
}
