// How the demo calls the presets that come with the demo room.

const roles = {
  host: 'Host',
  cohost: 'Co-host',
  guest: 'Guest',
  'waiting-guest': 'Guest who must be let in',
  'webinar-host': 'Webinar host',
  'webinar-viewer': 'Webinar viewer',
  'livestream-host': 'Livestream host',
  'livestream-viewer': 'Livestream viewer',
};

/** The presets in the order in which the demo offers them, unknown ones last. */
export function inOrder(presets) {
  const place = (preset) => (Object.hasOwn(roles, preset) ? Object.keys(roles).indexOf(preset) : Infinity);
  return presets.toSorted((a, b) => place(a) - place(b) || a.localeCompare(b));
}

/** The words for a preset: its own name when it is not one of ours. */
export function roleName(preset) {
  return Object.hasOwn(roles, preset) ? roles[preset] : preset;
}
