// Links that open another tab in the same meeting.

import { roleName } from './roles.js';

/** Fills a list with one link for each role. */
export function invite(list, meeting, presets) {
  list.replaceChildren(...presets.map((preset) => {
    const link = document.createElement('a');
    link.href = `./?${new URLSearchParams({ meeting, role: preset })}`;
    link.target = '_blank';
    link.rel = 'noopener';
    link.textContent = roleName(preset);
    const item = document.createElement('li');
    item.append(link);
    return item;
  }));
}
