/** The WebKitGTK of this machine, for tests, through WebDriver, on a screen that nobody sees. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { Page } from './page.mjs';
import { find, start, temporaryFolder } from './processes.mjs';
import { until } from './until.mjs';

/** Starts it; the caller closes it. Its pages are one after the other: there is one window. */
export async function launch() {
  const { folder, remove } = temporaryFolder('webkit');
  const screen = start(find(['Xvfb'], 'xvfb'), ['-displayfd', '1', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp']);
  const [display] = await screen.prints(/^\d+$/);
  const port = await freePort();
  const driver = start(find(['WebKitWebDriver'], 'webkit2gtk-driver'), ['--host=127.0.0.1', `--port=${port}`], {
    DISPLAY: `:${display}`,
    GDK_BACKEND: 'x11',
    GSETTINGS_BACKEND: 'memory',
    HOME: folder,
    LIBGL_ALWAYS_SOFTWARE: '1',
    NO_AT_BRIDGE: '1',
    WEBKIT_DISABLE_DMABUF_RENDERER: '1',
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', // for root there is none
    XDG_RUNTIME_DIR: folder,
  });
  const { send, end } = await openSession(`http://127.0.0.1:${port}`);
  return {
    newPage: async () => new Page(window(send)),
    async close() {
      await end();
      await driver.end();
      await screen.end();
      remove();
    },
  };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** @param {string} driver its address */
async function openSession(driver) {
  const ask = async (method, path, body) => {
    const answer = await fetch(driver + path, { method, body: body && JSON.stringify(body) });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  await until(() => ask('GET', '/status').then(() => true, () => false), 'WebKitWebDriver answers');
  // A limit for scripts would be a timer of the page, and tests count those.
  const { sessionId } = await ask('POST', '/session', { capabilities: { alwaysMatch: { timeouts: { script: null } } } });
  const session = `/session/${sessionId}`;
  return {
    send: (path, body) => ask('POST', session + path, body),
    end: () => ask('DELETE', session),
  };
}

const script = 'const [answer] = arguments; (SCRIPT)().then(answer);';

function window(send) {
  return {
    navigate: (url) => send('/url', { url }),
    call: (code) => send('/execute/async', { script: script.replace('SCRIPT', () => code), args: [] }),
    act: (actions) => send('/actions', { actions }),
    close: () => send('/url', { url: 'about:blank' }),
  };
}
