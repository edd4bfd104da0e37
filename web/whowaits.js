// Says in the title of the page, and on the button of the host's panel, who waits to be let in.

import { listen } from './listen.js';
import { isolated, shownName } from './names.js';

/**
 * @param {{title: HTMLElement, button: HTMLElement}} places
 * @param {AbortSignal} signal ends it
 */
export function showWhoWaits(meeting, { title, button }, signal) {
  const { self, participants: { waitlisted } } = meeting;
  const plain = { title: title.textContent, button: button.textContent };
  const show = () => {
    const waiting = self.permissions.acceptWaitingRequests ? [...waitlisted.values()] : [];
    const [first] = waiting;
    const sentence = waiting.length === 1 ? `${isolated(shownName(first.name, 'Somebody'))} waits` : `${waiting.length} wait`;
    title.textContent = first ? `${sentence} – ${plain.title}` : plain.title;
    button.textContent = first ? `${plain.button} (${waiting.length})` : plain.button;
  };
  for (const event of ['participantJoined', 'participantLeft', 'participantsCleared']) {
    listen(waitlisted, event, show, signal);
  }
  listen(self.permissions, 'permissionsUpdate', show, signal);
  signal.addEventListener('abort', () => {
    title.textContent = plain.title;
    button.textContent = plain.button;
  });
  show();
}
