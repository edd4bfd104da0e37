// @ts-check
/** The section of connected meetings: a dialog with the rooms, who is in them, and a form that creates more. */
import { buttonBusy, buttonFolded, markNone } from '../border.js';
import { Button } from '../button.js';
import { element } from '../element.js';
import { createIcon } from '../icons.js';
import { shownName } from '../name.js';
import { createOpener, Overlay } from '../overlay.js';
import { setText } from '../text.js';
import { buttonWidth } from '../thing.js';

/** @typedef {import('../row.js').ButtonLook} ButtonLook */

/** How many values Go sends for a person. */
const personWidth = 4;

/** How many rooms can be created at once. */
const mostRooms = 100;

/** The next id: labels and descriptions are found by theirs. */
let made = 0;

/** @param {Document} document */
export const createRooms = (document) => createOpener(document, { part: 'rooms', icon: 'rooms' });

/** @param {Document} document */
function createContent(document) {
  const el = element.bind(undefined, document);
  const chosen = el('p', { class: 'none' });
  const rooms = el('div', { role: 'list' });
  const allBack = new Control(document, 'back', {});
  const whyBack = el('span', { hidden: '', id: 'why-back' });
  const number = /** @type {HTMLInputElement} */ (el('input', { type: 'number', min: '1', max: String(mostRooms), step: '1', value: '2', inputmode: 'numeric', 'aria-describedby': 'rooms-wrong' }));
  const titles = /** @type {HTMLTextAreaElement} */ (el('textarea', { rows: '3', spellcheck: 'false', autocomplete: 'off', 'aria-describedby': 'rooms-wrong' }));
  const labels = [number, titles].map(() => el('span'));
  const wrong = el('p', { id: 'rooms-wrong', role: 'alert', class: 'obstacle' });
  const create = new Control(document, 'add', { type: 'submit' });
  const form = el('form', { novalidate: '' }, ...[number, titles].map((field, i) => el('label', { class: 'typed' }, labels[i], field)), wrong, create.element);
  return { chosen, rooms, allBack, whyBack, number, titles, labels, wrong, create, form };
}

/** A button with words on it, and why it cannot be used. */
class Control {
  #label;
  #look;
  #hasOwnHook;

