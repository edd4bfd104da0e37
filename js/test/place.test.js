/** The panel of the built package wherever it stands: moved, in another window, in a shadow root. */
/* global frame, gavel, inTheMiddle, list, names, panelIn, root, shadow, until, world */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { usePanelPage } from './browser/panelpage.mjs';

const pages = usePanelPage();

describe('moved in its page', () => {
  /** How a page moves things, each with what it does to them. */
  const moves = {
    'the root': () => document.querySelector('#other').append(root.firstElementChild.parentElement),
    'what is around the root': () => {
      const around = document.createElement('section');
      root.before(around);
      around.append(root);
      document.querySelector('#other').append(around);
    },
    'out, and in again at once': () => {
      root.remove();
      document.querySelector('#other').append(root);
    },
    'out, and in again in another task': async () => {
      root.remove();
      await new Promise((resolve) => setTimeout(resolve));
      document.querySelector('#other').append(root);
    },
    'into a shadow root, and that one': () => {
      const host = document.createElement('div');
      document.body.append(host);
      host.attachShadow({ mode: 'closed' }).append(root);
      document.querySelector('#other').append(host);
    },
  };
  for (const [what, move] of Object.entries(moves)) {
    test(`${what}: the rows are where one looks, and the place is kept`, async () => {
      await pages.give(move);
      const seen = await pages.page.evaluate(async () => {
        await panelIn(root, 300);
        list().scrollTop = 6000;
        await until(() => names()[0] === 'Person 107' && inTheMiddle());
        const before = names();
        await globalThis.given();
        await until(() => list().scrollTop === 6000 && inTheMiddle());
        return { before, after: names() };
      });
      assert.deepEqual(seen.after, seen.before);
      assert.ok(seen.before.length >= 5);
    });
  }

  test('and again: each move is noticed', async () => {
    await pages.page.evaluate(async () => {
      await panelIn(root, 300);
      list().scrollTop = 6000;
      await until(() => inTheMiddle());
      for (let i = 0; i < 3; i += 1) {
        document.querySelector('#other').append(root);
        await until(() => list().scrollTop === 6000 && inTheMiddle());
        document.body.prepend(root);
        await until(() => list().scrollTop === 6000 && inTheMiddle());
      }
    });
  });

  test('hidden, moved and shown: the place is kept', async () => {
    await pages.page.evaluate(async () => {
      await panelIn(root, 300);
      list().scrollTop = 6000;
      await until(() => inTheMiddle());
      root.style.display = 'none';
      await until(() => list().clientHeight === 0);
      await frame();
      document.querySelector('#other').append(root);
      await frame();
      root.style.display = '';
      await until(() => list().scrollTop === 6000 && inTheMiddle());
    });
  });

  test('<gavel-controls> with 300 people', async () => {
    await pages.page.evaluate(async () => {
      await import('/gavel/define.js');
      const element = document.createElement('gavel-controls');
      for (let i = 1; i <= 300; i += 1) world.join(`Person ${i}`);
      element.meeting = world.meeting;
      element.style.blockSize = '600px';
      root.append(element);
      await until(() => shadow(element)?.querySelector('[data-participant]'));
      list(element).scrollTop = 6000;
      await until(() => inTheMiddle(element));
      document.querySelector('#other').append(element);
      await until(() => list(element).scrollTop === 6000 && inTheMiddle(element));
    });
  });

  test('with a question: it is still asked, and nothing else can be used', async () => {
    const modal = await pages.page.evaluate(async () => {
      await panelIn(root, 3);
      shadow().querySelector('[data-participant="peer-1"] [data-action=kick]').click();
      await until(() => shadow().querySelector('dialog').open);
      document.querySelector('#other').append(root);
      await until(() => shadow().querySelector('dialog').matches(':modal'));
      return { focus: shadow().activeElement.textContent };
    });
    assert.deepEqual(modal, { focus: 'Cancel' });
  });

  test('with an open menu, and a pointer in the list: the menu closes, and people move again', async () => {
    await pages.page.evaluate(() => {
      root.style.inlineSize = '360px';
      return panelIn(root, 3);
    });
    const more = pages.page.locator('[data-participant="peer-2"] [data-more]');
    await more.click();
    await pages.page.evaluate(async () => {
      await until(() => shadow().querySelector('[role=menu]:popover-open'));
      document.querySelector('#other').append(root);
      await until(() => shadow().querySelector('[aria-expanded=true]') === null);
      world.join('Aaron');
      await until(() => names()[1] === 'Aaron');
    });
  });
});

