// The form one joins with. The address may fill it in: ?meeting=…&role=…&name=…
// and autojoin=1 to join without a click (for demonstrations and tests).
// A token is never read from an address nor written into one.

import { roleName } from './roles.js';

/**
 * Fills the form and calls onJoin(who, media) when it is sent. onJoin's
 * promise keeps the form busy; what it rejects with is shown.
 */
export function welcome(form, demo, onJoin) {
  const address = new URLSearchParams(location.search);
  const { kind, name, role, meeting, token, audio, video } = form.elements;
  const button = form.querySelector('#join');
  const problem = form.querySelector('#problem');

  for (const preset of demo.presets) {
    role.append(new Option(roleName(preset), preset));
  }
  if (demo.presets.includes(address.get('role'))) {
    role.value = address.get('role');
  }
  meeting.value = address.get('meeting') || demo.meeting;
  name.value = address.get('name') ?? '';

  form.querySelector('#kind').hidden = !demo.localRoom;
  kind.value = demo.localRoom ? 'local' : 'real';

  const follow = () => {
    for (const fields of form.querySelectorAll('[data-kind]')) {
      fields.hidden = fields.dataset.kind !== kind.value;
    }
    meeting.required = kind.value === 'local';
    token.required = kind.value === 'real';
    name.placeholder = roleName(role.value);
  };
  form.addEventListener('change', follow);
  follow();

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const who = kind.value === 'real'
      ? { token: token.value.trim() }
      : { meeting: meeting.value.trim(), name: name.value.trim() || name.placeholder, preset: role.value };
    problem.textContent = '';
    busy(true);
    try {
      await onJoin(who, { audio: audio.checked, video: video.checked });
      token.value = '';
    } catch (error) {
      problem.textContent = explain(error);
    } finally {
      busy(false);
    }
  });

  const busy = (is) => {
    button.disabled = is;
    button.textContent = is ? 'Joining…' : 'Join';
  };
  busy(false);

  if (address.get('autojoin') === '1' && kind.value === 'local') {
    form.requestSubmit();
  }
}

/** Says what went wrong; the SDK's codes are strings. */
function explain(error) {
  switch (String(error?.code)) {
    case '0004':
      return 'The token is not valid, or it has run out. Ask for a new one.';
    case '0010':
      return 'This browser cannot join meetings.';
    case '0014':
      return 'The meeting is there, but no audio or video connection could be made.';
    default:
      return error?.message || 'Joining failed.';
  }
}
