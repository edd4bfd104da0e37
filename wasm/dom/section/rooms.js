// @ts-check
/** The section of connected meetings: a button, and a dialog with the rooms, who is in them, and a form that creates more. It is made when it is opened for the first time. */
import { buttonBusy, buttonFolded, markNone } from '../border.js';
import { Button } from '../button.js';
import { element } from '../element.js';
import { createIcon } from '../icons.js';
import { shownName } from '../name.js';
import { setText } from '../text.js';

/** @typedef {import('../row.js').ButtonLook} ButtonLook */

/** How many values Go sends for a button, and for a person. */
const buttonWidth = 6;
const personWidth = 4;

/** How many rooms can be created at once. */
const mostRooms = 100;

/** The next id: labels and descriptions are found by theirs. */
let made = 0;

/** @param {Document} document */
export function createRooms(document) {
  const label = element(document, 'span', { class: 'folding' });
  const button = element(document, 'button', { type: 'button', part: 'action', 'data-rooms': '', 'aria-haspopup': 'dialog' }, createIcon(document, 'rooms'), label);
  return { holder: element(document, 'div', { class: 'holder', hidden: '' }, button), button, label };
}

/** @param {Document} document */
function createDialog(document) {
  const el = element.bind(undefined, document);
  const title = el('h2', { id: 'rooms', tabindex: '-1' });
  const close = el('button', { type: 'button', class: 'icon', 'data-close': '' }, createIcon(document, 'close'));
  const told = el('p', { role: 'status', class: 'told' });
  const chosen = el('p', { class: 'chosen' });
  const allBack = new Control(document, 'back', {});
  const whyBack = el('span', { hidden: '', id: 'why-back' });
  const rooms = el('div', { class: 'rooms-list', role: 'list' });
  const number = /** @type {HTMLInputElement} */ (el('input', { type: 'number', min: '1', max: String(mostRooms), step: '1', value: '2', inputmode: 'numeric' }));
  const titles = /** @type {HTMLTextAreaElement} */ (el('textarea', { rows: '3', spellcheck: 'false', autocomplete: 'off' }));
  const labels = [number, titles].map((field) => el('label', {}, el('span'), field));
  const create = new Control(document, 'add', { type: 'submit' });
  const form = el('form', { novalidate: '' }, ...labels, create.element);
  const dialog = /** @type {HTMLDialogElement} */ (
    el(
      'dialog',
      { part: 'rooms', class: 'rooms', 'data-dialog': 'rooms', 'aria-labelledby': title.id },
      el('div', { class: 'head' }, title, close),
      told,
      el('div', { class: 'inside' }, chosen, rooms, allBack.element, whyBack, form),
    )
  );
  return { dialog, title, close, told, chosen, allBack, whyBack, rooms, number, titles, labels, create, form };
}

/** A button with words on it, and why it cannot be used. */
class Control {
  #label;
  #look;

