// @ts-check
import { version } from 'gavel:build';
import { HostControls } from './hostcontrols.js';
import { rehearse } from './rehearsal.js';
import { SpareTime } from './sparetime.js';

/** @import * as Public from '../index.d.ts' */
/** @import { Program } from './program.js' */

/** @typedef {{ panel: boolean, many: boolean }} Expected whether a panel is going to be shown, and many people in it */

/**
 * The loaded module, as a page knows it.
 * @implements {Public.Gavel}
 */
export class Gavel {
  #program;
  #forget;
  #spareTime = new SpareTime();

  /**
   * @param {Program} program
   * @param {() => void} forget makes the next loadGavel() start anew
   * @param {Expected} expected
   */
  constructor(program, forget, expected) {
    this.#program = program;
    this.#forget = forget;
    void this.#getReady(expected);
  }

  /** @param {Expected} expected */
  async #getReady({ panel, many }) {
    await this.#spareTime.whenQuiet([() => this.#program.start()]);
    if (panel) await rehearse(this.#program, this.#spareTime, many);
  }

  get version() {
    return version;
  }

  /**
   * @param {unknown} meeting
   * @param {unknown} [options]
   */
  attach(meeting, options) {
    this.#spareTime.end();
    return new HostControls(this.#program, meeting, options);
  }

  dispose() {
    this.#spareTime.end();
    this.#forget();
    return this.#program.dispose();
  }
}
