/**
 * A host's panel for stories: over the real SDK in a meeting of the local room, with bots as the others,
 * or on a meeting that is made up, where the browser has no WebRTC.
 */
import { randomUUID } from 'node:crypto';
import { browserName, launch, openPage } from '../browser/browser.mjs';
import { gavelServe, top } from '../browser/gavelserve.mjs';
import { until } from '../browser/until.mjs';
import { serveWithPackage, text } from '../browser/withpackage.mjs';

const inTheRoom = {
  serve: () => gavelServe(top),
  async open(browser, { origin }) {
    const meeting = randomUUID();
    const page = await openPage(browser, `${origin}/?role=host&name=Hanna&meeting=${meeting}&autojoin=1`);
    await page.waitForFunction(() => document.body.dataset.screen === 'meeting' || document.querySelector('#problem').textContent);
    const come = async (count, knock) => {
      const body = JSON.stringify({ meeting, count, audio: true, video: true, knock });
      const answer = await fetch(`${origin}/local/bots`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      const { bots } = await answer.json();
      return bots.map(({ name }) => name);
    };
    return { page, join: (count) => come(count, false), knock: () => come(1, true) };
  },
};

const html = '<!doctype html><html lang="en"><title>Stories</title><link rel="stylesheet" href="/page.css"><div id="host-panel"></div><script type="module" src="/page.js"></script>';

const script = `
  import { createWorld } from '/fake/fake.js';
  import { loadGavel } from '/gavel/index.js';
  const world = createWorld(['acceptWaitingRequests', 'kickParticipant', 'pinParticipant', 'canDisableParticipantAudio', 'canDisableParticipantVideo', 'canAllowParticipantAudio', 'canAllowParticipantVideo']);
  (await loadGavel()).attach(world.meeting, { root: document.querySelector('#host-panel') });
  globalThis.world = world;`;

const madeUp = {
  serve: () => serveWithPackage({ html, script, routes: { '/page.css': text('text/css', '#host-panel { inline-size: 480px; block-size: 600px }') } }),
  async open(browser, { origin }) {
    const page = await openPage(browser, `${origin}/`);
    await page.waitForFunction(() => globalThis.world);
    const come = async (names, how) => {
      await page.evaluate(({ names, how }) => {
        for (const name of names) globalThis.world[how](name);
      }, { names, how });
      return names;
    };
    return { page, join: (count) => come(['Ann', 'Bob', 'Cid'].slice(0, count), 'join'), knock: () => come(['Wim'], 'wait') };
  },
};

const setting = browserName === 'webkit' ? madeUp : inTheRoom;

/** Starts what the stories need; the caller closes it. */
export async function start() {
  const [server, browser] = await Promise.all([setting.serve(), launch()]);
  return {
    openPanel: async () => new Panel(await setting.open(browser, server)),
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** Scripts find things in the panel by the function find, and people's rows by rowOf. */
const finding = `
  const { shadowRoot } = document.querySelector('#host-panel [data-gavel]') ?? {};
  const find = (selector) => shadowRoot?.querySelector(selector) ?? null;
  const rowOf = (name) => Array.from(shadowRoot?.querySelectorAll('[data-participant]') ?? []).find((row) => row.querySelector('[part=name]')?.textContent === name) ?? null;`;

/** Where a meeting ends while the SDK begins to receive, it rejects a promise that nobody has. */
const ownOfTheSDK = 'Error: Recv transport is closed';

class Panel {
  /** join, knock: so many come in, or one to the waiting room; their names. */
  constructor({ page, join, knock }) {
    Object.assign(this, { page, join, knock });
  }

  /** What an expression gives that may use find and rowOf. */
  see(expression) {
    return this.page.evaluate(`(() => { ${finding} return ${expression}; })()`);
  }

  /** Waits until such an expression is true. */
  until(expression) {
    return until(() => this.see(`Boolean(${expression})`), expression);
  }

  /** Clicks in the middle of an element, an expression, as soon as a pointer can hit it. */
  async click(element) {
    const spot = `(() => {
      const element = ${element};
      const { x, y, width, height } = element?.getBoundingClientRect() ?? {};
      const middle = { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
      return width > 0 && element.contains(shadowRoot.elementFromPoint(middle.x, middle.y)) && middle;
    })()`;
    await this.until(`(globalThis.spot = ${spot})`);
    const { x, y } = await this.see('globalThis.spot');
    await this.page.mouse.click(x, y);
  }

  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Resolves with what went wrong in the page. */
  async close() {
    await this.page.close();
    return this.page.errors.filter((error) => error !== ownOfTheSDK);
  }
}
