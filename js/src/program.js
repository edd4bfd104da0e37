// @ts-check
/**
 * The running Go program: its start, the way into it, and its end, wanted or
 * not. What it needs of the page it finds in an object of its own, so that
 * nothing is set on the page's global object and programs do not meet.
 */
import { version } from 'gavel:build';
import { createCollector } from '../../wasm/internal/port/collector.js';
import { crashed, ended, fromGo, loadFailed } from './errors.js';
import { GoInPage } from './goinpage.js';
import { createScope } from './scope.js';

/** @import * as Public from '../index.d.ts' */
/** @import { HostControlsError } from './errors.js' */

/**
 * What the Go program offers once it is ready. Its functions never throw and
 * its promises never reject: an answer holds `error` or the value.
 * @typedef {Public.HostControlsErrorDetails & { message: string }} ErrorData
 * @typedef {{ error?: ErrorData }} Answer
 * @typedef {{
 *   attach(meeting: unknown, confirmTimeoutMs: unknown, notify: (type: string, detail: any) => void): Answer & { handle: Handle },
 *   dispose(): void,
 * }} Api
 * @typedef {{
 *   snapshot(): Public.Snapshot,
 *   can(asked: unknown, target: unknown): Answer & { verdict: Public.Verdict },
 *   select(who?: object): Answer & { ids: string[] },
 *   perform(
 *     command: object,
 *     signal: AbortSignal | undefined,
 *     delayMs: unknown,
 *     onProgress: ((done: number, total: number) => void) | undefined,
 *   ): Promise<Answer & { outcome: Public.Outcome }>,
 *   hear(type: string): void,
 *   policy(name: unknown, on: unknown): Answer,
 *   former(again: boolean): void,
 *   journal(since: number): readonly Public.JournalEntry[],
 *   memory(entries: number): string,
 *   recall(memory: string): void,
 *   accept(kind: string): Promise<Answer>,
 *   decline(kind: string): void,
 *   show(createApplier: ReturnType<typeof import('./panel.js').panelIn>, requests: boolean, holdBackMs: unknown, typeFrom: number, hidden: string): Answer,
 *   close(): void,
 * }} Handle
 */

export class Program {
  /** @type {Api} */
  #api;
  /** @type {HostControlsError | undefined} why nothing can be asked of it any more */
  #end;
  /** @type {Set<(error: HostControlsError) => void>} rejects what is being waited for */
  #waiting = new Set();
  /** @type {Set<(error: HostControlsError) => void>} */
  #crashListeners = new Set();
  #disposing = false;
  /** @type {GoInPage | undefined} */
  #go;
  #onEnd;
  /** @type {() => void} */
  #resolveEnded = () => {};
  #ended = new Promise((/** @type {(value?: undefined) => void} */ resolve) => {
    this.#resolveEnded = resolve;
  });

  /** Has Go begin, the first time it is called. */
  #begin = () => {};

  /** @param {() => void} onEnd */
  constructor(onEnd) {
    this.#onEnd = onEnd;
  }

  /**
   * Instantiates the module; Go itself waits for start().
   * @param {WebAssembly.Module} module
   * @param {() => void} onEnd called when the program has ended, however it did
   */
  static async from(module, onEnd) {
    const program = new Program(onEnd);
    await program.#instantiate(module);
    return program;
  }

  /** @param {WebAssembly.Module} module */
  async #instantiate(module) {
    const scope = createScope();
    const go = new GoInPage(module, scope, {
      onExit: (_code, panic) => this.#finish(this.#disposing ? disposed() : this.#broken(panic)),
      onBreak: (cause) => this.#finish(this.#broken(cause)),
    });
    await go.instantiate().catch((cause) => {
      throw loadFailed('start', 'gavel.wasm could not be started; the page may be short of memory.', cause);
    });
    this.#go = go;
    Object.assign(scope.gavel, {
      version,
      createCollector: this.#collectorFor(go),
      ready: (/** @type {ErrorData | null} */ error, /** @type {Api} */ api) => {
        if (error) this.#finish(fromGo(error));
        else this.#api = api;
      },
      crash: (/** @type {ErrorData} */ error) => this.#finish(fromGo(error)),
    });
    this.#begin = () => {
      this.#begin = () => {};
      go.begin();
    };
  }

  /**
   * Starts Go, unless it was or the program has ended. It is ready when this returns, or has
   * ended: the first time a browser takes 20 to 40 ms, most of it to compile what runs.
   */
  start() {
    if (!this.#end) this.#begin();
  }

  /**
   * Why the program no longer runs although nobody wanted that.
   * @param {unknown} cause
   */
  #broken(cause) {
    return this.#api ? crashed(cause) : loadFailed('start', 'gavel.wasm ended before it was ready.', cause);
  }

  /**
   * The collector wakes Go through its export, which spares the page most of what a callback
   * costs (ARCHITECTURE.md, “What makes it quick”). Only when a command is under way are
   * there goroutines and timers that need the turn which a callback gives them.
   * @param {{ wakeUp(port: number): boolean }} go
   * @returns {typeof createCollector}
   */
  #collectorFor(go) {
    return (meeting, wake, options) =>
      createCollector(
        meeting,
        () => {
          if (go.wakeUp(options.port)) wake();
        },
        options,
      );
  }

  /** @param {HostControlsError} error */
  #finish(error) {
    if (this.#end) return;
    this.#end = error;
    for (const reject of this.#waiting) reject(error);
    this.#waiting.clear();
    if (error.reason === 'crashed') {
      for (const listener of this.#crashListeners) listener(error);
    }
    this.#crashListeners.clear();
    this.#onEnd();
    this.#resolveEnded();
  }

  /** The error that says why the program no longer runs, if it does not. */
  get end() {
    return this.#end;
  }

  /**
   * Asks the program, which starts if it has not; throws what it answers as an error, or why it cannot answer.
   * @template {Answer} T
   * @param {(api: Api) => T} ask
   * @returns {T}
   */
  ask(ask) {
    this.start();
    if (this.#end) throw this.#end;
    const answer = ask(this.#api);
    if (this.#end) throw this.#end;
    return checked(answer);
  }

  /**
   * As ask, for answers that take their time.
   * @template {Answer} T
   * @param {() => Promise<T>} ask
   * @returns {Promise<T>}
   */
  async askAndWait(ask) {
    if (this.#end) throw this.#end;
    const answer = await new Promise((/** @type {(answer: T) => void} */ resolve, reject) => {
      this.#waiting.add(reject);
      ask()
        .then(resolve, reject)
        .finally(() => this.#waiting.delete(reject));
    });
    return checked(answer);
  }

  /**
   * @param {(error: HostControlsError) => void} listener
   * @returns {() => void} removes it
   */
  onCrash(listener) {
    this.#crashListeners.add(listener);
    return () => this.#crashListeners.delete(listener);
  }

  /** Resolves when the program has ended, however it did. */
  dispose() {
    if (!this.#disposing && !this.#end) {
      this.#disposing = true;
      if (!this.#api) this.#finish(disposed());
      else if (this.#go?.onStack) queueMicrotask(() => this.#api.dispose()); // it cannot end there
      else this.#api.dispose();
    }
    return this.#ended;
  }
}

/**
 * Its own error only: a page may have put another into Object.prototype.
 * @template {Answer} T
 * @param {T} answer
 * @returns {T}
 */
function checked(answer) {
  if (Object.hasOwn(answer, 'error')) throw fromGo(/** @type {ErrorData} */ (answer.error));
  return answer;
}

const disposed = () => ended('Gavel was disposed. Call loadGavel() to start it again.');
