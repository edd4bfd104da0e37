// A plugin that the demo has: while a host has it open, everybody sees for how long.

import { listen } from './listen.js';

const second = 1000;

/** What the SDK is told of it. */
export const timerPlugin = {
  id: 'timer',
  name: 'Timer',
  icon: '',
  component: null,
  permissions: { canActivate: true, canDeactivate: true },
};

/**
 * Shows the timer in an element while the plugin is open, until signal is aborted.
 *
 * @param {HTMLElement} element
 */
export function showTimer(meeting, element, signal) {
  const all = meeting.plugins?.all;
  if (!all) {
    return;
  }
  let since = 0;
  let ticking;

  const tick = () => {
    const seconds = Math.floor((Date.now() - since) / second);
    element.textContent = `Timer ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  };
  const stop = () => {
    clearInterval(ticking);
    ticking = undefined;
    element.hidden = true;
  };
  const paint = () => {
    const open = all.toArray().some(({ name, active }) => name === timerPlugin.name && active);
    if (!open) {
      stop();
    } else if (ticking === undefined) {
      since = Date.now();
      ticking = setInterval(tick, second);
      element.hidden = false;
      tick();
    }
  };

  listen(all, 'stateUpdate', paint, signal);
  signal.addEventListener('abort', stop, { once: true });
  paint();
}
