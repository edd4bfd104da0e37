// @ts-check
import { version } from 'gavel:build';
import { HostControls } from './hostcontrols.js';
import { rehearseWhenIdle } from './rehearsal.js';

/** @import * as Public from '../index.d.ts' */
/** @import { Program } from './program.js' */

/**
 * The loaded module, as a page knows it.
 * @implements {Public.Gavel}
 */
export class Gavel {
  #program;
  #forget;
  #callOffRehearsal = () => {};

  /**
   * @param {Program} program
   * @param {() => void} forget makes the next loadGavel() start anew
   * @param {boolean} panel one is going to be shown
   */
  constructor(program, forget, panel) {
    this.#program = program;
    this.#forget = forget;
    program.ended.then(forget);
    if (panel) this.#callOffRehearsal = rehearseWhenIdle(program);
  }

  get version() {
    return version;
  }

  /**
   * @param {unknown} meeting
   * @param {unknown} [options]
   */
  attach(meeting, options) {
    this.#callOffRehearsal();
    return new HostControls(this.#program, meeting, options);
  }

  dispose() {
    this.#callOffRehearsal();
    this.#forget();
    return this.#program.dispose();
  }
}
