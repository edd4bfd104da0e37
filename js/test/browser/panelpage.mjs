/** A page with a crowd in it, for tests of what the panel does there. */
import { afterEach } from 'node:test';
import { testLimit } from '../testlimit.mjs';
import { openPage } from './browser.mjs';
import { launch } from './chromium.mjs';
import { saysReady, usePageAnew } from './usepage.mjs';
import { text } from './withpackage.mjs';

const html = `<!doctype html><html lang="en"><title>Places</title><link rel="icon" href="data:,">
  <style>iframe { inline-size: 480px; block-size: 600px }</style>
  <div id="root" style="inline-size: 480px; block-size: 600px"></div><div id="other" style="margin-block-start: 700px"></div><script type="module" src="/page.js"></script>`;

/**
 * names: of those whose rows are where one looks, from the top; inTheMiddle: what is seen in the
 * middle of the list is a row; panelIn: attaches to a world with so many people.
 */
const script = `
  import { createWorld } from '/fake/fake.js';
  import { loadGavel } from '/gavel/index.js';
  const rights = ['acceptWaitingRequests', 'kickParticipant', 'pinParticipant', 'canDisableParticipantAudio', 'canDisableParticipantVideo', 'canAllowParticipantAudio', 'canAllowParticipantVideo'];
  const world = createWorld(rights);
  const gavel = await loadGavel();
  const root = document.querySelector('#root');
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const until = async (condition) => {
    const end = performance.now() + ${testLimit(4_000)};
    while (!condition()) {
      if (performance.now() > end) throw new Error('in vain: ' + condition);
      await frame();
    }
  };
  const shadow = (place = root) => (place.matches('[data-gavel]') ? place : place.querySelector('[data-gavel]'))?.shadowRoot;
  const list = (place) => shadow(place).querySelector('[role=grid]');
  const between = (element, { top, bottom }) => {
    const at = element.getBoundingClientRect();
    return at.bottom > top + 1 && at.top < bottom - 1;
  };
  const names = (place) => {
    const window = list(place).getBoundingClientRect();
    return [...list(place).querySelectorAll('[data-participant]')].filter((row) => between(row, window)).map((row) => row.querySelector('[part=name]').textContent);
  };
  const inTheMiddle = (place) => {
    const { left, top, width, height } = list(place).getBoundingClientRect();
    return shadow(place).elementFromPoint(left + width / 3, top + height / 2)?.closest('[data-participant]') != null;
  };
  const panelIn = async (place, count, options = {}) => {
    for (let i = 1; i <= count; i += 1) world.join('Person ' + String(i).padStart(3, '0'));
    const controls = gavel.attach(world.meeting, { root: place, ...options });
    await until(() => shadow(place)?.querySelector('[data-participant="peer-1"]'));
    return controls;
  };
  Object.assign(globalThis, { createWorld: () => createWorld(rights), world, gavel, root, until, frame, shadow, list, names, inTheMiddle, panelIn });
  globalThis.ready = true;`;

/**
 * Such a page for each test. What it returns has the page; open() opens another in its stead, in a
 * browser that zooms; give() has the page know a function as globalThis.given.
 */
export function usePanelPage() {
  const used = usePageAnew({
    html, script, launch,
    routes: { '/empty.html': text('text/html', '<!doctype html><title>Empty</title>') },
    viewport: { width: 1000, height: 2400 }, // all of it is in sight
  });
  let zoomed;
  afterEach(async () => {
    await zoomed?.close();
    zoomed = undefined;
  });
  return Object.assign(used, {
    async open({ zoom }) {
      zoomed = await launch([`--force-device-scale-factor=${zoom}`, '--window-size=2000,2000']);
      used.page = await openPage(await zoomed.newContext({ viewport: null }), `${used.origin}/`);
      await saysReady(used.page);
    },
    async give(given) {
      await used.page.addScriptTag({ content: `globalThis.given = ${given}` });
    },
  });
}
