/** The Firefox of this machine, for tests, through WebDriver BiDi. */
import { writeFileSync } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';
import WebSocket from 'ws';
import { Page } from './page.mjs';
import { find, start, temporaryFolder } from './processes.mjs';

const nowhere = 'http://127.0.0.1:9/none';

/** What differs from a Firefox as it is installed: it asks nobody, and has a microphone and a camera. */
const preferences = {
  'media.navigator.permission.disabled': true,
  'media.navigator.streams.fake': true,
  'app.update.enabled': false,
  'browser.safebrowsing.blockedURIs.enabled': false,
  'browser.safebrowsing.downloads.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'extensions.getAddons.cache.enabled': false,
  'extensions.systemAddon.update.enabled': false,
  'extensions.update.enabled': false,
  'media.gmp-manager.url': nowhere,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': nowhere,
  'toolkit.telemetry.server': nowhere,
};

/** Starts it headless; the caller closes it. */
export async function launch() {
  const { folder, remove } = temporaryFolder('firefox');
  writeFileSync(
    path.join(folder, 'user.js'),
    Object.entries(preferences).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(''),
  );
  const program = start(find(['firefox-esr', 'firefox'], 'firefox-esr'), ['--headless', '--no-remote', '--profile', folder, '--remote-debugging-port=0'], {
    HOME: folder,
    MOZ_CRASHREPORTER_DISABLE: '1',
  });
  const [, address] = await program.prints(/^WebDriver BiDi listening on (ws:\S+)/);
  const connection = await connect(`${address}/session`);
  await connection.send('session.new', { capabilities: {} });
  return {
    newPage: async () => new Page(await openTab(connection)),
    async close() {
      await program.end();
      remove();
    },
  };
}

/** @param {string} address */
async function connect(address) {
  const socket = new WebSocket(address);
  await once(socket, 'open');
  const asked = new Map();
  let count = 0;
  socket.on('message', (data) => {
    const { id, type, result, error, message } = JSON.parse(String(data));
    const { resolve, reject } = asked.get(id) ?? {};
    asked.delete(id);
    if (type === 'success') resolve?.(result);
    else reject?.(new Error(`${error}: ${message}`));
  });
  socket.on('close', () => {
    for (const { reject } of asked.values()) reject(new Error('Firefox has ended.'));
    asked.clear();
  });
  return {
    send: (method, params) =>
      new Promise((resolve, reject) => {
        count += 1;
        asked.set(count, { resolve, reject });
        socket.send(JSON.stringify({ id: count, method, params }));
      }),
  };
}

/** Opens a tab that shares nothing with others. */
async function openTab({ send }) {
  const { userContext } = await send('browser.createUserContext', {});
  const { context } = await send('browsingContext.create', { type: 'tab', userContext });
  await send('browsingContext.setViewport', { context, viewport: { width: 1280, height: 720 } });
  return {
    navigate: (url) => send('browsingContext.navigate', { context, url, wait: 'complete' }),
    async call(script) {
      const { type, result, exceptionDetails } = await send('script.callFunction', {
        functionDeclaration: script, target: { context }, awaitPromise: true,
      });
      if (type === 'exception') throw new Error(exceptionDetails.text);
      return result.value;
    },
    act: (actions) => send('input.performActions', { context, actions }),
    close: () => send('browser.removeUserContext', { userContext }),
  };
}
