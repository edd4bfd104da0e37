// @ts-check
import { version } from 'gavel:build';
import { HostControls } from './hostcontrols.js';

/** @import * as Public from '../index.d.ts' */
/** @import { Program } from './program.js' */

/**
 * The loaded module, as a page knows it.
 * @implements {Public.Gavel}
 */
export class Gavel {
  #program;
  #forget;

  /**
   * @param {Program} program
   * @param {() => void} forget makes the next loadGavel() start anew
   */
  constructor(program, forget) {
    this.#program = program;
    this.#forget = forget;
    program.ended.then(forget);
  }

  get version() {
    return version;
  }

  /**
   * @param {unknown} meeting
   * @param {unknown} [options]
   */
  attach(meeting, options) {
    return new HostControls(this.#program, meeting, options);
  }

  dispose() {
    this.#forget();
    return this.#program.dispose();
  }
}
