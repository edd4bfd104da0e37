/** What a page, a browser and its extensions do to a panel that is there: zoom it, translate it, change it, type into it. */
/* global frame, gavel, heard, list, names, panelIn, root, shadow, until, world */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { usePanelPage } from './browser/panelpage.mjs';
import { inFull } from './infull.mjs';

const pages = usePanelPage();

describe('zoomed', () => {
  /** How each zoom is made. */
  const ways = {
    'by the browser': { factors: inFull([0.9, 3], [0.5, 1.1]), zoom: (zoom) => pages.open({ zoom }) },
    'by the style of the page': {
      factors: inFull([1.5], [0.5, 0.7, 3]),
      zoom: (factor) => pages.page.evaluate((factor) => (document.documentElement.style.zoom = String(factor)), factor),
    },
    'by the style of what is around it': {
      factors: inFull([0.7], [3]),
      zoom: (factor) => pages.page.evaluate((factor) => (document.body.style.zoom = String(factor)), factor),
    },
  };
  for (const [way, { factors, zoom }] of Object.entries(ways)) {
    for (const factor of factors) {
      test(`${way}, by ${factor}: the last row is at the end, and tips, menus and questions are beside what they are of`, async () => {
        await zoom(factor);
        const { page } = pages;
        await page.evaluate(() => {
          root.style.inlineSize = '380px';
          root.style.blockSize = '250px';
          return panelIn(root, 1500);
        });
        await page.locator('[role=row] [role=gridcell]').first().focus();
        await page.keyboard.press('End');
        await page.evaluate(async () => {
          await until(() => shadow().activeElement.closest('[aria-rowindex="1501"]'));
          await until(() => Math.abs(list().scrollTop - (list().scrollHeight - list().clientHeight)) < 1.5);
          const [row, window] = [shadow().activeElement.closest('[role=row]'), list()].map((element) => element.getBoundingClientRect());
          if (row.bottom > window.bottom + 1 || row.bottom < window.bottom - 3) throw new Error(`the last row ends at ${row.bottom}, the list at ${window.bottom}`);
        });
        const seen = await page.evaluate(async () => {
          const button = shadow().querySelector('[aria-rowindex="1501"] [data-action=disableAudio]');
          button.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }));
          const tip = shadow().querySelector('[part=tooltip]');
          await until(() => tip.matches(':popover-open'));
          const [at, own] = [button, tip].map((element) => element.getBoundingClientRect());
          const centred = (own.left + own.right - at.left - at.right) / 2;
          const above = at.top - own.bottom;
          button.dispatchEvent(new PointerEvent('pointerout', { bubbles: true, composed: true }));
          const more = shadow().querySelector('[aria-rowindex="1501"] [data-more]');
          more.click();
          const menu = shadow().querySelector('[role=menu]:popover-open').getBoundingClientRect();
          const of = more.getBoundingClientRect();
          const gaps = [menu.top - of.bottom, of.top - menu.bottom].map(Math.abs);
          return { centred, above, isAtEdge: own.left <= 4.5, menu: Math.min(...gaps), side: Math.abs(menu.right - of.right), atSide: menu.left <= 4.5 || menu.right >= window.innerWidth - 20 };
        });
        assert.ok(Math.abs(seen.centred) < 2 || seen.isAtEdge, JSON.stringify(seen));
        assert.ok(Math.abs(seen.above - 6) < 1.5, JSON.stringify(seen));
        assert.ok(seen.menu < 6 && (seen.side < 2 || seen.atSide), JSON.stringify(seen));
        const question = await page.evaluate(async () => {
          const { innerWidth, innerHeight } = window;
          shadow().querySelector('[role=menu]:popover-open [data-action=kick]').click();
          await until(() => shadow().querySelector('dialog').open);
          const { left, top, right, bottom } = shadow().querySelector('dialog').getBoundingClientRect();
          return { inside: left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight, left, top, right, bottom, innerWidth, innerHeight };
        });
        assert.ok(question.inside, JSON.stringify(question));
      });
    }
  }
});

