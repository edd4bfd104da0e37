import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { serve } from './browser/server.mjs';
import { buildForTests } from './browser/testbuild.mjs';
import { usePageAnew } from './browser/usepage.mjs';

let build;

const wasm = { 'content-type': 'application/wasm' };
const html = { 'content-type': 'text/html' };
/** How often each of these was asked for. */
let requests = { counted: 0, flaky: 0 };
/** Answers the requests for /held.wasm that wait; each resolves when its request has ended. */
let held = { arrived: deferred(), release: deferred(), ended: deferred() };

function deferred() {
  let resolve;
  const promise = new Promise((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

async function startServer() {
  build = await buildForTests();
  const module = await readFile(path.join(build.folder, 'gavel.wasm'));
  return serve({
    '/': () => ({ headers: html, body: '<!doctype html>' }),
    '/no-wasm': () => ({
      headers: { ...html, 'content-security-policy': "script-src 'self'" },
      body: '<!doctype html>',
    }),
    '/strict': () => ({
      headers: {
        ...html,
        'content-security-policy':
          "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; require-trusted-types-for 'script'",
      },
      body: '<!doctype html>',
    }),
    '/no-connection': () => ({
      headers: {
        ...html,
        'content-security-policy': "script-src 'self' 'wasm-unsafe-eval'; connect-src 'none'",
      },
      body: '<!doctype html>',
    }),
    '/octets.wasm': () => ({ headers: { 'content-type': 'application/octet-stream' }, body: module }),
    '/untyped.wasm': () => ({ body: module }),
    '/start-page.wasm': () => ({ headers: html, body: '<!doctype html><title>Home</title>' }),
    '/text.wasm': () => ({ headers: wasm, body: 'not a module' }),
    '/short.wasm': () => ({ headers: wasm, body: module.subarray(0, 10_000) }),
    '/empty.wasm': () => ({ headers: wasm, body: Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0) }),
    '/broken.wasm': () => ({ status: 503 }),
    '/counted.wasm': () => {
      requests.counted += 1;
      return { headers: wasm, body: module };
    },
    '/flaky.wasm': () => {
      requests.flaky += 1;
      return requests.flaky === 1 ? { status: 404 } : { headers: wasm, body: module };
    },
    '/held.wasm': async (request) => {
      const { arrived, release, ended } = held;
      request.socket.on('close', ended.resolve);
      arrived.resolve();
      await release.promise;
      return { headers: wasm, body: module };
    },
    '/files/': build.folder,
  });
}

const pages = usePageAnew({ startServer, untilReady: async () => {} });
beforeEach(() => {
  requests = { counted: 0, flaky: 0 };
  held = { arrived: deferred(), release: deferred(), ended: deferred() };
});
after(() => build?.remove());

/** Loads in the page and tells how that went. */
function load(wasmURL) {
  return pages.page.evaluate(async (wasmURL) => {
    const { loadGavel } = await import('/files/index.js');
    try {
      const gavel = await loadGavel(wasmURL ? { wasmURL } : undefined);
      return { version: gavel.version };
    } catch (error) {
      const { name, reason, code, message } = error;
      return { name, reason, code, message };
    }
  }, wasmURL);
}

test('loads the module beside it', async () => {
  assert.deepEqual(await load(), { version: '1.2.3' });
});

test('takes a URL, and a relative one against the page', async () => {
  assert.deepEqual(await load('counted.wasm'), { version: '1.2.3' });
  const version = await pages.page.evaluate(async () => {
    const { loadGavel } = await import('/files/index.js');
    return (await loadGavel({ wasmURL: new URL('/octets.wasm', document.baseURI) })).version;
  });
  assert.equal(version, '1.2.3');
});

test('sets nothing on the page', async () => {
  const added = await pages.page.evaluate(async () => {
    const names = () => Reflect.ownKeys(globalThis).map(String);
    const before = names();
    const gavel = await (await import('/files/index.js')).loadGavel();
    gavel.attach({}).close();
    return names().filter((name) => !before.includes(name));
  });
  assert.deepEqual(added, []);
});

test('compiles while loading where the type is right, and works where it is not', async () => {
  for (const [url, streams] of [
    ['/counted.wasm', true],
    ['/octets.wasm', false],
    ['/untyped.wasm', false],
  ]) {
    const streamed = await pages.page.evaluate(async (wasmURL) => {
      const original = WebAssembly.compileStreaming;
      let streamed = false;
      WebAssembly.compileStreaming = (source) => {
        streamed = true;
        return original(source);
      };
      const gavel = await (await import('/files/index.js')).loadGavel({ wasmURL });
      WebAssembly.compileStreaming = original;
      await gavel.dispose();
      return streamed;
    }, url);
    assert.equal(streamed, streams, String(url));
  }
});

describe('a load that fails says why', () => {
  for (const { url, reason = 'load', code, says } of [
    { url: '/missing.wasm', code: 'http', says: /\/missing\.wasm was answered with HTTP status 404\. Serve gavel\.wasm beside index\.js/ },
    { url: '/broken.wasm?signature=secret', code: 'http', says: /\/broken\.wasm was answered with HTTP status 503/ },
    { url: '/start-page.wasm', code: 'not-wasm', says: /not a whole WebAssembly module \(its content type is "text\/html"\)/ },
    { url: '/text.wasm', code: 'not-wasm', says: /not a whole WebAssembly module/ },
    { url: '/short.wasm', code: 'not-wasm', says: /cut short/ },
    { url: 'http://127.0.0.1:1/gavel.wasm', code: 'network', says: /could not be fetched/ },
    { url: '/files/silent.wasm', reason: 'version', code: 'version', says: /silent\.wasm is not the gavel\.wasm of this build \(gavel-host-controls 1\.2\.3\)/ },
    { url: '/empty.wasm', reason: 'version', code: 'version', says: /not the gavel\.wasm of this build/ },
  ]) {
    test(`${code}: ${url}`, async () => {
      const { message, ...rest } = await load(url);
      assert.deepEqual(rest, { name: 'HostControlsError', reason, code });
      assert.match(message, says);
      assert.doesNotMatch(message, /secret/);
    });
  }
});

describe('Go starts', () => {
  /** Loads, and counts in globalThis.starts how often Go has: it asks for random numbers once. */
  const loadAndCount = async () => {
    globalThis.starts = 0;
    const { getRandomValues } = crypto;
    crypto.getRandomValues = (bytes) => {
      globalThis.starts += 1;
      return getRandomValues.call(crypto, bytes);
    };
    globalThis.gavel = await (await import('/files/index.js')).loadGavel();
  };
  /** Keeps the page busy for as long as globalThis.busy is true. */
  const keepBusy = () => {
    globalThis.busy = true;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      const start = performance.now();
      while (performance.now() - start < 30);
      if (globalThis.busy) port2.postMessage('on');
      else port1.close();
    };
    port2.postMessage('on');
  };

  test('by itself, when the page has nothing else to do', async () => {
    await pages.page.evaluate(keepBusy);
    await pages.page.evaluate(loadAndCount);
    assert.equal(await pages.page.evaluate(() => globalThis.starts), 0);
    await pages.page.evaluate(() => {
      globalThis.busy = false;
    });
    await pages.page.waitForFunction(() => globalThis.starts === 1, undefined, { polling: 'raf' });
  });

  test('at the first attach() of a page that is busy, and once', async () => {
    await pages.page.evaluate(keepBusy);
    await pages.page.evaluate(loadAndCount);
    const starts = await pages.page.evaluate(() => {
      const counts = [globalThis.starts];
      for (let i = 0; i < 2; i++) {
        globalThis.gavel.attach({});
        counts.push(globalThis.starts);
      }
      globalThis.busy = false;
      return counts;
    });
    assert.deepEqual(starts, [0, 1, 1]);
  });

  test('not at all where it was disposed before', async () => {
    await pages.page.evaluate(keepBusy);
    await pages.page.evaluate(loadAndCount);
    const seen = await pages.page.evaluate(async () => {
      globalThis.busy = false;
      await globalThis.gavel.dispose();
      try {
        globalThis.gavel.attach({});
      } catch ({ reason }) {
        return { reason, starts: globalThis.starts };
      }
    });
    assert.deepEqual(seen, { reason: 'ended', starts: 0 });
  });

  for (const { entry, wasmURL, reason = 'load', code, says } of [
    { entry: '/files/version.js', reason: 'version', code: 'version', says: /of version 1\.2\.3, the loader of 1\.2\.4/ },
    { entry: '/files/silent.js', wasmURL: '/files/silent.wasm', code: 'start', says: /ended before it was ready/ },
  ]) {
    test(`with an error that attach() throws: ${code}`, async () => {
      const { message, again, ...rest } = await pages.page.evaluate(
        async ({ entry, wasmURL }) => {
          const { loadGavel } = await import(entry);
          const gavel = await loadGavel({ wasmURL });
          try {
            gavel.attach({});
          } catch ({ name, reason, code, message }) {
            return { name, reason, code, message, again: gavel !== (await loadGavel({ wasmURL })) };
          }
        },
        { entry, wasmURL },
      );
      assert.deepEqual(rest, { name: 'HostControlsError', reason, code });
      assert.match(message, says);
      assert.ok(again, 'the next loadGavel() starts anew');
    });
  }
});

test('a page without memory for the module is told so', async () => {
  const seen = await pages.page.evaluate(async () => {
    WebAssembly.instantiate = () => Promise.reject(new RangeError('out of memory'));
    const { loadGavel } = await import('/files/index.js');
    return loadGavel().catch(({ reason, code, message, cause }) => ({ reason, code, message, cause: cause.message }));
  });
  assert.deepEqual(seen, {
    reason: 'load',
    code: 'start',
    message: 'gavel.wasm could not be started; the page may be short of memory.',
    cause: 'out of memory',
  });
});

describe("under a page's Content Security Policy", () => {
  test('that forbids WebAssembly', async () => {
    await pages.page.goto(`${pages.origin}/no-wasm`);
    const { code, message } = await load();
    assert.equal(code, 'csp');
    assert.match(message, /add 'wasm-unsafe-eval' to its script-src/);
  });

  test('that forbids the connection', async () => {
    await pages.page.goto(`${pages.origin}/no-connection`);
    assert.equal((await load()).code, 'network');
  });

  test('that allows WebAssembly and nothing more', async () => {
    await pages.page.goto(`${pages.origin}/strict`);
    assert.deepEqual(await load(), { version: '1.2.3' });
  });
});

test('two calls share one load', async () => {
  const same = await pages.page.evaluate(async () => {
    const { loadGavel } = await import('/files/index.js');
    const options = { wasmURL: '/counted.wasm' };
    const [one, two] = await Promise.all([loadGavel(options), loadGavel(options)]);
    return one === two && one === (await loadGavel(options));
  });
  assert.equal(same, true);
  assert.equal(requests.counted, 1);
});

test('a failed load can be tried again', async () => {
  assert.equal((await load('/flaky.wasm')).code, 'http');
  assert.deepEqual(await load('/flaky.wasm'), { version: '1.2.3' });
});

test('after dispose() the next load starts anew', async () => {
  const seen = await pages.page.evaluate(async () => {
    const { loadGavel } = await import('/files/index.js');
    const first = await loadGavel();
    const disposed = first.dispose();
    const second = await loadGavel();
    await disposed;
    await first.dispose();
    const error = await second.attach({}).perform({ action: 'fail' }).catch((error) => error);
    return { same: first === second, reason: error.reason };
  });
  assert.deepEqual(seen, { same: false, reason: 'refused' });
});

describe('an aborted load', () => {
  test('does not begin', async () => {
    const seen = await pages.page.evaluate(async () => {
      const { loadGavel } = await import('/files/index.js');
      const signal = AbortSignal.abort('changed my mind');
      const error = await loadGavel({ wasmURL: '/counted.wasm', signal }).catch((error) => error);
      return { reason: error.reason, cause: error.cause };
    });
    assert.deepEqual(seen, { reason: 'aborted', cause: 'changed my mind' });
    assert.equal(requests.counted, 0);
  });

  test('goes on for somebody else who waits', async () => {
    const seen = pages.page.evaluate(async () => {
      const { loadGavel } = await import('/files/index.js');
      const controller = new AbortController();
      const one = loadGavel({ wasmURL: '/held.wasm', signal: controller.signal });
      const two = loadGavel({ wasmURL: '/held.wasm', signal: new AbortController().signal });
      controller.abort();
      const reason = await one.catch((error) => error.reason);
      return { one: reason, two: (await two).version };
    });
    await held.arrived.promise;
    held.release.resolve();
    assert.deepEqual(await seen, { one: 'aborted', two: '1.2.3' });
  });

  test('ends when nobody waits any more, and can be begun again', async () => {
    await pages.page.evaluate(async () => {
      const { loadGavel } = await import('/files/index.js');
      const controller = new AbortController();
      Object.assign(globalThis, { controller });
      Object.assign(globalThis, { first: loadGavel({ wasmURL: '/held.wasm', signal: controller.signal }).catch((error) => error.reason) });
    });
    await held.arrived.promise;
    assert.equal(
      await pages.page.evaluate(() => {
        const { controller, first } = globalThis;
        controller.abort();
        return first;
      }),
      'aborted',
    );
    await held.ended.promise;
    held.release.resolve();
    held = { arrived: deferred(), release: deferred(), ended: deferred() };
    held.release.resolve();
    assert.deepEqual(await load('/held.wasm'), { version: '1.2.3' });
  });
});

describe('refuses', () => {
  for (const [options, says] of [
    ['null', /The options of loadGavel must be an object, not null/],
    ['"/gavel.wasm"', /must be an object, not a string/],
    ['{ wasmUrl: "/gavel.wasm" }', /no option "wasmUrl": its options are wasmURL, panel, expect, signal/],
    ['{ wasmURL: 5 }', /must be a URL or a string that is one, not a number/],
    ['{ panel: "yes" }', /The panel of loadGavel must be true or false, not a string/],
    ['{ panel: true, expect: "few" }', /must be "many", or nothing, not "few"/],
    ['{ wasmURL: "http://" }', /not "http:\/\/"/],
    ['{ signal: true }', /must be an AbortSignal, not a boolean/],
    ['{ get signal() { throw 1 } }', /The options of loadGavel could not be read/],
  ]) {
    test(`loadGavel(${options})`, async () => {
      const error = await pages.page.evaluate(`import('/files/index.js').then(({ loadGavel }) =>
        loadGavel(${options}).catch(({ reason, message }) => ({ reason, message })))`);
      assert.equal(error.reason, 'bad-input');
      assert.match(error.message, says);
    });
  }
});

test('importing it on a server does nothing; loading there says what to do', async () => {
  const names = Reflect.ownKeys(globalThis);
  const { loadGavel, HostControlsError } = await import(pathToFileURL(path.join(build.folder, 'index.js')).href);
  assert.deepEqual(Reflect.ownKeys(globalThis), names);
  await assert.rejects(loadGavel(), (error) => {
    assert.ok(error instanceof HostControlsError);
    assert.equal(error.code, 'no-page');
    assert.match(error.message, /in the browser only/);
    return true;
  });
});