describe('in another window', () => {
  for (const [what, openWindow] of Object.entries({
    'a frame': `() => {
      const frame = document.createElement('iframe');
      frame.src = '/empty.html';
      const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
      document.body.append(frame);
      return loaded.then(() => frame.contentWindow);
    }`,
    'a window of its own': `() => {
      const view = window.open('/empty.html', '', 'width=500,height=640');
      return new Promise((resolve) => view.addEventListener('load', () => resolve(view)));
    }`,
  })) {
    for (const kind of ['root', 'gavel-controls']) {
      test(`${what}, there and back: ${kind}`, async () => {
        await pages.give(openWindow);
        const seen = await pages.page.evaluate(async (kind) => {
          const problems = [];
          const watch = (view) => view.addEventListener('error', ({ message }) => problems.push(message));
          watch(window);
          let moved = root;
          if (kind === 'root') {
            await panelIn(root, 300);
          } else {
            await import('/gavel/define.js');
            moved = document.createElement('gavel-controls');
            for (let i = 1; i <= 300; i += 1) world.join(`Person ${String(i).padStart(3, '0')}`);
            moved.meeting = world.meeting;
            root.append(moved);
            await until(() => shadow(moved)?.querySelector('[data-participant]'));
          }
          moved.style.blockSize = '600px';
          list(moved).scrollTop = 6000;
          await until(() => inTheMiddle(moved));
          const look = () => ({
            font: [...moved.ownerDocument.fonts].filter(({ family }) => family.includes('Gavel')).length,
            sheets: shadow(moved).adoptedStyleSheets.length,
            display: getComputedStyle(moved).display,
            rows: shadow(moved).querySelectorAll('[data-participant]').length < 30,
            first: names(moved)[0],
          });
          const before = look();
          const view = await globalThis.given();
          watch(view);
          view.document.body.append(moved);
          await until(() => list(moved).scrollTop === 6000 && inTheMiddle(moved));
          const there = look();
          shadow(moved).querySelector('[part=row] [data-action=disableAudio]:not([hidden])').click();
          await until(() => world.sent.length === 1);
          // What happens there is heard: a pointer in the list keeps people where they are, and the list follows its scrolling.
          list(moved).scrollTop = 3000;
          await until(() => names(moved)[0] === 'Person 053' && inTheMiddle(moved));
          document.body.append(moved);
          await until(() => list(moved).scrollTop === 3000 && inTheMiddle(moved));
          const back = look();
          if (view.frameElement) view.frameElement.remove();
          else view.close();
          list(moved).scrollTop = 6000;
          await until(() => names(moved)[0] === before.first && inTheMiddle(moved));
          return { before, there, back, problems };
        }, kind);
        const { before, there, back, problems } = seen;
        assert.deepEqual(before, { font: 1, sheets: 1, display: 'block', rows: true, first: 'Person 107' });
        assert.deepEqual(there, before);
        assert.deepEqual(back, { ...before, first: 'Person 053' });
        assert.deepEqual(problems, []);
      });
    }
  }

  test('a picture in picture', async () => {
    await pages.page.evaluate(async () => {
      await panelIn(root, 300);
      list().scrollTop = 6000;
      await until(() => inTheMiddle());
      document.addEventListener('click', async () => {
        const view = await documentPictureInPicture.requestWindow({ width: 480, height: 600 });
        view.document.body.append(root);
        globalThis.picture = view;
      }, { once: true });
    });
    await pages.page.mouse.click(490, 1);
    await pages.page.evaluate(async () => {
      await until(() => globalThis.picture && list().scrollTop === 6000 && inTheMiddle());
      const { adoptedStyleSheets } = shadow();
      if (adoptedStyleSheets.length !== 1) throw new Error('no style');
      document.body.append(root);
      globalThis.picture.close();
      await until(() => list().scrollTop === 6000 && inTheMiddle());
    });
  });

  for (const [what, end] of Object.entries({
    'a frame that is taken out': `(frame) => frame.remove()`,
    'a frame that goes to another page': `(frame) => {
      const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
      frame.src = '/empty.html?another';
      return loaded;
    }`,
  })) {
    test(`taken back from ${what}, it can be used`, async () => {
      await pages.give(end);
      await pages.page.evaluate(async () => {
        await panelIn(root, 20);
        const view = document.createElement('iframe');
        view.src = '/empty.html';
        const loaded = new Promise((resolve) => view.addEventListener('load', resolve, { once: true }));
        document.body.append(view);
        await loaded;
        view.contentDocument.body.append(root);
        await until(() => inTheMiddle());
        await globalThis.given(view);
        document.body.prepend(root);
        await until(() => inTheMiddle());
      });
      await pages.page.locator('[data-participant="peer-2"] [data-action=disableAudio]').click();
      await pages.page.evaluate(() => until(() => world.sent.length === 1 && world.sent[0].target === 'peer-2'));
      await pages.page.locator('[part=search]').fill('Person 003');
      await pages.page.evaluate(() => until(() => names().length === 1));
    });
  }

  test('its listeners follow it, and close() leaves none', async () => {
    const counted = await pages.page.evaluate(async () => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const there = frame.contentDocument;
      /** @type {Map<Document, number>} */
      const counts = new Map([[document, 0], [there, 0]]);
      for (const view of [window, frame.contentWindow]) {
        const { addEventListener } = view.EventTarget.prototype;
        view.EventTarget.prototype.addEventListener = function (type, listener, options) {
          if (counts.has(this) && options?.signal) {
            counts.set(this, counts.get(this) + 1);
            addEventListener.call(options.signal, 'abort', () => counts.set(this, counts.get(this) - 1));
          }
          return addEventListener.call(this, type, listener, options);
        };
      }
      const now = () => [document, there].map((document) => counts.get(document));
      const controls = await panelIn(root, 3, { knockSound: true });
      const seen = [now()];
      there.body.append(root);
      await until(() => counts.get(document) === 0);
      seen.push(now());
      document.body.append(root);
      await until(() => counts.get(there) === 0);
      seen.push(now());
      controls.close();
      seen.push(now());
      return seen;
    });
    const [[here]] = counted;
    assert.ok(here > 0);
    assert.deepEqual(counted, [[here, 0], [0, here], [here, 0], [0, 0]]);
  });

  test('what is of another window is taken', async () => {
    const seen = await pages.page.evaluate(async () => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const { contentWindow: there } = frame;
      const { loadGavel, isHostControlsError } = await import('/gavel/index.js');
      await loadGavel({ signal: new there.AbortController().signal });
      const controls = await panelIn(there.document.body, 2, {});
      const calledOff = new there.AbortController();
      calledOff.abort();
      const ended = await controls.perform({ action: 'disableAudio', target: 'peer-1' }, { signal: calledOff.signal }).catch((error) => error);
      // An error as a module in the other window throws it has that window's Error.
      const errors = await new Promise((resolve) => {
        there.resolve = resolve;
        const script = there.document.createElement('script');
        script.type = 'module';
        script.textContent = "import { loadGavel } from '/gavel/index.js'; loadGavel(1).catch((error) => resolve(error));";
        there.document.head.append(script);
      });
      const options = there.JSON.parse('{ "action": "disableAudio", "targets": ["peer-1", "peer-2"] }');
      const { status } = await controls.perform(options);
      return { ended: ended.reason ?? ended.status, isError: isHostControlsError(errors), status, none: [null, 1, 'x', {}, Object.create(null)].some(isHostControlsError) };
    });
    assert.deepEqual(seen, { ended: 'aborted', isError: true, status: 'confirmed', none: false });
  });
});

