// What somebody in the meeting asks of this person, where the host's panel does not show it.

import { listen } from './listen.js';

const kinds = {
  audio: { asks: 'Somebody in this meeting asks you to unmute.', accept: 'Unmute', enabled: 'audioEnabled', update: 'audioUpdate' },
  video: { asks: 'Somebody in this meeting asks you to start your camera.', accept: 'Start camera', enabled: 'videoEnabled', update: 'videoUpdate' },
};

/**
 * @param controls of the meeting
 * @param {{ place: HTMLElement, isShown: () => boolean }} page where the questions go, and whether
 *   the panel shows them already
 * @param {(sentence: string) => void} tell hears what went wrong
 */
export function showRequests(controls, { self }, { place, isShown }, tell, signal) {
  const lines = new Map();
  const remove = (kind) => {
    lines.get(kind)?.remove();
    lines.delete(kind);
  };
  controls.addEventListener('request', ({ detail: { kind, accept, decline } }) => {
    if (isShown()) {
      return;
    }
    remove(kind);
    const line = question(kinds[kind], {
      accept: () => accept().catch((error) => tell(error.message)),
      decline,
      then: () => remove(kind),
    });
    lines.set(kind, line);
    place.append(line);
  }, { signal });
  for (const [kind, { enabled, update }] of Object.entries(kinds)) {
    listen(self, update, () => self[enabled] && remove(kind), signal);
  }
  signal.addEventListener('abort', () => place.replaceChildren(), { once: true });
}

/** A line with two answers. */
function question({ asks, accept: words }, { accept, decline, then }) {
  const line = document.createElement('div');
  line.className = 'toast';
  const text = document.createElement('p');
  text.textContent = asks;
  const button = (label, answer) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = label;
    made.addEventListener('click', () => {
      then();
      answer();
    });
    return made;
  };
  line.append(text, button(words, accept), button('Not now', decline));
  return line;
}
