// @ts-check
import { badInput, ended, fromGo } from './errors.js';
import { commandCopy, describe, policyCopy, readCallback, readOptions, readSignal, readWanted, selectionCopy } from './input.js';
import { exported, Journal } from './journal.js';
import { attachOptions } from './offer.js';
import { KnockSound, readKnockSound } from './knocksound.js';
import { checkBrowser } from './needs.js';
import { Memory } from './memory.js';
import { panelIn, readHidden, readHoldBack, readLocale, readRoot, readTypeFrom } from './panel.js';

/** @import * as Public from '../index.d.ts' */
/** @import { HostControlsError } from './errors.js' */
/** @import { ErrorData, Program } from './program.js' */

/**
 * Lets go of what controls have of a meeting.
 * @type {WeakMap<HostControls, () => void>}
 */
const drops = new WeakMap();

/**
 * Closes controls that nobody knows: of a meeting that nobody will ask for there is no
 * last snapshot.
 * @param {HostControls} controls
 */
export function drop(controls) {
  drops.get(controls)?.();
}

/**
 * The controls of one meeting: the Go program's, as a page expects them.
 * @implements {Public.HostControls}
 */
export class HostControls extends EventTarget {
  #program;
  #handle;
  #closed = false;
  /** @type {HostControlsError | undefined} why these controls can no longer read their meeting */
  #broken;
  #stopListening;
  /** @type {KnockSound | undefined} */
  #sound;
  /** @type {Public.Snapshot | undefined} */
  #snapshot;
  /** @type {Memory | undefined} */
  #memory;
  #journal = new Journal((since) => this.#handle.journal(since));

  /**
   * @param {Program} program
   * @param {unknown} meeting
   * @param {unknown} options
   */
  constructor(program, meeting, options) {
    super();
    drops.set(this, () => this.#drop());
    this.#program = program;
    const given = readOptions(options, 'attach', ['root', ...Object.keys(attachOptions)]);
    const root = readRoot(given.root);
    const locale = readLocale(given.locale);
    const knockSound = readKnockSound(given.knockSound, root);
    const requests = readWanted(given.requests, 'The requests of attach');
    const remember = readWanted(given.remember, 'The remember of attach');
    const holdBackMs = readHoldBack(given.holdBackMs, root);
    const typeFrom = readTypeFrom(given.typeToConfirmAbove, root);
    const hidden = readHidden(given.sections, root);
    if (root) checkBrowser(true);
    this.#handle = program.ask((api) =>
      api.attach(meeting, given.confirmTimeoutMs, (type, detail) => {
        if (type === 'crash') this.#break(detail);
        else if (type === 'request') {
          if (requests) this.#tell(type, this.#request(detail.kind));
        } else this.#tell(type, detail);
        if (type === 'knock') this.#sound?.knock();
      }),
    ).handle;
    this.#stopListening = program.onCrash((error) => this.#tell('crash', { error }));
    if (remember) this.#memory = new Memory(meeting, this.#handle);
    if (root) this.#show(root, { locale, knockSound, requests, holdBackMs, typeFrom, hidden });
  }

