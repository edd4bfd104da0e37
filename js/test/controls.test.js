import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { serve } from './browser/server.mjs';
import { buildForTests } from './browser/testbuild.mjs';
import { usePageAnew } from './browser/usepage.mjs';

let build;

const pages = usePageAnew({
  async startServer() {
    build = await buildForTests();
    return serve({
      '/': () => ({ headers: { 'content-type': 'text/html' }, body: '<!doctype html>' }),
      '/files/': build.folder,
    });
  },
  async untilReady(page) {
    await page.evaluate(countTimers);
    await page.evaluate(async () => {
      const { loadGavel, isHostControlsError } = await import('/files/index.js');
      const gavel = await loadGavel();
      const outcomeOf = (promise) =>
        promise.catch((error) => ({
          error: isHostControlsError(error),
          reason: error.reason,
          message: error.message,
          cause: error.cause?.message,
        }));
      Object.assign(globalThis, { loadGavel, gavel, controls: gavel.attach({}), outcomeOf });
    });
  },
});
after(() => build?.remove());

/** Keeps the timers that are set and neither cleared nor over in globalThis.timers. */
function countTimers() {
  const timers = new Set();
  const { setTimeout: set, clearTimeout: clear } = globalThis;
  const replacements = {
    timers,
    setTimeout: (callback, delay) => {
      const timer = set(() => {
        timers.delete(timer);
        callback();
      }, delay);
      timers.add(timer);
      return timer;
    },
    clearTimeout: (timer) => {
      timers.delete(timer);
      clear(timer);
    },
  };
  Object.assign(globalThis, replacements);
}

/** Runs an expression in the page that may use gavel, controls, loadGavel and outcomeOf. */
function run(expression) {
  return pages.page.evaluate(`(async () => (${expression}))()`);
}

test('answers from the program reach the page', async () => {
  assert.equal(await run('controls instanceof EventTarget'), true);
  assert.deepEqual(await run('controls.snapshot'), { title: 'All hands' });
  assert.deepEqual(await run("controls.can('kick')"), { allowed: true, action: 'kick' });
  assert.deepEqual(await run("controls.perform({ action: 'succeed' })"), { status: 'confirmed' });
  assert.deepEqual(await run("outcomeOf(controls.perform({ action: 'fail' }))"), {
    error: true,
    reason: 'refused',
    message: 'The server refused.',
    cause: undefined,
  });
});

test('events carry what they tell, and listeners may call back into the program', async () => {
  const seen = await run(`new Promise((resolve) => {
    controls.addEventListener('outcome', ({ detail }) => resolve({ detail, allowed: controls.can('kick').allowed }));
    controls.perform({ action: 'notify' });
  })`);
  assert.deepEqual(seen, { detail: { outcome: { status: 'sent' } }, allowed: true });
});

test('a knock carries how many came', async () => {
  const detail = await run(`new Promise((resolve) => {
    controls.addEventListener('knock', (event) => resolve(event.detail));
    controls.perform({ action: 'knock' });
  })`);
  assert.deepEqual(detail, { count: 2 });
});

test('a whole command can be asked about', async () => {
  const { allowed, action } = await run("controls.can({ action: 'kick', targets: ['a', 'b'] })");
  assert.equal(allowed, true);
  assert.deepEqual(action, { action: 'kick', targets: ['a', 'b'] });
});

test('after close() no event comes, nothing can be done, and the last snapshot stays', async () => {
  const seen = await run(`new Promise((resolve) => {
    const other = gavel.attach({});
    let events = 0;
    controls.addEventListener('outcome', () => events++);
    other.addEventListener('outcome', async () => {
      const { reason, message } = await outcomeOf(controls.perform({ action: 'succeed' }));
      resolve({ events, snapshot: controls.snapshot, can: controls.can('kick').reason, reason, message });
    });
    controls.perform({ action: 'notify' });
    controls.close();
    controls.close();
    other.perform({ action: 'notify' });
  })`);
  assert.deepEqual(seen, {
    events: 0,
    snapshot: { title: 'All hands' },
    can: 'ended',
    reason: 'ended',
    message: 'These controls were closed. Call attach() to get others.',
  });
});

