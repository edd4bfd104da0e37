// @ts-check
/** The section of who waits to be let in. */
import { createControls } from '../controls.js';
import { element } from '../element.js';
import { Queue, createQueue } from '../queue.js';
import { inList } from '../row.js';

/** @type {import('../row.js').Kind} */
const kind = {
  roles: inList,
  slots: 2,
  devices: 0,
  inMenu: 2,
  labelled: true,
  badges: ['waiting.gone', 'waiting.inside', 'waiting.twice'],
  iconOf: () => undefined,
};

/** @param {Document} document */
export function createWaiting(document) {
  const controls = createControls(document, 'waiting');
  const everybody = element(document, 'div', { class: 'everybody' }, ...controls.map(({ holder }) => holder));
  const muted = element(document, 'p', { class: 'muted', hidden: '' });
  return { ...createQueue(document, { part: 'waiting', beside: [everybody], below: [muted] }), controls, muted };
}

export class Waiting extends Queue {
  #muted;

  /**
   * @param {ReturnType<typeof createWaiting>} parts
   * @param {import('../words.js').Words} words
   * @param {(type: string, ...args: unknown[]) => void} tell
   * @param {import('../queue.js').Place} place
   */
  constructor(parts, words, tell, place) {
    super({ name: 'waiting', kind, parts }, words, tell, place);
    parts.heading.textContent = words.say('waiting');
    parts.muted.textContent = words.say('sound.blocked');
    this.#muted = parts.muted;
  }

  /** @param {boolean} muted the browser holds the sound of who knocks back */
  showMuted(muted) {
    this.#muted.hidden = !muted;
  }
}