describe('changed from outside', () => {
  /** What is done to the page, again and again. */
  const changes = {
    'a translator puts elements around all text': `(shadow) => {
      const walker = document.createTreeWalker(shadow, NodeFilter.SHOW_TEXT);
      const texts = [];
      while (walker.nextNode()) texts.push(walker.currentNode);
      for (const text of texts) {
        if (text.parentElement.localName === 'font' || !text.data.trim()) continue;
        const [outer, inner] = [document.createElement('font'), document.createElement('font')];
        text.replaceWith(outer);
        outer.append(inner);
        inner.append(text.data);
      }
    }`,
    'a translator that heeds translate="no", and is late': `(shadow) => {
      globalThis.late ??= [];
      for (const { text, was } of globalThis.late.splice(0)) {
        if (!text.isConnected) continue;
        const font = document.createElement('font');
        font.textContent = was;
        text.replaceWith(font);
      }
      const walker = document.createTreeWalker(shadow, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const text = walker.currentNode;
        if (!text.parentElement.closest('[translate=no]')) globalThis.late.push({ text, was: text.data });
      }
    }`,
    'names are written anew': `(shadow) => {
      for (const name of shadow.querySelectorAll('[part=name]')) name.firstElementChild.textContent = 'Dora';
    }`,
    'names are written into their text': `(shadow) => {
      for (const name of shadow.querySelectorAll('[part=name] bdi')) name.firstChild.data = 'Dora';
    }`,
    'a name is put beside the name': `(shadow) => {
      for (const name of shadow.querySelectorAll('[part=name]')) name.prepend(Object.assign(document.createElement('b'), { textContent: 'Dora' }));
    }`,
    'text is put beside the name': `(shadow) => {
      for (const [selector, text] of [['[part=name]', 'Dora'], ['[part=name] + *', 'is Dora'], ['.who', 'Dora'], ['[role=row]', 'Dora'], ['.named', 'Dora'], ['.control', 'Dora']]) {
        for (const place of shadow.querySelectorAll(selector)) if (!place.matches('[part=name] + *')) place.prepend(text);
      }
      for (const bdi of shadow.querySelectorAll('bdi')) bdi.hidden = true;
    }`,
    'attributes say another name': `(shadow) => {
      for (const element of shadow.querySelectorAll('[role=row], .who')) element.setAttribute('aria-label', 'Dora');
      for (const button of shadow.querySelectorAll('[role=row] button')) button.setAttribute('aria-labelledby', 'title');
    }`,
    'a row is copied beside the rows': `(shadow) => {
      const row = shadow.querySelector('[data-participant^=peer]');
      shadow.querySelector('[role=grid]').append(row.cloneNode(true));
    }`,
    'buttons are called otherwise': `(shadow) => {
      for (const button of shadow.querySelectorAll('[role=row] button')) button.setAttribute('aria-label', 'Remove Dora');
    }`,
    'buttons change places': `(shadow) => {
      const [a, b] = shadow.querySelectorAll('[data-participant^=peer] [data-action=kick]');
      if (!a || !b) return;
      const beside = a.nextSibling;
      b.replaceWith(a);
      beside.before(b);
    }`,
    'rows are copied, and some are gone': `(shadow) => {
      const [first, second] = shadow.querySelectorAll('[data-participant^=peer]');
      if (!second) return;
      first.after(first.cloneNode(true));
      second.remove();
    }`,
  };
  for (const [what, change] of Object.entries(changes)) {
    test(`${what}: a row's name, its buttons and its participant agree`, async () => {
      await pages.give(change);
      const wrong = await pages.page.evaluate(async () => {
        const meddle = globalThis.given;
        await panelIn(root, 300);
        const people = new Map(world.participants.joined.toArray().map(({ id, name }) => [id, name]));
        people.set('self-peer', world.self.name);
        const wrong = [];
        const look = () => {
          const rows = [...shadow().querySelectorAll('[role=row]')];
          const ids = rows.map((row) => row.dataset.participant);
          if (new Set(ids).size !== ids.length || rows.length < 8) wrong.push(`rows of ${ids}`);
          for (const row of rows) {
            const id = row.dataset.participant;
            const name_ = row.querySelector('[part=name]');
            const said = name_.checkVisibility() && name_.firstElementChild.checkVisibility() ? name_.textContent : '';
            if (row.hasAttribute('aria-label') || row.querySelector('.who').hasAttribute('aria-label')) wrong.push(`${id} is called otherwise`);
            if (/^Dora/.test(row.textContent) || row.querySelector('[aria-labelledby]')) wrong.push(`${id} has another name`);
            const name = people.get(id) ?? world.self.name;
            if (said !== name) wrong.push(`${id} is called ${said}`);
            for (const button of row.querySelectorAll('button:not([hidden], [role=menuitem])')) {
              const label = button.getAttribute('aria-label') ?? '';
              if (row.dataset.participant.startsWith('peer') && !label.includes(name)) wrong.push(`${id} has a button ${label}`);
            }
          }
        };
        for (const top of [0, 3000, 9000]) {
          list().scrollTop = top;
          await frame();
          meddle(shadow());
          await frame();
          await frame();
          look();
          world.join(`Zoe ${top}`);
          await frame();
          meddle(shadow());
          world.set('peer-1', 'audioEnabled', top === 0);
          await frame();
          await frame();
          for (const { id, name } of world.participants.joined.toArray()) people.set(id, name);
          look();
        }
        return wrong;
      });
      assert.deepEqual(wrong, []);
    });
  }

  test('a press meant for another name does nothing, and the focus stays', async () => {
    const seen = await pages.page.evaluate(async () => {
      await panelIn(root, 5);
      const row = shadow().querySelector('[data-participant="peer-2"]');
      const button = row.querySelector('[data-action=disableAudio]');
      button.focus();
      row.querySelector('bdi').textContent = 'Dora';
      button.click();
      await frame();
      const { activeElement } = shadow();
      const focused = `${activeElement.closest('[role=row]')?.dataset.participant} ${activeElement.dataset.action}`;
      const name = shadow().querySelector('[data-participant="peer-2"] bdi').textContent;
      const before = world.sent.length;
      activeElement.click();
      await until(() => world.sent.length > 0);
      return { before, focused, name, sent: world.sent };
    });
    assert.deepEqual(seen, { before: 0, focused: 'peer-2 disableAudio', name: 'Person 002', sent: [{ action: 'disableAudio', target: 'peer-2' }] });
  });

  test('a press that began goes on when the name beside it was put right meanwhile', async () => {
    const { page } = pages;
    await page.evaluate(() => panelIn(root, 5));
    await page.locator('[data-participant="peer-2"] [data-action=disableAudio]').hover();
    await page.mouse.down();
    await page.evaluate(async () => {
      const name = shadow().querySelector('[data-participant="peer-2"] bdi');
      name.textContent = 'Dora';
      await until(() => name.textContent === 'Person 002');
    });
    await page.mouse.up();
    await page.evaluate(() => until(() => world.sent.length === 1));
  });

  test('an extension that draws emoji leaves buttons that can be used, and is left alone', async () => {
    const { page } = pages;
    await page.evaluate(async () => {
      world.join('Ann \u{1f389}');
      const draw = () => {
        for (const bdi of shadow().querySelectorAll('bdi')) {
          if (!bdi.firstChild?.nodeValue?.includes('\u{1f389}')) continue;
          globalThis.drawn = (globalThis.drawn ?? 0) + 1;
          bdi.replaceChildren('Ann ', Object.assign(document.createElement('img'), { alt: '\u{1f389}' }));
        }
      };
      gavel.attach(world.meeting, { root });
      await until(() => shadow()?.querySelector('[data-participant="peer-1"]'));
      new MutationObserver(draw).observe(shadow(), { subtree: true, childList: true, characterData: true });
      draw();
      for (let i = 0; i < 5; i += 1) await frame();
    });
    await page.locator('[data-participant="peer-1"] [data-action=disableAudio]').click();
    await page.evaluate(() => until(() => world.sent.length === 1));
    assert.equal(await page.evaluate(() => globalThis.drawn), 1);
  });

  test('a script that writes names all the time does not stop the page', async () => {
    await pages.page.evaluate(async () => {
      await panelIn(root, 5);
      let written = 0;
      const write = () => {
        written += 1;
        for (const name of shadow().querySelectorAll('bdi')) if (name.textContent !== 'Dora') name.textContent = 'Dora';
      };
      const observer = new MutationObserver(write);
      observer.observe(shadow(), { subtree: true, childList: true, characterData: true });
      write();
      await until(() => written > 5);
      observer.disconnect();
      await until(() => names().includes('Person 003'));
    });
  });
});

