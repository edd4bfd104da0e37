import 'gavel-host-controls/define.js';
import { joinDemo } from '../demo-meeting.js';

const controls = document.querySelector('gavel-controls');
const news = document.querySelector('#news');

controls.addEventListener('outcome', ({ detail: { outcome } }) => {
  news.textContent = `${outcome.action}: ${outcome.status}`;
});
controls.addEventListener('closed', ({ detail: { state } }) => {
  news.textContent = `The meeting is over: ${state}`;
});
controls.addEventListener('load-error', ({ detail: { error } }) => {
  news.textContent = error.message;
});

// Taken out of the page, the element lets go of the meeting; put back, it takes it up again.
document.querySelector('#toggle').addEventListener('click', ({ currentTarget }) => {
  if (controls.isConnected) controls.remove();
  else document.querySelector('main').append(controls);
  currentTarget.setAttribute('aria-pressed', String(controls.isConnected));
});

try {
  controls.meeting = await joinDemo();
  news.textContent = 'Joined';
} catch (error) {
  news.textContent = error.message;
}
