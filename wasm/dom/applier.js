// @ts-check
/**
 * The panel in the page. It applies what Go says is to be seen, and tells Go
 * what the person does: one listener per kind of event, one function to Go.
 *
 * send(type, ...args) tells Go of an event and returns the changes to apply, as
 * package view writes them, or null for none.
 */
import { folded } from '../internal/port/collector.js';
import { bare } from './bare.js';
import { Controls } from './controls.js';
import { Dialog } from './dialog.js';
import { setIcon } from './icons.js';
import { kept } from './kept.js';
import { Menu } from './menu.js';
import { takeParts } from './parts.js';
import { Header } from './section/header.js';
import { People } from './section/people.js';
import { Stage } from './section/stage.js';
import { Waiting } from './section/waiting.js';
import { Tip } from './tip.js';
import { Words } from './words.js';

/**
 * @typedef {(type: string, ...args: unknown[]) => string | null} Send
 * @typedef {[key: string, ...args: string[]]} Message
 * @typedef {{ onMuted(tell: (muted: boolean) => void): void }} Sound
 * @typedef {{ locale: string, sentences: import('./words.js').Sentences, fallback: import('./words.js').Sentences }} Language
 */

/**
 * Appends one element to root, with the panel in its open shadow root.
 * @param {{ root: Element, css: string, language: Language | Promise<Language>, send: Send, sound?: Sound }} options
 *   nothing is shown until the language is there; sound: is heard when somebody knocks
 * @returns {{ wake(): void, wakeAfter(milliseconds: number): void, apply(changes: string): void, close(): void }}
 *   wake: Go has something new to show, with the next frame; wakeAfter: it will have then,
 *   and no longer at the time it said before; apply: these are the changes, for now
 */
