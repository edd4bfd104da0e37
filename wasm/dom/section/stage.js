// @ts-check
/** The section of who asks to come on stage. */
import { Queue, createQueue } from '../queue.js';
import { inList } from '../row.js';

/** @type {import('../row.js').Kind} */
const kind = {
  roles: inList,
  slots: 2,
  devices: 0,
  inMenu: 2,
  labelled: true,
  badges: ['stage.gone'],
  iconOf: () => undefined,
};

/** @param {Document} document */
export const createStage = (document) => createQueue(document, { part: 'stage' });

export class Stage extends Queue {
  /**
   * @param {ReturnType<typeof createStage>} parts
   * @param {import('../words.js').Words} words
   * @param {(type: string, ...args: unknown[]) => void} tell
   * @param {import('../queue.js').Place} place
   */
  constructor(parts, words, tell, place) {
    super({ name: 'stage', kind, parts }, words, tell, place);
    parts.heading.textContent = words.say('stage');
  }
}
