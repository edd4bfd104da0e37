// @ts-check
/**
 * A browser compiles a function when it is first called, in WebAssembly too. So a page
 * that is going to show a panel has it shown to nobody, while it waits for its meeting.
 * It also forgets what it compiled for objects of which there is none any more, so the
 * panel that nobody sees stays for as long as the module runs. The elements of the panel to
 * come are made as well. What that buys, and what it takes, is in `make bench`.
 */
import { makeParts } from '../../wasm/dom/parts.js';
import { crowds } from './crowds.js';
import { HostControls, drop } from './hostcontrols.js';
import { makeBelieve, person } from './makebelieve.js';

/** @import { Program } from './program.js' */
/** @import { SpareTime } from './sparetime.js' */

/** How many are in the meeting, and how many stay. */
const people = 50;
const few = 2;

/** How many changes are shown. */
const changes = 30;

/**
 * How long to wait before changes and crowds: whoever joins at once has the page, and the processor's other
 * cores, to themselves.
 */
const joiningMs = 1000;

/**
 * Goes on in steps, when the page has nothing else to do.
 * @param {Program} program
 * @param {SpareTime} spareTime
 * @param {boolean} many a thousand people or more are expected
 */
export async function rehearse(program, spareTime, many) {
  const meeting = makeBelieve(Array.from({ length: people }, (_, i) => person(i)));
  const first = [
    () => new HostControls(program, meeting, { root: document.createElement('div'), remember: false }),
    () => makeParts(document),
  ];
  const more = [
    ...Array.from({ length: changes }, () => meeting.switchMicrophone),
    ...(many ? crowds(meeting) : []),
    () => meeting.readAnew(Array.from({ length: few }, (_, i) => person(i))),
    () => drop(new HostControls(program, meeting, { remember: false })), // Go's garbage goes with it, before a first list makes more
  ];
  try {
    await spareTime.whenQuiet(first);
    await spareTime.pause(joiningMs);
    await spareTime.whenIdle(more);
  } catch {
    // What is wrong shows again, and is told, when somebody attaches.
  }
}
