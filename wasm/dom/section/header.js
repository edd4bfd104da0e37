// @ts-check
/** The section of who and how many. */
import { createIcon, setIcon } from '../icons.js';
import { element } from '../element.js';

/** @param {Document} document */
export function createHeader(document) {
  const el = element.bind(undefined, document);
  const icon = createIcon.bind(undefined, document);
  const title = el('h2', { part: 'title', id: 'title', tabindex: '-1' });
  const people = el('span');
  const waiting = el('span', { class: 'waiting' });
  const recording = el('span', { class: 'recording' });
  const livestream = el('span', { class: 'recording' });
  const viewers = el('span');
  const watch = /** @type {HTMLAnchorElement} */ (el('a', { part: 'watch', target: '_blank', rel: 'noopener noreferrer', hidden: '' }));
  const speaker = el('button', { type: 'button', part: 'speaker', class: 'speaker', 'data-speaker': '', 'aria-keyshortcuts': 'S', hidden: '' });
  const ownAudio = el('span', { class: 'device' }, icon(), el('span'));
  const ownVideo = el('span', { class: 'device' }, icon(), el('span'));
  const rights = el('p', { part: 'rights', class: 'rights', hidden: '' });
  const foldedLine = el('summary');
  const foldedFields = el('code');
  const folded = el('details', { part: 'folded', class: 'folded', hidden: '' }, foldedLine, foldedFields);
  const header = el(
    'div',
    { part: 'header', class: 'header' },
    title,
    el('p', { class: 'facts' }, people, waiting, recording, livestream, viewers, watch, speaker),
    el('p', { class: 'own' }, ownAudio, ownVideo),
    rights,
    folded,
  );
  return { element: header, title, people, waiting, recording, livestream, viewers, watch, speaker, ownAudio, ownVideo, rights, folded, foldedLine, foldedFields };
}

export class Header {
  #parts;
  #words;
  #title = '';

  /**
   * @param {ReturnType<typeof createHeader>} parts
   * @param {import('../words.js').Words} words
   */
  constructor(parts, words) {
    this.#parts = parts;
    this.#words = words;
    parts.watch.textContent = words.say('watch');
  }

  /** @type {Record<string, (op: any[]) => void>} */
  ops = {
    'header.title': ([, title]) => {
      this.#title = title;
      this.showTitle();
    },
    'header.facts': (op) => this.#showFacts(op),
    'header.rights': (op) => this.#showRights(op),
  };

  showTitle() {
    this.#parts.title.textContent = this.#title || this.#words.say('panel');
  }

  /** @param {any[]} op */
  #showFacts([, people, waiting, recording, look, preset, livestream, viewers, playback, speaks, speaker]) {
    const parts = this.#parts;
    const words = this.#words;
    parts.people.textContent = words.say('people', { count: people });
    parts.waiting.textContent = waiting ? words.say('people.waiting', { count: waiting }) : '';
    parts.recording.textContent = words.say(`recording.${recording}`);
    parts.recording.dataset.state = recording;
    this.#showLivestream(livestream, viewers, playback);
    this.#showSpeaker(speaks, speaker);
    for (const [element, device, bit] of /** @type {[HTMLElement, string, number][]} */ ([
      [parts.ownAudio, 'audio', 1],
      [parts.ownVideo, 'video', 2],
    ])) {
      const state = look & bit ? 'on' : 'off';
      element.dataset.state = state;
      setIcon(/** @type {Element} */ (element.firstElementChild), `${device}-${state}`);
      /** @type {Element} */ (element.lastElementChild).textContent = words.say(`own.${device}.${state}`);
    }
    const panel = /** @type {HTMLElement} */ (parts.element.parentElement);
    panel.dataset.preset = preset;
  }

  /**
   * @param {boolean} speaks somebody does
   * @param {string} name
   */
  #showSpeaker(speaks, name) {
    const { speaker, title } = this.#parts;
    const hadFocus = speaker === /** @type {ShadowRoot} */ (speaker.getRootNode()).activeElement;
    speaker.hidden = !speaks;
    speaker.textContent = speaks ? this.#words.say('speaker', { name }) : '';
    if (hadFocus && !speaks) title.focus();
  }

  /**
   * @param {string} state as the SDK says it, '' in a meeting without livestreams
   * @param {number} viewers
   * @param {string} playback where it can be watched, if that is known
   */
  #showLivestream(state, viewers, playback) {
    const { livestream, viewers: watching, watch, title } = this.#parts;
    const words = this.#words;
    const isOn = state !== '' && state !== 'IDLE';
    livestream.textContent = isOn ? words.say(`livestream.${state}`) : '';
    livestream.dataset.state = state;
    watching.textContent = isOn && viewers > 0 ? words.say('viewers', { count: viewers }) : '';
    const address = isOn ? securely(playback) : undefined;
    const { activeElement } = /** @type {ShadowRoot} */ (watch.getRootNode());
    watch.hidden = address === undefined;
    if (address) watch.href = address;
    else watch.removeAttribute('href');
    if (watch.hidden && watch === activeElement) title.focus();
  }

  /** @param {any[]} op */
  #showRights([, granted, missing, fields]) {
    const { rights, folded, foldedLine, foldedFields } = this.#parts;
    const words = this.#words;
    const verbs = (/** @type {string} */ actions) =>
      words.and(actions.split(' ').map((action) => words.say(`right.${action}`)));
    rights.hidden = !granted;
    rights.textContent = words.say('rights', { list: verbs(granted) });
    folded.hidden = !missing;
    foldedLine.textContent = granted ? words.say('rights.missing', { list: verbs(missing) }) : words.say('rights.none');
    foldedFields.textContent = fields.split(' ').join(', ');
  }
}

/**
 * @param {string} address that others may have chosen
 * @returns {string | undefined} the address, if it is one of https, for anybody
 */
function securely(address) {
  try {
    const { protocol, username, password, href } = new URL(address);
    return protocol === 'https:' && !username && !password ? href : undefined;
  } catch {
    return undefined;
  }
}