  /**
   * Without its panel there are no controls either.
   * @param {Element} root
   * @param {{ locale: string | undefined, knockSound: boolean, requests: boolean, holdBackMs: unknown, typeFrom: number, hidden: string[] }} options
   */
  #show(root, { locale, knockSound, requests, holdBackMs, typeFrom, hidden }) {
    try {
      if (knockSound) this.#sound = new KnockSound();
      const activity = {
        read: () => this.journal,
        text: (/** @type {string} */ format) => this.exportJournal(format),
        listen: (/** @type {() => void} */ tell) => {
          this.addEventListener('journal', tell);
          return () => this.removeEventListener('journal', tell);
        },
      };
      const panel = panelIn(root, locale, { activity, sound: this.#sound, hidden });
      this.#program.ask(() => this.#handle.show(panel, requests, holdBackMs, typeFrom, hidden.join(' ')));
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /**
   * @override
   * @param {Parameters<EventTarget['addEventListener']>} listening
   */
  addEventListener(...listening) {
    const [type] = listening;
    if ((type === 'change' || type === 'journal') && !this.#end) this.#handle.hear(type);
    super.addEventListener(...listening);
  }

  /** Why nothing can be asked any more. */
  get #end() {
    // Made when it is asked for: an error keeps what was on the stack when it was made.
    return this.#closed ? ended('These controls were closed. Call attach() to get others.') : (this.#broken ?? this.#program.end);
  }

  /**
   * Their meeting can no longer be read: other controls live on.
   * @param {ErrorData} why
   */
  #break(why) {
    const error = fromGo(why);
    this.#tell('crash', { error });
    queueMicrotask(() => {
      if (this.#end) return;
      this.#keep();
      this.#broken = error;
      this.#memory?.close();
      this.#handle.close();
      this.#stopListening();
      this.#sound?.close();
    });
  }

  /** What can be read when these controls are over. */
  #keep() {
    this.#snapshot = this.#handle.snapshot() ?? this.#snapshot;
    this.#journal.read();
  }

  get snapshot() {
    if (!this.#end) this.#snapshot = this.#handle.snapshot() ?? this.#snapshot;
    if (!this.#snapshot) throw this.#end;
    return this.#snapshot;
  }

  get journal() {
    if (!this.#end) this.#journal.read();
    return this.#journal.entries;
  }

  /**
   * @param {unknown} format
   * @returns {string}
   */
  exportJournal(format) {
    return exported(this.journal, format);
  }

  /**
   * @param {unknown} policy
   * @param {unknown} on
   */
  setPolicy(policy, on) {
    const plain = typeof on === 'object' && on !== null ? policyCopy(on) : on;
    if (this.#end) throw this.#end;
    this.#program.ask(() => this.#handle.policy(policy, plain));
  }

  /** @param {unknown} again */
  formerPolicies(again) {
    if (typeof again !== 'boolean') throw badInput(`formerPolicies takes true or false, not ${describe(again)}.`);
    if (this.#end) throw this.#end;
    this.#handle.former(again);
  }

  /**
   * @param {unknown} asked an action, or a whole command
   * @param {unknown} [target]
   * @returns {Public.Verdict}
   */
  can(asked, target) {
    const plain = typeof asked === 'object' && asked !== null ? commandCopy(asked, 'The command of can') : asked;
    if (this.#end) return Object.freeze({ allowed: false, reason: 'ended', message: this.#end.message });
    return this.#program.ask(() => this.#handle.can(plain, target)).verdict;
  }

  /**
   * @param {unknown} [who]
   * @returns {string[]}
   */
  select(who) {
    const plain = who === undefined ? who : selectionCopy(who);
    if (this.#end) throw this.#end;
    return this.#program.ask(() => this.#handle.select(plain)).ids;
  }

  /**
   * @param {unknown} command
   * @param {unknown} [options]
   * @returns {Promise<Public.Outcome>}
   */
  async perform(command, options) {
    const plain = commandCopy(command, 'The command of perform');
    const given = readOptions(options, 'perform', ['signal', 'delayMs', 'onProgress']);
    const signal = readSignal(given.signal, 'perform');
    const tell = readCallback(given.onProgress, 'onProgress');
    // Once the Go program is off the stack, as events are.
    const onProgress = tell && ((/** @type {number} */ done, /** @type {number} */ total) => queueMicrotask(() => tell(Object.freeze({ done, total }))));
    if (this.#end) throw this.#end;
    const { outcome } = await this.#program.askAndWait(() => this.#handle.perform(plain, signal, given.delayMs, onProgress));
    return outcome;
  }

  close() {
    if (this.#closed) return;
    if (!this.#end) {
      this.#keep();
      this.#memory?.save();
    }
    this.#drop();
  }

  #drop() {
    this.#memory?.close();
    if (!this.#end) this.#handle.close();
    this.#stopListening();
    this.#sound?.close();
    this.#closed = true;
  }

  /**
   * What others ask of this person, with its answers.
   * @param {'audio' | 'video'} kind
   */
  #request(kind) {
    return Object.freeze({
      kind,
      accept: async () => {
        if (this.#end) throw this.#end;
        await this.#program.askAndWait(() => this.#handle.accept(kind));
      },
      decline: () => {
        if (!this.#end) this.#handle.decline(kind);
      },
    });
  }

  /**
   * Dispatches once the Go program is off the stack, so that a listener may
   * call it again.
   * @param {string} type
   * @param {unknown} detail
   */
  #tell(type, detail) {
    queueMicrotask(() => {
      if (!this.#closed) this.dispatchEvent(new CustomEvent(type, { detail: named(type, detail) }));
    });
  }
}

/**
 * An outcome is handed over bare; in an event it has its name like the rest.
 * @param {string} type
 * @param {unknown} detail
 */
function named(type, detail) {
  return type === 'outcome' ? { outcome: detail } : detail;
}