export function createApplier({ root, css, language, send, sound }) {
  // Asked while there is nothing new in the page to be styled. Safari has it since 17.4; without, rows are made for nobody.
  const unseen = root.isConnected && root.checkVisibility?.() === false;
  const room = {
    height: Math.min(root.clientHeight, root.ownerDocument.defaultView?.innerHeight ?? 0), // its list is never higher than the window
    width: root.clientWidth,
  };
  /** @type {ShadowRoot | undefined} none once it is closed: Go may keep what is returned for long */
  let shadow = shadowIn(root, css);
  /** @type {Applier | undefined} */
  let applier;
  const start = (/** @type {Language} */ known) => {
    if (!shadow) return;
    applier = new Applier(shadow, new Words(known), send, unseen ? undefined : room);
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

/**
 * @param {Element} root
 * @param {string} css
 */
function shadowIn(root, css) {
  const host = root.ownerDocument.createElement('div');
  host.dataset.gavel = '';
  const shadow = host.attachShadow({ mode: 'open' });
  shadow.adoptedStyleSheets = [styleSheet(root.ownerDocument, css)];
  root.append(host);
  return shadow;
}

/** @type {WeakMap<Document, CSSStyleSheet>} */
const styleSheets = new WeakMap();

/**
 * The sheet of a document; reading it takes some milliseconds the first time.
 * @param {Document} document
 * @param {string} css
 */
export function styleSheet(document, css) {
  return kept(styleSheets, document, () => {
    const sheet = new (document.defaultView ?? window).CSSStyleSheet();
    sheet.replaceSync(css);
    return sheet;
  });
}

/** Below this width a row is narrow, in CSS pixels. */
const narrowBelow = 420;

class Applier {
  #shadow;
  #words;
  #send;
  #skeleton;
  #header;
  #waiting;
  #stage;
  #people;
  /** Those of all sections. */
  #lists;
  #controls;
  #dialog;
  #menu;
  /** @type {import('./list.js').List | undefined} which the row with the menu is in */
  #menuList;
  #tip;
  #frame = 0;
  /** The frame after the first, which has the rows beside the visible ones made. */
  #spare = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #applying = false;
  #ended = new AbortController();
  #resizes;
  #touch;
  #narrow = false;
  /** The frame that fits the rows into the panel: in the observer's own it would be told again. */
  #fitting = 0;
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
   * @param {{ height: number, width: number }} [room] there is for it, in CSS pixels; undefined in a part of the page that is not displayed
   */
  constructor(shadow, words, send, room) {
    this.#shadow = shadow;
    this.#words = words;
    this.#send = send;
    const { skeleton, rows } = takeParts(shadow.ownerDocument);
    this.#skeleton = skeleton;
    const { header: { title }, banner, waiting, stage, people, broadcast, session } = skeleton;
    this.#header = new Header(skeleton.header, words);
    this.#people = new People(people, words, this.#tell, (...event) => this.#send(...event), rows);
    this.#waiting = new Waiting(waiting, words, this.#tell, { otherwise: title, put: (section) => banner.after(section) });
    this.#stage = new Stage(stage, words, this.#tell, { otherwise: title, put: (section) => people.tools.before(section) });
    this.#lists = [this.#waiting.list, this.#stage.list, this.#people.list];
    this.#controls = new Controls([waiting, people, broadcast, session].flatMap(({ controls }) => controls), words, title);
    this.#dialog = new Dialog(skeleton.dialog, words);
    this.#menu = new Menu(words);
    this.#tip = new Tip(skeleton.tip);
    this.#apply = { ...this.#ops, ...this.#header.ops, ...this.#waiting.ops, ...this.#stage.ops, ...this.#people.ops };
    this.#sayFixedWords();
    const view = /** @type {Window & typeof globalThis} */ (shadow.ownerDocument.defaultView);
    this.#touch = view.matchMedia('(pointer: coarse)');
    this.#fit(room?.width ?? 0);
    shadow.append(skeleton.frame);
    this.#listen();
    this.#resizes = new view.ResizeObserver((entries) => this.#resized(entries));
    for (const part of [people.probe, skeleton.panel, ...this.#lists.map((list) => list.element)]) this.#resizes.observe(part);
    if (room === undefined) this.#tell('paint');
    else this.#people.list.paintAhead(room.height);
    if (shadow.ownerDocument.hidden) this.#tell('sleep');
    if (shadow.isConnected) this.#measure();
  }

  /** At once: the page has nothing to do until the next frame, and then has less. */
  #measure() {
    const { probe } = this.#skeleton.people;
    for (const list of this.#lists) {
      list.measured(probe.offsetHeight);
      list.resized(list.element.clientHeight);
      list.look();
    }
  }

  #refit() {
    this.#fitting ||= requestAnimationFrame(() => {
      this.#fitting = 0;
      this.#fit(this.#skeleton.panel.clientWidth);
    });
  }

  /** @param {number} width of the panel, in CSS pixels; 0 where it is not displayed */
  #fit(width) {
    const narrow = this.#touch.matches || (width > 0 && width < narrowBelow);
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
    if (this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#tell('paint');
    });
  }

  /**
   * A timer of the page's: those of Go begin when it next has nothing to do. Often all was
   * shown before, and a frame for nothing would have the next change wait for the one after.
   * @param {number} milliseconds
   */
  wakeAfter(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (!this.#shadow.ownerDocument.hidden) this.#tell('paint'); // else it is told when it is seen
    }, milliseconds);
  }

  close() {
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#frame);
    cancelAnimationFrame(this.#spare);
    cancelAnimationFrame(this.#fitting);
    this.#ended.abort();
    this.#resizes.disconnect();
    this.#waiting.close();
    this.#stage.close();
    this.#people.close();
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
    for (const list of this.#lists) list.noteFocus();
    this.#controls.noteFocus(this.#shadow.activeElement);
    try {
      for (const op of ops) this.#apply[op[0]](op);
      for (const list of this.#lists) {
        list.settle();
        list.restoreFocus();
      }
      if (this.#focusIsLost) this.#controls.restoreFocus();
      this.#updateMenu();
      this.#tip.update();
    } finally {
      this.#applying = false;
    }
    for (const list of this.#lists) list.look();
    this.#aim();
  }

  /** The menu's row may have changed, or be gone. */
  #updateMenu() {
    const { row } = this.#menu;
    if (!row) return;
    if (this.#menuList?.row(row.id) === row) return this.#menu.update();
    if (this.#menu.hasFocus) this.#menuList?.loseFocus();
    this.#menu.close();
    this.#menuList?.restoreFocus();
  }

  #sayFixedWords() {
    const { panel, undo, dismiss } = this.#skeleton;
    const words = this.#words;
    panel.lang = words.locale;
    panel.dir = words.direction;
    undo.textContent = words.say('undo');
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
      this.#shadow.addEventListener(type, listener, bare({ signal: this.#ended.signal, capture: true }));
    on('click', (event) => this.#click(event));
    on('keydown', (event) => this.#keydown(event));
    on('pointerdown', () => {
      this.#byKeyboard = false;
    });
    on('mousedown', (event) => {
      // The second press of a double click leaves the focus on the safe answer, and one for the menu where it is in there.
      if ((event.detail > 1 && dialog.contains(event.target)) || this.#menu.owns(event.target)) event.preventDefault();
    });
    on('input', (event) => this.#tell('search', folded(event.target.value)));
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
        if (this.#menu.row && !this.#menu.contains(this.#shadow.activeElement)) this.#menu.close();
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
    const { ownerDocument } = this.#shadow;
    ownerDocument.addEventListener('visibilitychange', () => this.#tell(ownerDocument.hidden ? 'sleep' : 'paint'), bare({ signal: this.#ended.signal }));
    this.#touch.addEventListener('change', () => this.#refit(), bare({ signal: this.#ended.signal }));
    on('cancel', (event) => {
      if (event.target !== dialog) return;
      event.preventDefault();
      this.#tell('cancel');
    });
  }

  /** @param {Node | null} target */
  #point(target) {
    this.#pointed = this.#lists.find((list) => list.around.contains(target));
    this.#aim();
  }

  /** Nobody in a list moves while a pointer, the keyboard, a menu or a question is at one of them. */
  #aim() {
    if (this.#applying) return;
    const busy = this.#dialog.isOpen || this.#menu.row !== undefined;
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
    if (!button) return;
    this.#tip.hide();
    const { action, ...data } = button.dataset;
    if ('more' in data) this.#toggleMenu(button);
    else if (action) this.#press(action, button);
    else for (const answer of ['confirm', 'cancel', 'undo', 'dismiss']) if (answer in data) this.#tell(answer);
  }

  /**
   * @param {string} action
   * @param {Element} button
   */
  #press(action, button) {
    const id = this.#listOf(button)?.participant(button);
    this.#menu.close();
    this.#tell('press', action, id ?? '');
  }

  /** @param {HTMLElement} button */
  #toggleMenu(button) {
    const list = this.#listOf(button);
    const row = list?.rowOf(button);
    if (!row) return;
    this.#menuList = list;
    if (row === this.#menu.row) this.#menu.close();
    else this.#menu.open(row);
    this.#aim();
  }

  /** @param {KeyboardEvent} event */
  #keydown(event) {
    this.#byKeyboard = true;
    this.#aim();
    if (event.repeat && event.key === 'Enter') event.preventDefault();
    else if (this.#menu.key(event)) this.#aim();
    else if (event.key === 'Escape') this.#escape(event);
    else this.#listOf(event.target)?.key(event);
  }

  /**
   * What is used here is prevented, so that the page around does not use it again.
   * @param {KeyboardEvent} event
   */
  #escape(event) {
    const { search } = this.#skeleton.people;
    if (this.#dialog.isOpen) {
      this.#tell('cancel');
    } else if (this.#tip.isShown) {
      this.#tip.hide();
    } else if (event.target === search && search.value) {
      search.value = '';
      this.#tell('search', '');
    } else {
      return;
    }
    event.preventDefault();
  }

  /** @param {ResizeObserverEntry[]} entries */
  #resized(entries) {
    for (const { target, borderBoxSize, contentRect } of entries) {
      if (target === this.#skeleton.panel) this.#refit();
      else if (target === this.#skeleton.people.probe) for (const list of this.#lists) list.measured(borderBoxSize[0].blockSize);
      else this.#listOf(target)?.resized(contentRect.height);
    }
    for (const list of this.#lists) list.look();
    this.#spare ||= requestAnimationFrame(() => this.#people.settle());
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
    dialog: (op) => {
      const { isOpen } = this.#dialog;
      this.#dialog.show(op);
      if (isOpen && !this.#dialog.isOpen && this.#focusIsLost) this.#skeleton.header.title.focus(); // what had it before may be gone
    },
    notice: ([, sentences, warning, canUndo]) => {
      const { notice, noticeText, undo } = this.#skeleton;
      const hadFocus = notice.contains(this.#shadow.activeElement);
      notice.hidden = sentences.length === 0;
      notice.toggleAttribute('data-warning', warning);
      noticeText.textContent = this.#sentences(sentences);
      undo.hidden = !canUndo;
      if (hadFocus && this.#focusIsLost) this.#skeleton.header.title.focus();
    },
    say: ([, sentences, assertive]) => {
      const { status, alert } = this.#skeleton;
      status.textContent = assertive ? '' : this.#sentences(sentences);
      alert.textContent = assertive ? this.#sentences(sentences) : '';
    },
  };

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
