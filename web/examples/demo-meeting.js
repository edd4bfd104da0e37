// The meeting that the examples join. In your page this is where the RealtimeKit SDK joins yours.

import { join } from '../meeting.js';

/**
 * Joins the demo room and resolves with the SDK's meeting. The page's address
 * may say where and as whom: ?meeting=demo&name=Ann&preset=guest.
 */
export function joinDemo() {
  const address = Object.fromEntries(new URLSearchParams(location.search));
  return join({ meeting: 'demo', name: 'Host', preset: 'host', ...address }, { audio: false, video: false });
}