describe('refuses', () => {
  for (const [call, says] of [
    ['gavel.attach(null)', /No meeting/],
    ['gavel.attach({}, { panel: true })', /attach knows no option "panel"/],
    ['gavel.attach({}, { locale: 7 })', /The locale of attach must be a string such as "en", not a number/],
    ['gavel.attach({}, 5)', /The options of attach must be an object, not a number/],
    ['controls.perform()', /The command of perform must be an object, not undefined/],
    ["controls.perform('kick')", /must be an object, not a string/],
    ["controls.perform({ action: 'kick', targets: 'a' })", /targets must be an array of the ids of participants, not a string/],
    ['controls.can([])', /The command of can must be an object, not an array/],
    ["controls.can({ get action() { throw new Error('no') } })", /The command of can could not be read/],
    ['controls.perform([])', /must be an object, not an array/],
    ["controls.perform({ get action() { throw new Error('no') } })", /The command of perform could not be read/],
    ["controls.perform({ action: 'succeed' }, { timeout: 5 })", /perform knows no option "timeout"/],
    ["controls.perform({ action: 'succeed' }, { signal: {} })", /must be an AbortSignal, not an object/],
  ]) {
    test(call, async () => {
      const { reason, message } = await run(`outcomeOf((async () => ${call})())`);
      assert.equal(reason, 'bad-input');
      assert.match(message, says);
    });
  }
});

describe('when the program breaks', () => {
  for (const { command, cause } of [
    { command: "{ action: 'report a crash' }" },
    { command: "{ action: 'panic' }", cause: 'panic: thrown in a goroutine' },
    { command: "{ action: 'panic later' }", cause: 'panic: thrown by a timer' },
    { command: "{ action: 'exit' }" },
    { command: "{ action: 'read a getter that throws', given: { get broken() { throw new Error('thrown by the page') } } }", cause: 'thrown by the page' },
  ]) {
    test(command, async () => {
      const seen = await run(`(async () => {
        const { title } = controls.snapshot;
        const events = [];
        controls.addEventListener('crash', ({ detail }) => events.push(detail.error.reason));
        const pending = outcomeOf(controls.perform({ action: 'wait' }));
        const breaking = outcomeOf(controls.perform(${command}));
        const ended = [await pending, await breaking];
        const again = await loadGavel();
        return {
          ended,
          events,
          title: controls.snapshot.title,
          can: controls.can('kick'),
          perform: (await outcomeOf(controls.perform({ action: 'succeed' }))).reason,
          attach: (await outcomeOf((async () => gavel.attach({}))())).reason,
          again: again !== gavel && (await again.attach({}).perform({ action: 'succeed' })).status,
        };
      })()`);
      const [pending, breaking] = seen.ended;
      assert.equal(pending.reason, 'crashed');
      assert.equal(breaking.reason, 'crashed');
      assert.equal(pending.cause, cause);
      assert.deepEqual(seen.events, ['crashed']);
      assert.equal(seen.title, 'All hands');
      assert.equal(seen.can.allowed, false);
      assert.equal(seen.can.reason, 'ended');
      assert.equal(seen.perform, 'crashed');
      assert.equal(seen.attach, 'crashed');
      assert.equal(seen.again, 'confirmed');
      assert.equal(await run('timers.size'), 0);
    });
  }
});

test('a snapshot that was never asked for is missed after a crash', async () => {
  const reason = await run(`(async () => {
    await outcomeOf(controls.perform({ action: 'exit' }));
    return (await outcomeOf((async () => controls.snapshot)())).reason;
  })()`);
  assert.equal(reason, 'crashed');
});

test('a snapshot that was never asked for is missed after dispose()', async () => {
  const reason = await run(`(async () => {
    await gavel.dispose();
    return (await outcomeOf((async () => controls.snapshot)())).reason;
  })()`);
  assert.equal(reason, 'ended');
});

test('after dispose() everything says so', async () => {
  const seen = await run(`(async () => {
    controls.snapshot;
    const pending = outcomeOf(controls.perform({ action: 'wait' }));
    await gavel.dispose();
    controls.close();
    return {
      pending: (await pending).reason,
      snapshot: controls.snapshot,
      can: controls.can('kick').reason,
      perform: (await outcomeOf(controls.perform({ action: 'succeed' }))).reason,
      attach: await outcomeOf((async () => gavel.attach({}))()),
    };
  })()`);
  assert.equal(seen.pending, 'ended');
  assert.deepEqual(seen.snapshot, { title: 'All hands' });
  assert.equal(seen.can, 'ended');
  assert.equal(seen.perform, 'ended');
  assert.equal(seen.attach.reason, 'ended');
  assert.match(seen.attach.message, /Call loadGavel\(\) to start it again/);
  assert.equal(await run('timers.size'), 0);
});

test('two copies on one page do not meet, but know the errors of each other', async () => {
  const seen = await run(`(async () => {
    const copy = await import('/files/index.js?copy');
    const other = (await copy.loadGavel()).attach({});
    const error = await controls.perform({ action: 'exit' }).catch((error) => error);
    return {
      instance: error instanceof copy.HostControlsError,
      known: copy.isHostControlsError(error),
      unknown: copy.isHostControlsError(new Error('another')),
      works: (await other.perform({ action: 'succeed' })).status,
    };
  })()`);
  assert.deepEqual(seen, { instance: false, known: true, unknown: false, works: 'confirmed' });
});