  /**
   * @param {Document} document
   * @param {string} icon
   * @param {Record<string, string>} attributes data-move-to and data-go-to say what a press does, and no action
   * @param {string} [of] the id of what it belongs to, which it is called by too
   */
  constructor(document, icon, attributes, of) {
    const id = `room-control-${made++}`;
    this.#hasOwnHook = 'data-move-to' in attributes || 'data-go-to' in attributes;
    const why = element(document, 'span', { hidden: '', id: `${id}-why` });
    this.#label = element(document, 'span', { id });
    this.button = element(document, 'button', { type: 'button', part: 'action', ...attributes, 'aria-describedby': why.id }, createIcon(document, icon), this.#label);
    if (of) this.button.setAttribute('aria-labelledby', `${id} ${of}`);
    this.element = element(document, 'div', { class: 'holder', hidden: '' }, this.button, why);
    this.#look = new Button(this.button, why);
  }

  /**
   * @param {ButtonLook} look
   * @param {string} text
   * @param {import('../words.js').Words} words
   */
  show([action, state, mark, why, permission], text, words) {
    this.element.hidden = state === buttonFolded;
    if (!this.#hasOwnHook) this.button.dataset.action = action;
    setText(this.#label, text);
    this.#look.show({ state, mark, why: why && words.say(why, { permission }) }, words);
  }
}

/** One connected meeting. */
class Room {
  #words;
  #title;
  #here;
  #size;
  #people;
  #more;
  #move;
  #go;
  #delete;
  /** @type {Map<string, Person>} by user id */
  #shown = new Map();
  /** What it is called. */
  title = '';

  /**
   * @param {Document} document
   * @param {string} meeting its id
   * @param {import('../words.js').Words} words
   */
  constructor(document, meeting, words) {
    const el = element.bind(undefined, document);
    const id = `room-${made++}`;
    this.#words = words;
    this.#title = el('bdi', { id });
    this.#here = el('span', { class: 'here' });
    this.#size = el('span', { class: 'size' });
    this.#more = el('li', { class: 'more' });
    this.#people = el('ul', { class: 'in-room' });
    this.#move = new Control(document, 'let-in', { 'data-move-to': meeting }, id);
    this.#go = new Control(document, 'leave', { 'data-go-to': meeting }, id);
    this.#delete = new Control(document, 'close', { 'data-thing': meeting }, id);
    this.element = el(
      'div',
      { role: 'listitem', class: 'room', 'data-meeting': meeting, 'aria-labelledby': id },
      el('h3', {}, this.#title, this.#here, this.#size),
      this.#people,
      el('div', { class: 'answers' }, this.#move.element, this.#go.element, this.#delete.element),
    );
  }

  /**
   * @param {any[]} values as package section writes them
   * @param {ButtonLook} back brings somebody back
   */
  show([title, isParent, isHere, size, ...rest], back) {
    const words = this.#words;
    this.title = title;
    setText(this.#title, isParent ? words.say('rooms.main') : shownName(title) || words.say('unnamed'));
    setText(this.#here, isHere ? words.say('rooms.here') : '');
    setText(this.#size, size > 0 ? words.say('people', { count: size }) : isParent ? '' : words.say('rooms.empty'));
    const [remove, move, go] = [0, 1, 2].map(() => /** @type {ButtonLook} */ (rest.splice(0, buttonWidth)));
    this.#delete.show(remove, words.say('rooms.delete'), words);
    this.#move.show(move, words.say('rooms.move', { count: move[5] }), words);
    this.#go.show(go, words.say(isParent ? 'rooms.go.back' : 'rooms.go'), words);
    this.#showPeople(rest, isParent);
    this.showBack(back);
    setText(this.#more, words.say('rooms.more', { count: size - this.#shown.size }));
    if (size > this.#shown.size && this.#shown.size > 0) this.#people.append(this.#more);
    else this.#more.remove();
    this.#people.hidden = this.#shown.size === 0;
  }

  /**
   * @param {any[]} values
   * @param {boolean} isParent nobody is brought back from here
   */
  #showPeople(values, isParent) {
    const former = this.#shown;
    this.#shown = new Map();
    /** @type {Element | null} */
    let before = null;
    for (let at = 0; at < values.length; at += personWidth) {
      const [id, name, isSelf, isMoved] = values.slice(at, at + personWidth);
      const person = former.get(id) ?? new Person(this.#people.ownerDocument, id);
      former.delete(id);
      this.#shown.set(id, person);
      person.show(name, { isSelf, isMoved, canBack: !isParent && !isSelf }, this.#words);
      /** @type {Element | null} */
      const next = before ? before.nextElementSibling : this.#people.firstElementChild;
      if (next !== person.element) this.#people.insertBefore(person.element, next);
      before = person.element;
    }
    for (const person of former.values()) person.element.remove();
  }

  /** @param {ButtonLook} back */
  showBack(back) {
    for (const person of this.#shown.values()) person.showBack(back, this.#words);
  }
}

/** Somebody in a connected meeting. */
class Person {
  #name;
  #button;
  #look;
  #isMoved = false;
  #canBack = false;

  /**
   * @param {Document} document
   * @param {string} user
   */
  constructor(document, user) {
    const id = `room-person-${made++}`;
    this.#name = element(document, 'bdi', { id });
    this.#button = element(document, 'button', { type: 'button', part: 'action', id: `${id}-back`, 'data-thing': user, 'aria-labelledby': `${id}-back ${id}`, 'aria-describedby': 'why-back' }, createIcon(document, 'back'), element(document, 'span'));
    this.#look = new Button(this.#button, element(document, 'span'));
    this.element = element(document, 'li', {}, this.#name, this.#button);
  }

  /**
   * @param {string} name
   * @param {{ isSelf: boolean, isMoved: boolean, canBack: boolean }} is
   * @param {import('../words.js').Words} words
   */
  show(name, { isSelf, isMoved, canBack }, words) {
    const shown = shownName(name) || words.say('unnamed');
    setText(this.#name, isSelf ? words.list([shown, words.say('look.self')]) : shown);
    this.#isMoved = isMoved;
    this.#canBack = canBack;
    setText(/** @type {Element} */ (this.#button.lastElementChild), words.say('rooms.back.one'));
  }

  /**
   * @param {ButtonLook} back
   * @param {import('../words.js').Words} words
   */
  showBack([action, state], words) {
    this.#button.dataset.action = action;
    this.#button.hidden = !this.#canBack || state === buttonFolded;
    this.#look.show({ state: this.#isMoved ? buttonBusy : state, mark: markNone, why: '' }, words);
  }
}

export class Rooms {
  #opener;
  #words;
  #tell;
  /** @type {ReturnType<typeof createContent> | undefined} none while the dialog is not made */
  #parts;
  /** @type {Map<string, Room>} by their ids */
  #rooms = new Map();
  /** @type {ButtonLook} */
  #back = ['', buttonFolded, markNone, '', '', 0];

  /**
   * @param {ReturnType<typeof createRooms>} opener
   * @param {import('../words.js').Words} words
   * @param {(type: string, ...args: unknown[]) => void} tell
   * @param {import('../overlay.js').Panel} panel
   */
  constructor(opener, words, tell, panel) {
    this.#opener = opener;
    this.#words = words;
    this.#tell = tell;
    this.overlay = new Overlay(opener, words, panel, {
      fill: (content) => this.#fill(content),
      tell: (open) => {
        if (!open) this.#forget();
        tell('rooms', open);
      },
    });
    this.ops = {
      rooms: ([, isThere, count]) => {
        this.overlay.show(isThere, isThere);
        setText(opener.label, words.say(count > 0 ? 'rooms.count' : 'rooms', { count }));
      },
      'rooms.room': (/** @type {any[]} */ [, id, ...values]) => this.#keepFocus(() => this.#room(id).show(values, this.#back)),
      'rooms.open': (/** @type {any[]} */ [, ...values]) => this.#keepFocus(() => this.#show(values)),
      'rooms.close': () => this.overlay.show(true, false),
    };
  }

  /** @type {Record<string, (op: any[]) => void>} what each change does, by its name */
  ops;

  /** Go tells of all rooms when it is opened anew. */
  #forget() {
    for (const { element: room } of this.#rooms.values()) room.remove();
    this.#rooms.clear();
  }

  /** @param {HTMLElement} content */
  #fill(content) {
    const words = this.#words;
    const parts = createContent(content.ownerDocument);
    this.#parts = parts;
    ['rooms.number', 'rooms.titles'].forEach((key, i) => setText(parts.labels[i], words.say(key)));
    parts.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#create(parts);
    });
    content.append(parts.chosen, parts.rooms, parts.allBack.element, parts.whyBack, parts.form);
  }

  /** @param {ReturnType<typeof createContent>} parts */
  #create({ number, titles, wrong, create }) {
    const own = titles.value.split('\n').map((title) => title.trim()).filter(Boolean);
    const wanted = own.length || Number(number.value);
    const isWrong = !Number.isInteger(wanted) || wanted < 1 || wanted > mostRooms;
    setText(wrong, isWrong ? this.#words.say('rooms.limit', { count: mostRooms }) : '');
    if (isWrong) return (own.length > 0 ? titles : number).focus();
    const isReady = !create.button.ariaDisabled;
    this.#tell('createRooms', (own.length > 0 ? own : this.#numbered(wanted)).join('\n'));
    if (isReady) titles.value = '';
  }

  /**
   * @param {number} wanted
   * @returns {string[]} titles that no room has
   */
  #numbered(wanted) {
    const taken = [...this.#rooms.values()].map(({ title }) => title);
    const titles = [];
    for (let count = 1; titles.length < wanted; count++) {
      const title = this.#words.say('rooms.title', { count });
      if (!taken.includes(title)) titles.push(title);
    }
    return titles;
  }

  /** @param {any[]} values as package section writes them */
  #show(values) {
    this.overlay.open(); // where the menu of a row was used
    if (!this.#parts) return;
    const words = this.#words;
    const { chosen, rooms, allBack, whyBack, create, form } = this.#parts;
    const [count, name] = values.splice(0, 2);
    const [creating, all, one] = [0, 1, 2].map(() => /** @type {ButtonLook} */ (values.splice(0, buttonWidth)));
    create.show(creating, words.say(`button.${creating[0]}`), words);
    form.hidden = create.element.hidden;
    allBack.show(all, words.say('rooms.back'), words);
    this.#back = one;
    setText(whyBack, one[3] ? words.say(one[3], { permission: one[4] }) : '');
    chosen.hidden = one[1] === buttonFolded;
    setText(chosen, words.say(count === 1 ? 'rooms.chosen.one' : count > 1 ? 'rooms.chosen' : 'rooms.chosen.none', { count, name }));
    this.#arrange(rooms, values);
    for (const room of this.#rooms.values()) room.showBack(one);
  }

  /**
   * @param {Element} place
   * @param {string[]} ids of the rooms that there are, in order
   */
  #arrange(place, ids) {
    for (const [id, room] of this.#rooms) {
      if (ids.includes(id)) continue;
      room.element.remove();
      this.#rooms.delete(id);
    }
    ids.forEach((id, i) => {
      const { element: room } = this.#room(id);
      if (place.children[i] !== room) place.insertBefore(room, place.children[i] ?? null);
    });
  }

  /** @param {string} id */
  #room(id) {
    const room = this.#rooms.get(id) ?? new Room(this.#opener.button.ownerDocument, id, this.#words);
    this.#rooms.set(id, room);
    return room;
  }

  /**
   * What has the focus may go.
   * @param {() => void} change
   */
  #keepFocus(change) {
    const { activeElement } = /** @type {ShadowRoot} */ (this.#opener.button.getRootNode());
    const hadFocus = this.overlay.contains(activeElement);
    change();
    if (hadFocus && (!activeElement?.isConnected || activeElement.closest('[hidden]'))) this.overlay.focus();
  }
}
