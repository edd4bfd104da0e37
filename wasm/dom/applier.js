// @ts-check
/**
 * The panel in the page. It applies what Go says is to be seen, and tells Go
 * what the person does: one listener per kind of event, one function to Go.
 *
 * send(type, ...args) tells Go of an event and returns the changes to apply, as
 * package view writes them, or null for none.
 */
import { folded } from '../internal/port/collector.js';
import { Activity } from './activity.js';
import { bare } from './bare.js';
import { CommandLine } from './commandline.js';
import { Controls } from './controls.js';
import { Dialog } from './dialog.js';
import { Frames } from './frames.js';
import { Guard } from './guard.js';
import { setIcon } from './icons.js';
import { probeRows } from './list.js';
import { Menu } from './menu.js';
import { Moves } from './moves.js';
import { takeParts } from './parts.js';
import { Chat } from './section/chat.js';
import { Header } from './section/header.js';
import { Held } from './section/held.js';
import { Locks } from './section/locks.js';
import { People } from './section/people.js';
import { Policies } from './section/policies.js';
import { Requests } from './section/requests.js';
import { Returned } from './section/returned.js';
import { Rooms } from './section/rooms.js';
import { Selection } from './section/selection.js';
import { Stage } from './section/stage.js';
import { Tools } from './section/tools.js';
import { Waiting } from './section/waiting.js';
import { takeOut } from './sections.js';
import { styleSheet } from './sheet.js';
import { Tip } from './tip.js';
import { isLetter, isTyping } from './typing.js';
import { Words } from './words.js';

/**
 * @typedef {(type: string, ...args: unknown[]) => string | null} Send
 * @typedef {[key: string, ...args: string[]]} Message
 * @typedef {{ onMuted(tell: (muted: boolean) => void): void, listenIn(document: Document): void }} Sound
 * @typedef {{ locale: string, sentences: import('./words.js').Sentences, fallback: import('./words.js').Sentences }} Language
 */

/**
 * Appends one element to root, with the panel in its open shadow root.
 * @param {{ root: Element, css: string, language: Language | Promise<Language>, send: Send, sound?: Sound, provideIcons?: (document: Document) => void, activity?: import('./activity.js').Source, hidden?: readonly string[] }} options
 *   nothing is shown until the language is there; sound: is heard when somebody knocks;
 *   provideIcons: gives a document the font of the icons, otherwise characters are what is seen; hidden: sections that are not shown
 * @returns {{ wake(): void, wakeAfter(milliseconds: number): void, apply(changes: string): void, close(): void }}
 *   wake: Go has something new to show, with the next frame; wakeAfter: it will have then,
 *   and no longer at the time it said before; apply: these are the changes, for now
 */
export function createApplier({ root, css, language, send, sound, provideIcons, activity, hidden = [] }) {
  // Asked while there is nothing new in the page to be styled. Safari has it since 17.4; without, rows are made for nobody.
  const unseen = root.isConnected && root.checkVisibility?.() === false;
  const room = {
    height: Math.min(root.clientHeight, root.ownerDocument.defaultView?.innerHeight ?? 0), // its list is never higher than the window
    width: root.clientWidth,
  };
  /** @type {ShadowRoot | undefined} none once it is closed: Go may keep what is returned for long */
  let shadow = shadowIn(root);
  const dress = () => {
    if (!shadow) return;
    const { ownerDocument } = shadow;
    shadow.adoptedStyleSheets = [styleSheet(ownerDocument, css)];
    provideIcons?.(ownerDocument);
    sound?.listenIn(ownerDocument);
  };
  dress();
  /** @type {Applier | undefined} */
  let applier;
  const start = (/** @type {Language} */ known) => {
    if (!shadow) return;
    applier = new Applier(shadow, new Words(known), send, dress, { activity, hidden }, unseen ? undefined : room);
    sound?.onMuted((muted) => applier?.showMuted(muted));
  };
  if (language instanceof Promise) language.then(start);
  else start(language);

  return {
    wake: () => applier?.wake(),
    wakeAfter: (milliseconds) => applier?.wakeAfter(milliseconds),
    apply: (changes) => applier?.apply(changes),
    close() {
      applier?.close();
      shadow?.host.remove();
      applier = shadow = undefined;
    },
  };
}

