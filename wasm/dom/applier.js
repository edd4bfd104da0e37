// @ts-check
/**
 * The panel in the page. It applies what Go says is to be seen, and tells Go
 * what the person does: one listener per kind of event, one function to Go.
 *
 * send(type, ...args) tells Go of an event and returns the changes to apply, as
 * package view writes them, or null for none.
 */
import { bare } from './bare.js';
import { setIcon } from './icons.js';
import { kept } from './kept.js';
import { List } from './list.js';
import { takeParts } from './parts.js';
import { setText } from './text.js';
import { Tip } from './tip.js';
import { Words, folded } from './words.js';

/**
 * @typedef {(type: string, ...args: unknown[]) => string | null} Send
 * @typedef {[key: string, ...args: string[]]} Message
 * @typedef {{ locale: string, sentences: import('./words.js').Sentences, fallback: import('./words.js').Sentences }} Language
 */

/**
 * Appends one element to root, with the panel in its open shadow root.
 * @param {{ root: Element, css: string, language: Language | Promise<Language>, send: Send }} options
 *   nothing is shown until the language is there
 * @returns {{ wake(): void, wakeAfter(milliseconds: number): void, apply(changes: string): void, close(): void }}
 *   wake: Go has something new to show, with the next frame; wakeAfter: it will have then,
 *   and no longer at the time it said before; apply: these are the changes, for now
 */
