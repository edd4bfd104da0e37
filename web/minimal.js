import { loadGavel } from '/gavel/index.js';
import { join } from './meeting.js';

const button = document.querySelector('#mute-all');
const result = document.querySelector('#result');
try {
  const loading = loadGavel(); // downloads while the SDK joins
  const meeting = await join({ meeting: 'demo', name: 'Host', preset: 'host' }, { audio: false, video: false });
  const controls = (await loading).attach(meeting);
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
} catch (error) {
  result.value = error.message; // of the join, or why the controls did not load
}
