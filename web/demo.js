// What the server behind this page has.

import { inOrder } from './roles.js';

let asked;

/**
 * Resolves with the server's description: whether there is a demo room and an
 * account for real meetings, the meeting it suggests and the presets one may take there. A server that does
 * not know the question has no room.
 *
 * @returns {Promise<{localRoom: boolean, account: boolean, meeting: string, presets: string[]}>}
 */
export function demo() {
  asked ??= ask();
  return asked;
}

async function ask() {
  const answer = await fetch('/demo.json');
  if (!answer.ok) {
    return { localRoom: false, account: false, meeting: '', presets: [] };
  }
  const description = await answer.json();
  return { ...description, presets: inOrder(description.presets) };
}