  /**
   * @param {Document} document
   * @param {string} icon
   * @param {Record<string, string>} attributes
   * @param {string} [of] the id of what it belongs to, which it is called by too
   */
  constructor(document, icon, attributes, of) {
    const id = `room-control-${made++}`;
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
    this.button.dataset.action = action;
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
    this.#people = el('ul', { class: 'inside-room' });
    this.#move = new Control(document, 'let-in', { 'data-move': meeting }, id);
    this.#go = new Control(document, 'leave', { 'data-go': meeting }, id);
    this.#delete = new Control(document, 'close', { 'data-meeting': meeting }, id);
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
    this.#button = element(document, 'button', { type: 'button', part: 'action', id: `${id}-back`, 'data-user': user, 'aria-labelledby': `${id}-back ${id}`, 'aria-describedby': 'why-back' }, createIcon(document, 'back'), element(document, 'span'));
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
  #button;
  #words;
  #tell;
  #put;
  /** @type {ReturnType<typeof createDialog> | undefined} */
  #parts;
  /** @type {Map<string, Room>} by their ids */
  #rooms = new Map();
  /** @type {ButtonLook} */
  #back = ['', buttonFolded, markNone, '', '', 0];

  /**
   * @param {ReturnType<typeof createRooms>} button
   * @param {import('../words.js').Words} words
   * @param {(type: string, ...args: unknown[]) => void} tell
   * @param {(dialog: Element) => void} put puts the dialog into the panel
   */
  constructor(button, words, tell, put) {
    this.#button = button;
    this.#words = words;
    this.#tell = tell;
    this.#put = put;
  }

  /** @type {Record<string, (op: any[]) => void>} what each change does, by its name */
  ops = {
    rooms: ([, isThere, count]) => {
      const { holder, label } = this.#button;
      holder.hidden = !isThere;
      setText(label, this.#words.say(count > 0 ? 'rooms.count' : 'rooms', { count }));
    },
    'rooms.room': ([, id, ...values]) => this.#keepFocus(() => this.#room(id).show(values, this.#back)),
    'rooms.open': ([, ...values]) => this.#keepFocus(() => this.#open(values)),
    'rooms.close': () => this.close(),
  };

  /** @param {EventTarget | null | undefined} target */
  contains(target) {
    return this.#parts?.dialog.contains(/** @type {Node | null} */ (target)) ?? false;
  }

  /** The panel is taken away, or stands elsewhere. */
  close() {
    this.#parts?.dialog.close();
  }

  /** @param {string} text what was told: beside the dialog it is not heard */
  say(text) {
    if (this.#parts?.dialog.open) setText(this.#parts.told, text);
  }

  /**
   * @param {Element} target
   * @returns {boolean} whether the click was in the dialog, or on the button that opens it
   */
  click(target) {
    const button = target.closest('button');
    if (button && button === this.#button.button) this.#tell('rooms', true);
    else if (!this.contains(target)) return false;
    else if (target === this.#parts?.dialog || button === this.#parts?.close) this.close();
    else if (button) this.#press(button.dataset);
    return true;
  }

  /** @param {DOMStringMap} data of a button */
  #press({ move, go, action, meeting, user }) {
    if (move) this.#tell('moveTo', move);
    else if (go) this.#tell('goTo', go);
    else if (action && action !== this.#parts?.create.button.dataset.action) this.#tell('press', action, meeting ?? user ?? '');
  }

  #create() {
    const { number, titles, create } = this.#made();
    const own = titles.value.split('\n').map((title) => title.trim()).filter(Boolean);
    const wanted = own.length || Number(number.value);
    if (!Number.isInteger(wanted) || wanted < 1 || wanted > mostRooms) {
      this.say(this.#words.say('rooms.limit', { count: mostRooms }));
      (own.length > 0 ? titles : number).focus();
      return;
    }
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
  #open(values) {
    const words = this.#words;
    const { dialog, told, chosen, allBack, whyBack, rooms, create, form } = this.#made();
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
    if (dialog.open) return;
    setText(told, '');
    dialog.showModal();
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
    const room = this.#rooms.get(id) ?? new Room(this.#button.button.ownerDocument, id, this.#words);
    this.#rooms.set(id, room);
    return room;
  }

  #made() {
    this.#parts ??= this.#make();
    return this.#parts;
  }

  #make() {
    const words = this.#words;
    const parts = createDialog(this.#button.button.ownerDocument);
    const { dialog, title, close, labels, form } = parts;
    title.textContent = words.say('rooms');
    close.setAttribute('aria-label', words.say('activity.close'));
    for (const [i, key] of ['rooms.number', 'rooms.titles'].entries()) /** @type {Element} */ (labels[i].firstElementChild).textContent = words.say(key);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#create();
    });
    dialog.addEventListener('close', () => this.#tell('rooms', false));
    this.#put(dialog);
    return parts;
  }

  /**
   * What has the focus may go.
   * @param {() => void} change
   */
  #keepFocus(change) {
    const { activeElement } = /** @type {ShadowRoot} */ (this.#button.button.getRootNode());
    const hadFocus = this.contains(activeElement);
    change();
    if (hadFocus && (!activeElement?.isConnected || activeElement.closest('[hidden]'))) this.#made().title.focus();
  }
}