/** @param {Element} root */
function shadowIn(root) {
  const host = root.ownerDocument.createElement('div');
  host.dataset.gavel = '';
  const shadow = host.attachShadow({ mode: 'open' });
  root.append(host);
  return shadow;
}

/** The buttons that say one thing, of questions, notices, requests, rooms and what is held back or under way. */
const answers = ['cancel', 'back', 'undo', 'again', 'list', 'stop', 'dismiss', 'accept', 'decline', 'callOff', 'former', 'returned', 'speaker', 'moveTo', 'goTo'];

/** A row whose width is less than its height so many times is narrow: large letters need more room. */
const narrowBelow = 7.5;

/** As long as it has not been measured, in CSS pixels. */
const likelyRowHeight = 56;

/**
 * @param {Document} document
 * @returns {Window & typeof globalThis} its window; this one for a document that nobody sees
 */
function viewOf(document) {
  return /** @type {Window & typeof globalThis} */ (document.defaultView ?? window);
}

class Applier {
  #shadow;
  #words;
  #send;
  #skeleton;
  #header;
  #waiting;
  #stage;
  #people;
  #selection;
  #heldBack;
  #locks;
  #policies;
  /** Those of all sections. */
  #lists;
  #controls;
  #dialog;
  #menu;
  /** @type {import('./list.js').List | undefined} which the row with the menu is in */
  #menuList;
  #tip;
  #activity;
  /** @type {Record<string, import('./overlay.js').Overlay>} by the names of their sections */
  #overlays;
  #command;
  #guard;
  #frames;
  #moves;
  #dress;
  /** Whether the rows beside the visible ones are made. */
  #hasSpare = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #applying = false;
  /** @type {Document} that the panel is in */
  #document;
  /** Ends what listens to the panel, that document and its window. */
  #there = new AbortController();
  /** @type {Set<string>} the keys that are held down and were typed here */
  #typed = new Set();
  /** @type {ResizeObserver} */
  #resizes;
  /** @type {MediaQueryList} */
  #touch;
  #narrow = false;
  #rowHeight = likelyRowHeight;
  /** @type {import('./list.js').List | undefined} the list that the pointer is at */
  #pointed;
  /** @type {Set<import('./list.js').List>} the lists in which nobody moves */
  #held = new Set();
  /** Whether the last thing used was the keyboard. */
  #byKeyboard = true;

