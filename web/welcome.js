// The form one joins with. The address may fill it in: ?meeting=…&role=…&name=…
// and autojoin=1 to join without a click (for demonstrations and tests).
// A token is never read from an address nor written into one.

import { presets, rights } from './account.js';
import { roleName } from './roles.js';

/**
 * Fills the form and calls onJoin(who, media) when it is sent. onJoin's
 * promise keeps the form busy; what it rejects with is shown.
 */
export function welcome(form, demo, onJoin) {
  const address = new URLSearchParams(location.search);
  const { kind, name, role, meeting, token, audio, video } = form.elements;
  const { accountName, accountPreset, accountMeeting } = form.elements;
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

  // A server with an account gets the tokens for real meetings itself.
  const real = demo.account ? 'account' : 'token';
  const way = () => kind.value === 'real' ? real : kind.value;
  const follow = () => {
    for (const fields of form.querySelectorAll('[data-kind]')) {
      fields.hidden = fields.dataset.kind !== way();
    }
    meeting.required = way() === 'local';
    token.required = way() === 'token';
    accountName.required = accountPreset.required = accountMeeting.required = way() === 'account';
    name.placeholder = roleName(role.value);
  };
  form.addEventListener('change', follow);
  follow();

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const who = {
      local: () => ({ meeting: meeting.value.trim(), name: name.value.trim() || name.placeholder, preset: role.value }),
      token: () => ({ token: token.value.trim() }),
      account: () => ({ account: { meeting: accountMeeting.value.trim(), name: accountName.value.trim(), preset: accountPreset.value } }),
    }[way()]();
    problem.textContent = '';
    busy(true);
    try {
      await onJoin(who, { audio: audio.checked, video: video.checked });
      token.value = '';
    } catch (error) {
      problem.textContent = explain(error, way() === 'local');
    } finally {
      busy(false);
    }
  });

  const busy = (is) => {
    button.disabled = is;
    button.textContent = is ? 'Joining…' : 'Join';
  };
  busy(false);

  if (demo.account) {
    offer(accountPreset, form.querySelector('#rights')).catch((error) => {
      problem.textContent = error.message;
    });
  }

  if (address.get('autojoin') === '1' && kind.value === 'local') {
    form.requestSubmit();
  }
}

/** Lists the account's presets and says what the chosen one allows. */
async function offer(select, line) {
  const say = async () => {
    const chosen = select.value;
    const given = await rights(chosen);
    if (select.value === chosen) {
      line.textContent = given.length === 0 ? 'No power over others.' : `Power over others: ${given.join(', ')}`;
    }
  };
  for (const preset of await presets()) {
    select.append(new Option(preset, preset));
  }
  select.addEventListener('change', () => say().catch((error) => {
    line.textContent = error.message;
  }));
  await say();
}

/** Then the demo room is at 127.0.0.1 only, which Firefox does not take by itself. */
const withoutNetwork = 'In Firefox on a machine without a network, set media.peerconnection.ice.loopback to true in about:config, and allow this page the microphone for good.';

/** Says what went wrong, in the demo room or elsewhere; the SDK's codes are strings. */
function explain(error, local) {
  switch (String(error?.code)) {
    case '0004':
      return 'The token is not valid, or it has run out. Ask for a new one.';
    case '0010':
      return 'This browser cannot join meetings.';
    case '0014':
      return `The meeting is there, but no audio or video connection could be made.${local ? ` ${withoutNetwork}` : ''}`;
    default:
      return error?.message || 'Joining failed.';
  }
}
