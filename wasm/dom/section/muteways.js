// @ts-check
/** Whom to mute: a menu beside the button that mutes everybody. */
import { element } from '../element.js';
import { createIcon } from '../icons.js';

/** @typedef {'all' | 'pinned' | 'onStage' | 'selected'} Way everybody, everybody but some, or those one selects then */

/** @type {Way[]} */
const ways = ['all', 'pinned', 'onStage', 'selected'];

/** What opens as the menu of a row does. */
export class MuteWays {
  id = '';

  /** @param {Document} document */
  constructor(document) {
    const el = element.bind(undefined, document);
    const items = ways.map((way) => el('button', { type: 'button', role: 'menuitem', tabindex: '-1', 'data-way': way }, el('span')));
    const list = el('div', { class: 'menu', part: 'menu', role: 'menu', id: 'mute-ways', popover: 'manual' }, ...items);
    const button = el(
      'button',
      { type: 'button', part: 'more', 'data-ways': '', 'aria-haspopup': 'menu', 'aria-expanded': 'false', 'aria-controls': list.id },
      createIcon(document, 'down'),
    );
    this.end = button;
    this.items = items;
    this.menu = {
      button,
      element: list,
      cell: el('div', { class: 'ways' }, button, list),
      get stops() {
        return items.filter((item) => !item.hidden);
      },
    };
    this.show(false, false);
  }

  /** @param {import('../words.js').Words} words */
  name(words) {
    const { button, element: list } = this.menu;
    for (const named of [button, list]) named.setAttribute('aria-label', words.say('ways'));
    for (const item of this.items) /** @type {Element} */ (item.firstElementChild).textContent = words.say(`ways.${item.dataset.way}`);
  }

  /**
   * @param {boolean} pinned somebody is
   * @param {boolean} stage there is one
   */
  show(pinned, stage) {
    this.items[1].hidden = !pinned;
    this.items[2].hidden = !stage;
  }
}
