// @ts-check
/** A module of Go's in the page: its start, the ways into it, what it prints, its timers, and its end. */
import { defineGo } from 'gavel:build';
import { bare } from '../../wasm/dom/bare.js';

/**
 * Go collects its garbage when the memory in use has grown by so many percent. With Go's
 * own 100 a meeting of 5,000 is read while garbage is collected; with 400 it is no quicker
 * than with 200, and after 50,000 changes there are 21 MB of WebAssembly memory, not 13.
 */
const garbagePercent = '200';

export class GoInPage {
  #module;
  #go;
  /** @type {WebAssembly.Instance} */
  #instance;

  /**
   * @param {WebAssembly.Module} module
   * @param {Record<string, any>} scope what it has for the global object
   * @param {{
   *   args?: string[], env?: Record<string, string>, print?: (line: string) => void,
   *   onExit: (code: number, panic?: Error) => void, onBreak: (cause: unknown) => void,
   * }} how onExit: told when Go has ended; panic: what it printed then; onBreak: told, once, what
   *   got out of it, which has broken it
   */
  constructor(module, scope, { args = [], env = {}, print = (line) => console.error(line), onExit, onBreak }) {
    this.#module = module;
    const Go = guarded(defineGo(scope), onBreak);
    const panic = printLines(scope.fs, print);
    const go = new Go();
    go.argv.push(...args);
    go.env = { GOGC: garbagePercent, ...env };
    go.exit = (code) => {
      cancelTimers(go);
      onExit(code, panic());
    };
    this.#go = go;
  }

  /** Has to be done before begin(). */
  async instantiate() {
    this.#instance = await WebAssembly.instantiate(this.#module, this.#go.importObject);
  }

  begin() {
    this.#go.begin(this.#instance);
  }

  /** Whether who asks was called by Go. */
  get onStack() {
    return this.#go.depth > 0;
  }

  /**
   * Calls the export of that name, which spares the page most of what a callback costs.
   * @param {number} port
   */
  wakeUp(port) {
    return this.#go.wakeUp(port);
  }
}

/**
 * The ways into the program are begin, _resume and wakeUp. After its end a late
 * promise or listener of the page finds nothing to do there; and what gets
 * out of it (a trap, a getter of the page that throws where Go reads it)
 * has broken it for good.
 * @param {ReturnType<typeof defineGo>} Go
 * @param {(cause: unknown) => void} onBreak
 */
function guarded(Go, onBreak) {
  /**
   * @template T
   * @param {InstanceType<typeof Go> & { depth: number }} go
   * @param {() => T} act
   */
  const enter = (go, act) => {
    if (go.exited) return undefined;
    go.depth += 1;
    try {
      return act();
    } catch (cause) {
      go.exited = true;
      cancelTimers(go);
      onBreak(cause);
      return undefined;
    } finally {
      go.depth -= 1;
    }
  };
  return class extends Go {
    /** How many calls into Go are on the stack. */
    depth = 0;

    /** @param {WebAssembly.Instance} instance */
    begin(instance) {
      const begin = /** @type {(count: number, values: number) => void} */ (instance.exports.run);
      const run = (/** @type {[number, number]} */ ...args) => enter(this, () => begin(...args));
      // Go's run() takes nothing but an Instance.
      void this.run(Object.create(instance, { exports: bare({ value: { ...instance.exports, run } }) }));
    }

    /** @override */
    _resume() {
      enter(this, () => super._resume());
    }

    /** @param {number} port */
    wakeUp(port) {
      return enter(this, () => this._inst.exports.wakeUp(port)) === 1;
    }
  };
}

/**
 * Prints line by line what the program writes, and keeps why it broke.
 * @param {{ writeSync(file: number, bytes: Uint8Array): number }} files
 * @param {(line: string) => void} print
 * @returns {() => Error | undefined}
 */
function printLines(files, print) {
  const decoder = new TextDecoder();
  let line = '';
  let panic = '';
  files.writeSync = (_file, bytes) => {
    const lines = (line + decoder.decode(bytes, { stream: true })).split('\n');
    line = lines.pop() ?? '';
    for (const whole of lines) {
      if (/^(panic|fatal error):/.test(whole)) panic = whole;
      print(whole);
    }
    return bytes.length;
  };
  return () => (panic ? new Error(panic) : undefined);
}

/** @param {{ _scheduledTimeouts: Map<number, ReturnType<typeof setTimeout>> }} go */
function cancelTimers(go) {
  for (const timeout of go._scheduledTimeouts.values()) clearTimeout(timeout);
  go._scheduledTimeouts.clear();
}