export function createApplier({ root, css, language, send }) {
  // Asked while there is nothing new in the page to be styled. Safari has it since 17.4; without, rows are made for nobody.
  const unseen = root.isConnected && root.checkVisibility?.() === false;
  const room = Math.min(root.clientHeight, root.ownerDocument.defaultView?.innerHeight ?? 0); // its list is never higher than the window
  /** @type {ShadowRoot | undefined} none once it is closed: Go may keep what is returned for long */
  let shadow = shadowIn(root, css);
  /** @type {Applier | undefined} */
  let applier;
  const start = (/** @type {Language} */ known) => {
    if (shadow) applier = new Applier(shadow, new Words(known), send, unseen ? undefined : room);
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

class Applier {
  #shadow;
  #words;
  #send;
  #skeleton;
  #list;
  #tip;
  #frame = 0;
  /** The frame after the first, which has the rows beside the visible ones made. */
  #spare = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #applying = false;
  #ended = new AbortController();
  #resizes;
  #pointed = false;
  #aiming = false;
  /** Whether the last thing used was the keyboard. */
  #byKeyboard = true;
  #facts = { phase: '', title: '' };

  /**
   * @param {ShadowRoot} shadow
   * @param {Words} words
   * @param {Send} send
   * @param {number} [room] there is for it, in CSS pixels; undefined in a part of the page that is not displayed
   */
  constructor(shadow, words, send, room) {
    this.#shadow = shadow;
    this.#words = words;
    this.#send = send;
    const { skeleton, rows } = takeParts(shadow.ownerDocument);
    this.#skeleton = skeleton;
    this.#list = new List(skeleton, words, this.#tell, rows);
    this.#tip = new Tip(this.#skeleton.tip);
    this.#sayFixedWords();
    shadow.append(this.#skeleton.frame);
    this.#listen();
    const view = /** @type {Window & typeof globalThis} */ (shadow.ownerDocument.defaultView);
    this.#resizes = new view.ResizeObserver((entries) => this.#resized(entries));
    this.#resizes.observe(this.#skeleton.probe);
    this.#resizes.observe(this.#skeleton.list);
    if (room === undefined) this.#tell('paint');
    else this.#list.paintAhead(room);
    if (shadow.ownerDocument.hidden) this.#tell('sleep');
    if (shadow.isConnected) this.#measure();
  }

  /** At once: the page has nothing to do until the next frame, and then has less. */
  #measure() {
    const { probe, list } = this.#skeleton;
    this.#list.measured(probe.offsetHeight);
    this.#list.resized(list.clientHeight);
    this.#list.look();
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
    this.#ended.abort();
    this.#resizes.disconnect();
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
    try {
      for (const op of ops) this.#apply[op[0]](op);
      this.#list.settle();
      this.#list.restoreFocus();
      this.#tip.update();
    } finally {
      this.#applying = false;
    }
    this.#list.look();
    this.#aim();
  }

  #sayFixedWords() {
    const { panel, search, list, undo, dismiss, cancel, nobody, face, banner, notice, rights, folded: fold, headerButtons } = this.#skeleton;
    const words = this.#words;
    panel.lang = words.locale;
    panel.dir = words.direction;
    search.setAttribute('aria-label', words.say('search'));
    search.placeholder = words.say('search');
    list.setAttribute('aria-label', words.say('list'));
    undo.textContent = words.say('undo');
    dismiss.setAttribute('aria-label', words.say('dismiss'));
    cancel.textContent = words.say('cancel');
    nobody.textContent = words.say('search.nobody');
    for (const part of [list, nobody, face, banner, notice, rights, fold]) part.hidden = true;
    for (const { action, holder, label } of headerButtons) {
      holder.hidden = true;
      label.textContent = words.say(`button.${action}`);
    }
  }

  #listen() {
    const { list, dialog, tip } = this.#skeleton;
    const on = (/** @type {string} */ type, /** @type {(event: any) => void} */ listener) =>
      this.#shadow.addEventListener(type, listener, bare({ signal: this.#ended.signal, capture: true }));
    on('click', (event) => this.#click(event));
    on('keydown', (event) => this.#keydown(event));
    on('pointerdown', () => {
      this.#byKeyboard = false;
    });
    on('mousedown', (event) => {
      // The second press of a double click leaves the focus on the safe answer.
      if (event.detail > 1 && dialog.contains(event.target)) event.preventDefault();
    });
    on('input', (event) => this.#tell('search', folded(event.target.value)));
    on('scroll', (event) => {
      this.#tip.hide();
      if (event.target === list) this.#list.scrolled();
    });
    on('focusin', (event) => {
      this.#list.focused(event.target);
      this.#tip.focused(event.target);
      this.#aim();
    });
    on('focusout', () => {
      this.#tip.hide();
      queueMicrotask(() => this.#aim());
    });
    on('pointerover', (event) => {
      this.#tip.pointed(event.target);
      this.#point(list.contains(event.target));
    });
    on('pointerout', (event) => {
      if (!list.contains(event.relatedTarget)) this.#point(false);
      if (!tip.contains(event.relatedTarget)) this.#tip.hide();
    });
    on('pointercancel', () => this.#point(false));
    const { ownerDocument } = this.#shadow;
    ownerDocument.addEventListener('visibilitychange', () => this.#tell(ownerDocument.hidden ? 'sleep' : 'paint'), bare({ signal: this.#ended.signal }));
    on('cancel', (event) => {
      if (event.target !== dialog) return;
      event.preventDefault();
      this.#tell('cancel');
    });
  }

  /** @param {boolean} pointed */
  #point(pointed) {
    this.#pointed = pointed;
    this.#aim();
  }

  /** Nobody in the list moves while a pointer, the keyboard or a question is at one of them. */
  #aim() {
    if (this.#applying) return;
    const aiming = this.#pointed || this.#skeleton.dialog.open || (this.#byKeyboard && this.#list.hasFocus);
    if (aiming === this.#aiming) return;
    this.#aiming = aiming;
    this.#tell('aim', aiming);
  }

  /** @param {MouseEvent} event */
  #click(event) {
    // The second click of a double click is no second wish.
    if (event.detail > 1) return;
    const target = /** @type {Element} */ (event.target);
    if (target === this.#skeleton.dialog) return this.#tell('cancel');
    const button = target.closest('button');
    if (!button) return;
    this.#tip.hide();
    const { action, ...data } = button.dataset;
    if (action) this.#tell('press', action, this.#list.participant(button));
    else for (const answer of ['confirm', 'cancel', 'undo', 'dismiss']) if (answer in data) this.#tell(answer);
  }

  /** @param {KeyboardEvent} event */
  #keydown(event) {
    this.#byKeyboard = true;
    this.#aim();
    if (event.repeat && event.key === 'Enter') event.preventDefault();
    else if (event.key === 'Escape') this.#tip.hide();
    else this.#list.key(event);
  }

  /** @param {ResizeObserverEntry[]} entries */
  #resized(entries) {
    for (const { target, borderBoxSize, contentRect } of entries) {
      if (target === this.#skeleton.probe) this.#list.measured(borderBoxSize[0].blockSize);
      else this.#list.resized(contentRect.height);
    }
    this.#list.look();
    this.#spare ||= requestAnimationFrame(() => this.#list.keepSpare());
  }

  /** @type {Record<string, (op: any[]) => void>} what each change does, by its name */
  #apply = {
    phase: ([, phase, closing]) => this.#showPhase(phase, closing),
    title: ([, title]) => {
      this.#facts.title = title;
      this.#showTitle();
    },
    facts: (op) => this.#showFacts(op),
    rights: (op) => this.#showRights(op),
    banner: ([, key]) => {
      this.#skeleton.banner.hidden = !key;
      this.#skeleton.bannerText.textContent = this.#words.say(key);
    },
    header: (op) => this.#showHeaderButton(op),
    list: ([, size, searching, stale]) => this.#list.resize(size, searching, stale),
    drop: ([, id]) => this.#list.drop(id),
    place: ([, id, place]) => this.#list.move(id, place),
    row: (op) => this.#list.show(op),
    active: ([, id, focus]) => {
      this.#list.settle();
      this.#list.activate(id, focus);
    },
    dialog: (op) => this.#showDialog(op),
    notice: ([, sentences, warning, canUndo]) => {
      const { notice, noticeText, undo } = this.#skeleton;
      const hadFocus = notice.contains(this.#shadow.activeElement);
      notice.hidden = sentences.length === 0;
      notice.toggleAttribute('data-warning', warning);
      noticeText.textContent = this.#sentences(sentences);
      undo.hidden = !canUndo;
      if (hadFocus && (notice.hidden || this.#shadow.activeElement === null)) this.#skeleton.title.focus();
    },
    say: ([, sentences, assertive]) => {
      const { status, alert } = this.#skeleton;
      status.textContent = assertive ? '' : this.#sentences(sentences);
      alert.textContent = assertive ? this.#sentences(sentences) : '';
    },
  };

  /** @param {Message[]} messages */
  #sentences(messages) {
    return messages.map((message) => this.#words.message(message)).join('\n');
  }

  #showTitle() {
    const { title } = this.#facts;
    this.#skeleton.title.textContent = title || this.#words.say('panel');
  }

  /**
   * @param {string} phase
   * @param {string} closing
   */
  #showPhase(phase, closing) {
    const { panel, face, faceIcon, faceTitle, faceText, dialog } = this.#skeleton;
    const hadFocus = panel.contains(this.#shadow.activeElement);
    panel.dataset.phase = phase;
    this.#showTitle();
    const live = phase === 'live';
    face.hidden = live;
    if (live) return;
    dialog.close(); // nothing beside an open question can take the focus
    const key = phase === 'over' ? `closing.${closing}` : `phase.${phase}`;
    setIcon(faceIcon, faceIcons[closing] ?? faceIcons[phase]);
    face.dataset.state = closing || phase;
    faceTitle.textContent = this.#words.say(key);
    faceText.textContent = this.#words.say(`${key}.text`);
    if (hadFocus) faceTitle.focus();
  }

  /** @param {any[]} op */
  #showFacts([, people, waiting, recording, look, preset]) {
    const { people: peopleText, waiting: waitingText, recording: recordingText, ownAudio, ownVideo } = this.#skeleton;
    const words = this.#words;
    peopleText.textContent = words.say('people', { count: people });
    waitingText.textContent = waiting ? words.say('people.waiting', { count: waiting }) : '';
    recordingText.textContent = words.say(`recording.${recording}`);
    recordingText.dataset.state = recording;
    for (const [element, device, bit] of /** @type {[HTMLElement, string, number][]} */ ([
      [ownAudio, 'audio', 1],
      [ownVideo, 'video', 2],
    ])) {
      const state = look & bit ? 'on' : 'off';
      element.dataset.state = state;
      setIcon(/** @type {Element} */ (element.firstElementChild), `${device}-${state}`);
      /** @type {Element} */ (element.lastElementChild).textContent = words.say(`own.${device}.${state}`);
    }
    this.#skeleton.panel.dataset.preset = preset;
  }

  /** @param {any[]} op */
  #showRights([, granted, missing, fields]) {
    const { rights, folded: fold, foldedLine, foldedFields } = this.#skeleton;
    const words = this.#words;
    const verbs = (/** @type {string} */ actions) =>
      words.and(actions.split(' ').map((action) => words.say(`right.${action}`)));
    rights.hidden = !granted;
    rights.textContent = words.say('rights', { list: verbs(granted) });
    fold.hidden = !missing;
    foldedLine.textContent = granted ? words.say('rights.missing', { list: verbs(missing) }) : words.say('rights.none');
    foldedFields.textContent = fields.split(' ').join(', ');
  }

  /** @param {any[]} op */
  #showHeaderButton([, name, state, mark, why, permission, count]) {
    const control = this.#skeleton.headerButtons.find(({ action }) => action === name);
    if (!control) return;
    const { holder, look } = control;
    const words = this.#words;
    if (holder.hidden !== (state === 0)) {
      holder.hidden = state === 0;
      if (name === 'kickAll') this.#skeleton.list.toggleAttribute('data-kick', state !== 0);
    }
    this.#showCount(control.count, count);
    const said = why ? words.say(why, { permission }) : count ? words.say(`count.${name}`, { count }) : '';
    look.show({ state, mark, why: said }, words);
  }

  /**
   * @param {HTMLElement} place
   * @param {number} count
   */
  #showCount(place, count) {
    if (place.hidden !== (count === 0)) place.hidden = count === 0;
    const number = this.#words.number(count);
    const text = /** @type {Element} */ (place.firstElementChild);
    if (number.length !== text.textContent?.length) place.style.setProperty('--digits', String(number.length));
    setText(text, number);
  }

  /** @param {any[]} op */
  #showDialog([, action, name, people, state, why, permission]) {
    const { dialog, question, consequence, confirm, confirmLook, cancel } = this.#skeleton;
    if (!action) {
      dialog.close();
      delete dialog.dataset.dialog;
      return;
    }
    const words = this.#words;
    dialog.dataset.dialog = action;
    question.textContent = words.say(`dialog.${action}`, { name });
    consequence.textContent = words.say(`dialog.${action}.text`, { name, count: people });
    confirm.textContent = words.say(`dialog.${action}.confirm`);
    confirmLook.show({ state, mark: 0, why: why && words.say(why, { permission }) }, words);
    if (dialog.open) return;
    dialog.showModal();
    cancel.focus();
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
