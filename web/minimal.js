import { loadGavel } from '/gavel/index.js';
import { join } from './meeting.js';

const loading = loadGavel(); // downloads while the SDK joins
const meeting = await join({ meeting: 'demo', name: 'Host', preset: 'host' }, { audio: false, video: false });
const controls = (await loading).attach(meeting);

const button = document.querySelector('#mute-all');
const result = document.querySelector('#result');
result.value = `Others here: ${controls.snapshot.counts.participants}`;
button.disabled = false;
button.addEventListener('click', async () => {
  try {
    const { status, targets } = await controls.perform({ action: 'disableAllAudio' });
    result.value = `${status}: ${targets.filter((target) => target.status === 'confirmed').length} muted`;
  } catch (error) {
    result.value = error.message; // a HostControlsError: what was wrong, and the missing permission
  }
});
