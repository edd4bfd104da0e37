// Joins a meeting with the RealtimeKit SDK. The rest of the page, and whatever
// else wants to work with the meeting, takes the object that join returns.

import { mint } from './account.js';
import { demo } from './demo.js';
import { timerPlugin } from './timer.js';

/**
 * Joins and resolves with the SDK's meeting. A person who must be admitted
 * first is then in roomState "waitlisted". A microphone or camera that the
 * browser refuses does not keep anybody out.
 *
 * @param {{token: string} | {account: object} | {meeting: string, name: string, preset: string}} who
 *   a real participant's auth token, whom the server shall get one for, or a place in the demo room
 * @param {{audio: boolean, video: boolean}} media what to join with
 */
export async function join(who, media) {
  const RealtimeKitClient = await loadSDK();
  const pass = await passFor(who);
  const meeting = await RealtimeKitClient.init({ ...pass, defaults: { ...media, plugins: [timerPlugin] } });
  try {
    await meeting.join();
  } catch (error) {
    meeting.leave().catch(() => {}); // the failed join is what the caller hears about
    throw error;
  }
  return meeting;
}

/** What init needs to know. */
async function passFor(who) {
  if ('token' in who) {
    return { authToken: who.token };
  }
  return 'account' in who ? { authToken: await mint(who.account) } : localPass(who);
}

/** Asks the demo room for a token of its own. */
async function localPass(who) {
  const answer = await fetch('/local/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...who, userId: userOf(who) }),
  });
  const body = await answer.json();
  if (!answer.ok) {
    throw new Error(body.error.message);
  }
  return body;
}

/** Whoever loads the page anew in a tab is the same user as before, as with an account. */
function userOf({ meeting, preset, name }) {
  const key = ['user', meeting, preset, name].join('\n');
  try {
    const known = sessionStorage.getItem(key) ?? crypto.randomUUID();
    sessionStorage.setItem(key, known);
    return known;
  } catch {
    return undefined; // without storage everybody is new
  }
}

let loading;

/** Loads the SDK once; a failed load can be tried again. */
export function loadSDK() {
  loading ??= load().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load() {
  const { localRoom } = await demo();
  if (localRoom) {
    await script('/local/bridge.js', 'The demo room’s script did not load.');
  }
  await script('/sdk/browser.js', 'The RealtimeKit SDK did not load. Install it with “npm ci” in the folder js.');
  return globalThis.RealtimeKitClient;
}

function script(src, problem) {
  return new Promise((resolve, reject) => {
    const element = document.createElement('script');
    element.src = src;
    element.onload = resolve;
    element.onerror = () => {
      element.remove();
      reject(new Error(problem));
    };
    document.head.append(element);
  });
}