describe('the search', () => {
  const compositions = {
    'Japanese': { people: ['さとう', 'たなか', 'さいとう'], steps: [['ｓ'], ['さ'], ['さｔ'], ['さと'], ['さと', true], ['さとx', true]], seen: [4, 2, 2, 1, 1, 0] },
    'Korean, found while a syllable is made': { people: ['김민수', '박지성'], steps: [['ㄱ'], ['기'], ['김'], ['김', true]], seen: [1, 1, 1, 1] },
    'an Android keyboard, which composes every word': { people: ['Ann', 'Bob'], steps: [['b'], ['bo'], ['box'], ['box', true]], seen: [1, 1, 1, 0] },
  };
  for (const [what, { people, steps, seen: counts }] of Object.entries(compositions)) {
    test(`while composing ${what}`, async () => {
      const seen = await pages.page.evaluate(async ({ people, steps }) => {
        for (const name of people) world.join(name);
        await panelIn(root, 0);
        const search = shadow().querySelector('[part=search]');
        const seen = [];
        search.focus();
        for (const [value, end] of steps) {
          search.value = value;
          search.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, isComposing: true }));
          if (end) search.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, composed: true }));
          await frame();
          await frame();
          seen.push(list().hidden ? 0 : names().length);
        }
        return seen;
      }, { people, steps });
      assert.deepEqual(seen, counts);
    });
  }

  test('keeps its keys from the page, and leaves it its shortcuts', async () => {
    const { page } = pages;
    await page.evaluate(() => {
      globalThis.heard = [];
      for (const type of ['keydown', 'keypress', 'keyup']) {
        document.addEventListener(type, (event) => heard.push(`${type} ${event.key}`));
      }
      return panelIn(root, 3);
    });
    await page.locator('[part=search]').focus();
    for (const key of ['m', 'ArrowLeft', 'Enter', ' ', 'Backspace', 'Shift+M']) await page.keyboard.press(key);
    const typed = await page.evaluate(() => globalThis.heard.splice(0).filter((heard) => !heard.endsWith(' Shift')));
    assert.deepEqual(typed, []);
    assert.equal(await page.evaluate(() => shadow().querySelector('[part=search]').value), 'Mm', 'what is typed arrives');
    for (const key of ['Control+j', 'F8', 'Escape', 'Escape']) await page.keyboard.press(key);
    const shortcuts = await page.evaluate(() => globalThis.heard.splice(0).filter((heard) => heard.startsWith('keydown')));
    assert.deepEqual(shortcuts, ['keydown Control', 'keydown j', 'keydown F8', 'keydown Escape', 'keydown Escape']);
    // The page hears the end of whatever it heard the beginning of.
    await page.keyboard.down('Control');
    await page.keyboard.down('j');
    await page.keyboard.up('Control');
    await page.keyboard.up('j');
    await page.keyboard.press('Alt+m');
    const ends = await page.evaluate(() => globalThis.heard.splice(0).filter((heard) => heard.startsWith('keyup')));
    assert.deepEqual(ends, ['keyup Control', 'keyup j', 'keyup m', 'keyup Alt']);
    // A button's keys are the page's, but for the letters that find something in a menu.
    await page.evaluate(() => {
      root.style.inlineSize = '360px';
    });
    await page.locator('[data-participant="peer-2"] [data-more]').focus();
    await page.keyboard.press('m');
    await page.keyboard.press('Enter');
    await page.evaluate(() => until(() => shadow().querySelector('[role=menu]:popover-open')));
    await page.keyboard.press('r');
    const found = await page.evaluate(() => ({ item: shadow().activeElement.dataset.action, heard: globalThis.heard.filter((heard) => /^\w+ [mr]$/.test(heard)) }));
    assert.deepEqual(found, { item: 'kick', heard: ['keydown m', 'keypress m', 'keyup m'] });
  });
});

test('the keyboard keeps to its column past a row without it', async () => {
  const { page } = pages;
  await page.evaluate(() => panelIn(root, 3));
  const at = () => page.evaluate(() => `${shadow().activeElement.closest('[role=row]').getAttribute('aria-rowindex')} ${shadow().activeElement.dataset.action ?? 'name'}`);
  await page.locator('[data-participant="peer-1"] [data-action=kick]').focus();
  const seen = [await at()];
  for (const key of ['ArrowUp', 'ArrowDown', 'ArrowDown', 'Home', 'End']) {
    await page.keyboard.press(key);
    seen.push(await at());
  }
  assert.deepEqual(seen, ['2 kick', '1 name', '2 kick', '3 kick', '1 name', '4 kick']);
});
