// @ts-check
/**
 * What loadGavel({ panel: true, expect: 'many' }) does beyond the rehearsal of every panel:
 * crowds come and go. A browser compiles anew, beside the page, what it has seen run often; so
 * it has done most of that when thousands are there to be shown. A first list of 1,000 takes
 * 0.75 times as long, of 5,000 0.65 times, for some 100 ms of CPU (Chromium 156).
 */
import { person } from './makebelieve.js';
import { prepareCrowd } from './panel.js';

/** @import { makeBelieve } from './makebelieve.js' */

/** How many come, how many of them stay until the next come, and how often that happens. */
const crowd = 400;
const rest = 50;
const times = 15;

/**
 * @param {ReturnType<typeof makeBelieve>} meeting
 * @returns {(() => void)[]} steps for spare time
 */
export function crowds(meeting) {
  const comeAndGo = [crowd, rest].map((count) => () => meeting.readAnew(Array.from({ length: count }, (_, i) => oneOf(i, count))));
  return [prepareCrowd, ...Array.from({ length: times }, () => comeAndGo).flat()];
}

/**
 * What some people have and others have not. With more than four kinds of object, and each
 * property in another place of them, what the browser compiles is for any object; otherwise it
 * is for those kinds, and lost with the SDK's first person.
 */
const notEverybodys = ['picture', 'presetName', 'customParticipantId', 'device', 'flags'];

/**
 * @param {number} number
 * @param {number} of how many: among others they have other names, and others are seen first
 */
function oneOf(number, of) {
  return {
    ...Object.fromEntries(notEverybodys.slice(number % (notEverybodys.length + 1)).map((name) => [name, `${name} ${number % 3}`])),
    ...person(number),
    name: `${(number + of) % 20} É is their name ${number % 150}`, // some are called the same, others nearly
  };
}