describe('<gavel-controls>', () => {
  test('is a block that `hidden` hides, and the style of the page overrides both', async () => {
    const seen = await pages.page.evaluate(async () => {
      await import('/gavel/define.js');
      root.innerHTML = '<style>.flex { display: flex } .always { display: grid !important }</style><gavel-controls></gavel-controls>';
      const element = root.querySelector('gavel-controls');
      const display = () => getComputedStyle(element).display;
      const shown = [display()];
      element.hidden = true;
      shown.push(display());
      element.className = 'always';
      shown.push(display());
      element.hidden = false;
      element.className = 'flex';
      shown.push(display());
      element.className = '';
      root.querySelector('style').textContent = 'gavel-controls { display: inline-block }';
      shown.push(display());
      return { shown, inline: element.getAttribute('style') };
    });
    assert.deepEqual(seen, { shown: ['block', 'none', 'grid', 'flex', 'inline-block'], inline: null });
  });

  test('has what was set before it was defined, and what is set after', async () => {
    const seen = await pages.page.evaluate(async () => {
      const element = document.createElement('gavel-controls');
      element.locale = 'de';
      element.wasmURL = '/nowhere.wasm';
      element.confirmTimeoutMs = 5000;
      element.knockSound = true;
      element.meeting = world.meeting;
      const properties = ['locale', 'wasmURL', 'confirmTimeoutMs', 'knockSound', 'meeting'];
      root.append(element);
      const failed = new Promise((resolve) => element.addEventListener('load-error', ({ detail }) => resolve(detail.error.code)));
      await import('/gavel/define.js');
      const own = properties.filter((name) => Object.hasOwn(element, name));
      const attributes = [element.getAttribute('locale'), element.getAttribute('wasm-url')];
      const code = await failed;
      element.wasmURL = '';
      await until(() => shadow(element)?.querySelector('[part=panel]'));
      const { lang } = shadow(element).querySelector('[part=panel]');
      element.locale = 'fr';
      await until(() => shadow(element)?.querySelector('[part=panel]')?.lang === 'fr');
      return { own, attributes, code, lang };
    });
    assert.deepEqual(seen, { own: [], attributes: ['de', '/nowhere.wasm'], code: 'http', lang: 'de' });
  });
});

describe('the language', () => {
  for (const [what, around] of Object.entries({
    'a closed shadow root': `(section) => section.attachShadow({ mode: 'closed' })`,
    'one in another': `(section) => {
      const inner = document.createElement('p');
      section.attachShadow({ mode: 'open' }).append(inner);
      return inner.attachShadow({ mode: 'closed' });
    }`,
  })) {
    test(`goes on outside of ${what}`, async () => {
      await pages.give(around);
      const seen = await pages.page.evaluate(async () => {
        const section = document.createElement('section');
        section.lang = 'ar';
        document.body.append(section);
        const place = document.createElement('div');
        globalThis.given(section).append(place);
        gavel.attach(world.meeting, { root: place });
        await until(() => shadow(place)?.querySelector('[part=panel]'));
        const panel = shadow(place).querySelector('[part=panel]');
        return { lang: panel.lang, direction: getComputedStyle(panel).direction };
      });
      assert.deepEqual(seen, { lang: 'ar', direction: 'rtl' });
    });
  }
});