  /**
   * @param {ShadowRoot} shadow
   * @param {Words} words
   * @param {Send} send
   * @param {() => void} dress gives the panel the style and the icons in its document
   * @param {{ activity: import('./activity.js').Source | undefined, hidden: readonly string[] }} has what was done in the meeting, and the sections that are not shown
   * @param {{ height: number, width: number }} [room] there is for it, in CSS pixels; undefined in a part of the page that is not displayed
   */
  constructor(shadow, words, send, dress, { activity, hidden }, room) {
    this.#shadow = shadow;
    this.#words = words;
    this.#send = send;
    this.#dress = dress;
    this.#document = shadow.ownerDocument;
    const view = viewOf(this.#document);
    this.#frames = new Frames(view);
    this.#moves = new Moves(shadow.host, this.#frames, () => this.#moved());
    const { skeleton, rows } = takeParts(shadow.ownerDocument);
    this.#skeleton = skeleton;
    const { header: { title }, requests, waiting, stage, people, broadcast, session, held } = skeleton;
    takeOut(skeleton, hidden);
    this.#header = new Header(skeleton.header, words);
    this.#people = new People(people, words, this.#tell, (...event) => this.#send(...event), rows);
    this.#selection = new Selection(people.selection, words, this.#tell, this.#people.list);
    this.#waiting = new Waiting(waiting, words, this.#tell, { otherwise: title, put: skeleton.put });
    this.#stage = new Stage(stage, words, this.#tell, { otherwise: title, put: skeleton.put });
    const asked = new Requests(requests, words, title);
    this.#heldBack = new Held(held, words, title);
    this.#lists = [this.#waiting.list, this.#stage.list, this.#people.list];
    this.#controls = new Controls([waiting, people, broadcast, session].flatMap(({ controls }) => controls), words, title);
    this.#dialog = new Dialog(skeleton.dialog, words);
    this.#locks = new Locks(skeleton.locks, words, hidden.includes('policies') ? [] : skeleton.policies.stops);
    this.#policies = new Policies(skeleton.policies, words, title, (some) => this.#locks.offer(some));
    const returned = new Returned(skeleton.returned, words, title);
    this.#menu = new Menu(words);
    this.#tip = new Tip(skeleton.tip);
    this.#activity = new Activity(skeleton.activity, words, hidden.includes('activity') ? undefined : activity, (dialog) => skeleton.panel.append(dialog));
    this.#command = new CommandLine(skeleton.command, words, this.#tell, { element: skeleton.panel, title, hideTip: () => this.#hideTip(), open: (section) => this.#overlays[section].open() });
    const over = { put: (/** @type {Element} */ dialog) => skeleton.panel.append(dialog), tellIn: this.#tellIn };
    const chat = new Chat(skeleton.chat, words, this.#tell, over);
    const tools = new Tools(skeleton.tools, words, this.#tell, over);
    const rooms = new Rooms(skeleton.rooms, words, this.#tell, over);
    this.#overlays = { chat: chat.overlay, tools: tools.overlay, rooms: rooms.overlay };
    this.#apply = { ...this.#ops, ...this.#command.ops, ...chat.ops, ...tools.ops, ...this.#header.ops, ...asked.ops, ...this.#heldBack.ops, ...this.#waiting.ops, ...this.#stage.ops, ...this.#people.ops, ...this.#selection.ops, ...this.#locks.ops, ...this.#policies.ops, ...returned.ops, ...rooms.ops };
    this.#sayFixedWords();
    this.#guard = new Guard(this.#lists, this.#frames, () => this.#updateMenu());
    this.#touch = view.matchMedia('(pointer: coarse)');
    this.#fit(room?.width ?? 0);
    shadow.append(skeleton.frame);
    this.#resizes = this.#listenThere(view);
    if (room === undefined) this.#tell('paint');
    else this.#people.list.paintAhead(room.height);
    if (this.#document.hidden) this.#tell('sleep');
    if (shadow.isConnected) this.#measure();
  }

  /** The panel stands elsewhere: what a browser has forgotten then is given back. */
  #moved() {
    const { ownerDocument } = this.#shadow;
    if (ownerDocument !== this.#document) this.#moveTo(ownerDocument);
    this.#menu.close();
    this.#tip.hide();
    this.#dialog.showAgain();
    this.#activity.close();
    this.#dropOverlays();
    this.#command.close();
    for (const list of this.#lists) list.moved();
    this.#point(null);
  }

  /** @param {Document} document */
  #moveTo(document) {
    this.#document = document;
    const view = viewOf(document);
    this.#dress();
    this.#frames.moveTo(view);
    this.#there.abort();
    this.#there = new AbortController();
    this.#touch = view.matchMedia('(pointer: coarse)');
    this.#resizes.disconnect();
    this.#resizes = this.#listenThere(view);
    this.#tell(document.hidden ? 'sleep' : 'paint');
  }

  /** @param {Window & typeof globalThis} view of the document */
  #listenThere(view) {
    this.#listen(); // anew as well: what was in a window that is gone has no listeners any more
    const { people, panel } = this.#skeleton;
    const here = bare({ signal: this.#there.signal });
    const document = this.#document;
    document.addEventListener('visibilitychange', () => this.#tell(document.hidden ? 'sleep' : 'paint'), here);
    this.#touch.addEventListener('change', () => this.#frames.ask(this.#refit), here);
    const resizes = new view.ResizeObserver((entries) => this.#resized(entries));
    for (const part of [people.probe, panel, ...this.#lists.map((list) => list.element)]) resizes.observe(part);
    return resizes;
  }

  /** @returns {import('./overlay.js').Overlay | undefined} the one that is open */
  get #overlay() {
    return Object.values(this.#overlays).find(({ isOpen }) => isOpen);
  }

  #dropOverlays() {
    for (const overlay of Object.values(this.#overlays)) overlay.drop();
  }

  /**
   * Has what is told stand in an overlay, or where it belongs.
   * @param {Element | null} place
   */
  #tellIn = (place) => {
    const { notice, status, alert, put } = this.#skeleton;
    if (place) return place.append(notice, status, alert);
    for (const part of [notice, status, alert]) put(part);
  };

  /** What had the focus is gone. */
  #restFocus() {
    (this.#overlay ?? this.#skeleton.header.title).focus();
  }

  /** At once: the page has nothing to do until the next frame, and then has less. */
  #measure() {
    this.#measured(this.#skeleton.people.probe.offsetHeight / probeRows);
    this.#refit();
    for (const list of this.#lists) {
      list.resized(list.element.clientHeight);
      list.look();
    }
  }

  /** @param {number} height of a row, in CSS pixels; 0 where it is not displayed */
  #measured(height) {
    this.#rowHeight = height || this.#rowHeight;
    for (const list of this.#lists) list.measured(height);
  }

  /** In a frame: in the observer's own callback it would be told again. */
  #refit = () => this.#fit(this.#skeleton.panel.clientWidth);

  /** @param {number} width of the panel, in CSS pixels; 0 where it is not displayed */
  #fit(width) {
    const narrow = this.#touch.matches || (width > 0 && width < narrowBelow * this.#rowHeight);
    if (narrow === this.#narrow) return;
    this.#narrow = narrow;
    this.#skeleton.panel.toggleAttribute('data-narrow', narrow);
    for (const list of this.#lists) list.fit(narrow);
    this.#menu.update();
  }

  /** @param {boolean} muted the browser holds the sound of who knocks back */
  showMuted(muted) {
    this.#waiting.showMuted(muted);
  }

  wake() {
    this.#frames.ask(this.#paint);
  }

  #paint = () => this.#tell('paint');

  /**
   * A timer of the page's: those of Go begin when it next has nothing to do. Often all was
   * shown before, and a frame for nothing would have the next change wait for the one after.
   * @param {number} milliseconds
   */
  wakeAfter(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (!this.#document.hidden) this.#tell('paint'); // else it is told when it is seen
    }, milliseconds);
  }

  close() {
    clearTimeout(this.#timer);
    this.#frames.close();
    this.#moves.close();
    this.#guard.close();
    this.#there.abort();
    this.#resizes.disconnect();
    this.#waiting.close();
    this.#stage.close();
    this.#people.close();
    this.#heldBack.close();
    this.#policies.close();
    this.#activity.close();
    this.#command.close();
    this.#send = () => null;
  }

  /**
   * Tells Go and applies its answer. What happens while an answer is applied is
   * its own doing and told to nobody.
   * @param {string} type
   * @param {...unknown} args
   */
  #tell = (type, ...args) => {
    if (this.#applying) return;
    const changes = this.#send(type, ...args);
    if (changes) this.apply(changes);
  };

  /** @param {string} changes as package view writes them */
  apply(changes) {
    /** @type {any[][]} */
    const ops = JSON.parse(changes);
    this.#applying = true;
    this.#guard.rest();
    for (const list of this.#lists) list.noteFocus();
    this.#controls.noteFocus(this.#shadow.activeElement);
    this.#selection.noteFocus(this.#shadow.activeElement);
    try {
      for (const op of ops) this.#apply[op[0]](op);
      for (const list of this.#lists) {
        list.settle();
        list.restoreFocus();
      }
      if (this.#focusIsLost) this.#controls.restoreFocus();
      if (this.#focusIsLost) this.#selection.restoreFocus();
      this.#updateMenu();
      this.#tip.update();
    } finally {
      this.#applying = false;
      this.#guard.watch();
    }
    for (const list of this.#lists) list.look();
    this.#aim();
  }

  /** The menu's row may have changed, or be gone. */
  #updateMenu() {
    const { owner } = this.#menu;
    if (!owner) return;
    if (owner === this.#locks || owner === this.#selection || owner === this.#skeleton.people.ways) {
      if (owner.end.checkVisibility()) this.#menu.update();
      else this.#menu.close();
      return;
    }
    const row = /** @type {import('./row.js').Row} */ (owner);
    if (this.#menuList?.row(row.id) === row) return this.#menu.update();
    if (this.#menu.hasFocus) this.#menuList?.loseFocus();
    this.#menu.close();
    this.#menuList?.restoreFocus();
  }

  #sayFixedWords() {
    const { panel, again, list, dismiss } = this.#skeleton;
    const words = this.#words;
    panel.lang = words.locale;
    panel.dir = words.direction;
    again.textContent = words.say('again');
    list.textContent = words.say('list.who');
    dismiss.setAttribute('aria-label', words.say('dismiss'));
  }

  /**
   * The list an element is in.
   * @param {EventTarget | null} target
   */
  #listOf(target) {
    return this.#lists.find((list) => list.element.contains(/** @type {Node | null} */ (target)));
  }

  #listen() {
    const { tip } = this.#skeleton;
    const dialog = this.#skeleton.dialog.element;
    const on = (/** @type {string} */ type, /** @type {(event: any) => void} */ listener) =>
      this.#shadow.addEventListener(type, listener, bare({ signal: this.#there.signal, capture: true }));
    on('click', (event) => this.#click(event));
    on('keydown', (event) => this.#keydown(event));
    for (const type of ['keydown', 'keypress', 'keyup']) {
      on(type, (event) => {
        if (this.#isTyped(event)) event.stopPropagation(); // the page has shortcuts
      });
    }
    on('pointerdown', () => {
      this.#byKeyboard = false;
    });
    on('mousedown', (event) => {
      // The second press of a double click leaves the focus on the safe answer, and one for the menu where it is in there.
      if (event.shiftKey && this.#selection.clicked(event)) event.preventDefault(); // no text is selected
      if ((event.detail > 1 && dialog.contains(event.target)) || this.#menu.owns(event.target)) event.preventDefault();
    });
    for (const typed of ['input', 'compositionend']) on(typed, (event) => this.#typedInto(event));
    on('scroll', (event) => {
      this.#tip.hide();
      this.#menu.scrolled();
      this.#lists.find((list) => list.element === event.target)?.scrolled();
    });
    on('focusin', (event) => {
      this.#listOf(event.target)?.focused(event.target);
      this.#tip.focused(event.target);
      this.#aim();
    });
    on('focusout', () => {
      this.#tip.hide();
      queueMicrotask(() => {
        if (this.#menu.owner && !this.#menu.contains(this.#shadow.activeElement)) this.#menu.close();
        this.#aim();
      });
    });
    on('pointerover', (event) => {
      this.#tip.pointed(event.target);
      this.#point(event.target);
    });
    on('pointerout', (event) => {
      this.#point(event.relatedTarget);
      if (!tip.contains(event.relatedTarget)) this.#tip.hide();
    });
    on('pointercancel', () => this.#point(null));
    on('cancel', (event) => {
      if (event.target !== dialog) return;
      event.preventDefault();
      this.#tell('cancel');
    });
  }

  /** @param {any} event */
  #typedInto({ type, target, isComposing }) {
    const { people, dialog } = this.#skeleton;
    if (target === people.search) this.#tell('search', folded(target.value), type === 'input' && isComposing);
    else if (target === people.arrange) this.#tell('arrange', target.value);
    else if (target === dialog.ending.field) this.#dialog.typed();
    else if (dialog.settings.contains(target)) this.#tell('choose', target.name, Number(target.value));
  }

  /** @param {Node | null} target */
  #point(target) {
    this.#pointed = this.#lists.find((list) => list.around.contains(target));
    this.#aim();
  }

  /** Nobody in a list moves while a pointer, the keyboard, a menu or a question is at one of them. */
  #aim() {
    if (this.#applying) return;
    const busy = this.#dialog.isOpen || this.#menu.owner !== undefined;
    for (const list of this.#lists) {
      const aiming = busy || list === this.#pointed || (this.#byKeyboard && list.hasFocus);
      if (aiming === this.#held.has(list)) continue;
      if (aiming) this.#held.add(list);
      else this.#held.delete(list);
      this.#tell('aim', list.name, aiming);
    }
  }

  /** @param {MouseEvent} event */
  #click(event) {
    // The second click of a double click is no second wish.
    if (event.detail > 1) return;
    const target = /** @type {Element} */ (event.target);
    if (target === this.#skeleton.dialog.element) return this.#tell('cancel');
    const button = target.closest('button');
    if (this.#activity.contains(target) || this.#command.contains(target)) return;
    if (!button) return this.#select(event);
    this.#tip.hide();
    const { action, many, lock, policy, ...data } = button.dataset;
    if ('more' in data) this.#toggleMenu(button);
    else if ('locks' in data) this.#toggle(this.#locks);
    else if (lock) this.#lock('locks', lock);
    else if (policy) this.#lock('policy', policy);
    else if (action) this.#press(action, button);
    else if (many) this.#pressMany(many);
    else if ('activity' in data) this.#activity.open();
    else if (data.opens) this.#overlays[data.opens].open();
    else if ('command' in data) this.#command.open();
    else if ('select' in data) this.#tell('select', 'mode');
    else if ('ways' in data) this.#toggle(this.#skeleton.people.ways);
    else if (data.way) this.#mute(data.way);
    else if ('confirm' in data) this.#confirm();
    else for (const answer of answers) if (answer in data) this.#tell(answer, data[answer]);
  }

  #confirm() {
    if (this.#dialog.mayConfirm()) this.#tell('confirm');
  }

  /** @param {string} action on the selected */
  #pressMany(action) {
    this.#menu.close();
    this.#tell('many', action);
  }

  /** @param {MouseEvent} event */
  #select(event) {
    const row = this.#selection.clicked(event);
    if (!row) return;
    row.who.focus({ preventScroll: true });
    if (!row.isTrue) this.#guard.mend(); // the click was meant for whom stood there
    else this.#tell('select', event.shiftKey ? 'range' : 'one', row.id);
  }

  /**
   * @param {string} action
   * @param {HTMLButtonElement} button
   */
  #press(action, button) {
    if (button.form) return; // which tells what is in it
    const list = this.#listOf(button);
    const row = list?.rowOf(button);
    this.#menu.close();
    if (list && !row?.isTrue) this.#guard.mend(); // the press was meant for what stood there
    else this.#tell('press', action, button.dataset.thing ?? row?.id ?? '');
  }

  /**
   * @param {'locks' | 'policy'} kind
   * @param {string} what to lock, or to unlock; a policy to switch on or off
   */
  #lock(kind, what) {
    this.#menu.close();
    this.#tell(kind, what);
    this.#aim();
  }

  /** @param {HTMLElement} button */
  #toggleMenu(button) {
    if (button === this.#selection.end) return this.#toggle(this.#selection);
    const list = this.#listOf(button);
    const row = list?.rowOf(button);
    if (!row) return;
    this.#menuList = list;
    this.#toggle(row);
  }

  /** @param {import('./menu.js').Owner} what */
  #toggle(what) {
    if (what === this.#menu.owner) this.#menu.close();
    else this.#menu.open(what);
    this.#aim();
  }

  /** @param {string} way one of {@link import('./section/muteways.js').Way} */
  #mute(way) {
    this.#menu.close();
    if (way === 'selected') this.#tell('select', 'mode');
    else this.#tell('mute', way);
  }

  /**
   * Whether a key is typed into the panel: into its search, to choose a setting, or to find something in a menu. It
   * is until it is released.
   * @param {KeyboardEvent} event
   */
  #isTyped(event) {
    const { type, code, target } = event;
    if (type === 'keyup') return this.#typed.delete(code);
    const isField = target === this.#skeleton.people.search || target === this.#skeleton.people.arrange || target === this.#skeleton.dialog.ending.field || this.#skeleton.dialog.settings.contains(/** @type {Node} */ (target));
    const typed = isField || this.#activity.contains(target) || this.#command.contains(target) || this.#overlay?.contains(target) ? isTyping(event) : this.#menu.contains(target) && isLetter(event);
    if (typed) this.#typed.add(code);
    return typed;
  }

  /** @param {KeyboardEvent} event */
  #keydown(event) {
    if (this.#activity.contains(event.target)) return;
    if (this.#command.contains(event.target)) return this.#command.key(event);
    if (this.#overlay?.contains(event.target)) return this.#overlayKey(event);
    this.#byKeyboard = true;
    this.#aim();
    if (event.repeat && event.key === 'Enter') event.preventDefault();
    else if (event.target === this.#skeleton.dialog.ending.field && event.key === 'Enter') {
      if (!event.isComposing && event.keyCode !== 229) this.#confirm(); // nor where it has just ended what was composed: Safari
    }
    else if (this.#opensCommand(event)) event.preventDefault();
    else if (this.#menu.key(event)) this.#aim();
    else if (event.target === this.#locks.end && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      this.#toggle(this.#locks);
      event.preventDefault();
    }
    else if (event.key === 'Escape') this.#escape(event);
    else if (this.#isSpeakerKey(event)) {
      this.#tell('speaker');
      event.preventDefault();
    }
    else if (this.#selection.key(event)) event.preventDefault();
    else this.#listOf(event.target)?.key(event);
  }

  /** @param {KeyboardEvent} event */
  #overlayKey(event) {
    const { key, repeat, isComposing, target } = event;
    const isAgain = repeat && key === 'Enter' && /** @type {Element} */ (target).closest('button') !== null;
    const ends = key === 'Escape' && !isComposing;
    if (ends) this.#overlay?.close();
    if (ends || isAgain) event.preventDefault(); // nor does the page around use it
  }

  /**
   * Opens the command line; a question stays.
   * @param {KeyboardEvent} event
   */
  #opensCommand(event) {
    const { target } = event;
    if (this.#dialog.isOpen || !this.#command.opensWith(event, this.#isField(target) || this.#menu.contains(target))) return false;
    this.#menu.close();
    this.#tip.hide();
    this.#command.open();
    return true;
  }

  /**
   * Whether letters are typed there.
   * @param {EventTarget | null} target
   */
  #isField(target) {
    const { people, dialog } = this.#skeleton;
    return target === people.search || target === people.arrange || dialog.element.contains(/** @type {Node | null} */ (target));
  }

  /**
   * S says who speaks, and offers to mute them; not where letters are typed.
   * @param {KeyboardEvent} event
   */
  #isSpeakerKey(event) {
    // Where other letters than Latin ones are typed it is the key that is there.
    const isS = event.key.toLowerCase() === 's' || (event.code === 'KeyS' && event.key > '\u024f');
    return isS && !event.repeat && isLetter(event) && !this.#isField(event.target);
  }

  /**
   * What is used here is prevented, so that the page around does not use it again.
   * @param {KeyboardEvent} event
   */
  #escape(event) {
    const { search } = this.#skeleton.people;
    const { last } = this.#heldBack;
    if (this.#dialog.isOpen) {
      this.#tell('cancel');
    } else if (last !== undefined) {
      this.#tell('callOff', String(last));
    } else if (this.#tip.isShown) {
      this.#tip.hide();
    } else if (event.target === search && search.value) {
      search.value = '';
      this.#tell('search', '');
    } else if (this.#selection.isOn) {
      this.#tell('select', 'mode');
    } else {
      return;
    }
    event.preventDefault();
  }

  /** @returns {boolean} whether there was one */
  #hideTip() {
    const { isShown } = this.#tip;
    this.#tip.hide();
    return isShown;
  }

  /** @param {ResizeObserverEntry[]} entries */
  #resized(entries) {
    this.#moves.check();
    for (const { target, borderBoxSize, contentRect } of entries) {
      if (target === this.#skeleton.people.probe) this.#measured(borderBoxSize[0].blockSize / probeRows);
      if (target === this.#skeleton.panel || target === this.#skeleton.people.probe) this.#frames.ask(this.#refit);
      else this.#listOf(target)?.resized(contentRect.height);
    }
    for (const list of this.#lists) list.look();
    if (this.#hasSpare) return;
    this.#hasSpare = true;
    this.#frames.ask(() => this.#people.settle());
  }

  /** @type {Record<string, (op: any[]) => void>} what each change does, by its name */
  #apply;

  /** @type {Record<string, (op: any[]) => void>} those of no section */
  #ops = {
    phase: ([, phase, closing]) => this.#showPhase(phase, closing),
    button: (op) => this.#controls.show(op),
    banner: ([, key]) => {
      this.#skeleton.banner.hidden = !key;
      this.#skeleton.bannerText.textContent = this.#words.say(key);
    },
    settings: (op) => this.#dialog.showSettings(op),
    dialog: (op) => {
      const { isOpen } = this.#dialog;
      this.#dialog.show(op);
      if (isOpen && !this.#dialog.isOpen && this.#focusIsLost) this.#restFocus(); // what had it before may be gone
    },
    notice: ([, sentences, warning, offer, count, canRetry, canList, list]) => {
      const { notice, noticeText, noticeList, undo, again, list: showList } = this.#skeleton;
      const hadFocus = notice.contains(this.#shadow.activeElement);
      notice.hidden = sentences.length === 0;
      notice.toggleAttribute('data-warning', warning);
      noticeText.textContent = this.#sentences(sentences);
      undo.textContent = this.#words.say(offer, { count });
      undo.hidden = !offer;
      again.hidden = !canRetry;
      showList.hidden = !canList;
      this.#showList(noticeList, list);
      if (hadFocus && this.#focusIsLost) this.#restFocus();
    },
    say: ([, sentences, assertive]) => {
      const { status, alert } = this.#skeleton;
      status.textContent = assertive ? '' : this.#sentences(sentences);
      alert.textContent = assertive ? this.#sentences(sentences) : '';
    },
  };

  /**
   * @param {HTMLElement} element
   * @param {Message[]} messages an item each
   */
  #showList(element, messages) {
    const hadFocus = this.#focusIsLost;
    element.hidden = messages.length === 0;
    element.replaceChildren(
      ...messages.map((message) => {
        const item = this.#document.createElement('li');
        item.textContent = this.#words.message(message);
        return item;
      }),
    );
    if (hadFocus && messages.length > 0) element.focus(); // its button is gone
  }

  /** What is hidden may have the focus until the next frame. */
  get #focusIsLost() {
    const { activeElement } = this.#shadow;
    return activeElement === null || activeElement.closest('[hidden], dialog:not([open])') !== null;
  }

  /** @param {Message[]} messages */
  #sentences(messages) {
    return messages.map((message) => this.#words.message(message)).join('\n');
  }

  /**
   * @param {string} phase
   * @param {string} closing
   */
  #showPhase(phase, closing) {
    const { panel, face, faceIcon, faceTitle, faceText } = this.#skeleton;
    const hadFocus = panel.contains(this.#shadow.activeElement);
    panel.dataset.phase = phase;
    this.#header.showTitle();
    const live = phase === 'live';
    face.hidden = live;
    if (live) return;
    this.#dropOverlays();
    this.#command.close();
    this.#dialog.close(); // nothing beside an open question can take the focus
    this.#menu.close();
    const key = phase === 'over' ? `closing.${closing}` : `phase.${phase}`;
    setIcon(faceIcon, faceIcons[closing] ?? faceIcons[phase]);
    face.dataset.state = closing || phase;
    faceTitle.textContent = this.#words.say(key);
    faceText.textContent = this.#words.say(`${key}.text`);
    if (hadFocus) faceTitle.focus();
  }
}

/** @type {Record<string, string>} */
const faceIcons = {
  outside: 'people',
  waiting: 'waiting',
  over: 'end',
  left: 'leave',
  kicked: 'remove',
  rejected: 'lock',
  failed: 'offline',
};
