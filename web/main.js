// The demo: from the form through the waiting room and the meeting to its end.

import { demo } from './demo.js';
import { ownDevices, refusals } from './devices.js';
import { ending } from './endings.js';
import { loadHostPanel, showHostPanel } from './hostpanel.js';
import { invite } from './invitations.js';
import { listen } from './listen.js';
import { join, loadSDK } from './meeting.js';
import { showRequests } from './requests.js';
import { playSound } from './sound.js';
import { showTiles } from './tiles.js';
import { showTimer } from './timer.js';
import { welcome } from './welcome.js';
import { showWhoWaits } from './whowaits.js';

const $ = (selector) => document.querySelector(selector);

/** Shows one of the screens and moves the focus to its heading. */
function show(screen) {
  document.body.dataset.screen = screen;
  $(`[data-shows="${screen}"] h1`).focus();
}

function tell(sentence) {
  $('#notice-text').textContent = sentence;
  $('#notice').hidden = sentence === '';
}

/** A line across the page for as long as something is wrong. */
function banner(sentence) {
  $('#banner').textContent = sentence;
}

/** Follows a meeting that was joined, and those one is moved to, until it is over for this person. */
function follow(meeting, media) {
  const over = new AbortController();
  let controls; // a promise of those of the host's panel, which follow by themselves

  const finish = ({ state }) => {
    over.abort();
    banner('');
    tell('');
    $('#title').textContent = '';
    $('#count').textContent = '';
    const { heading, text } = ending(state);
    $('#over-heading').textContent = heading;
    $('#over-text').textContent = text;
    show('over');
  };

  const stay = (room) => {
    const { self, meta } = room;
    const here = new AbortController();
    const { signal } = here;
    over.signal.addEventListener('abort', () => here.abort(), { signal });
    let entered = false;

    const enter = () => {
      banner('');
      if (entered) {
        return; // back after a lost connection
      }
      entered = true;
      if (document.body.dataset.screen !== 'meeting') {
        show('meeting');
      }
      $('#title').textContent = meta.meetingTitle;
      showTiles(room, {
        tiles: $('#tiles'), nobody: $('#nobody'), count: $('#count'),
        pager: $('#pager'), label: $('#page'), previous: $('#previous'), next: $('#next'),
      }, signal);
      showTimer(room, $('#timer'), signal);
      playSound(room, $('#sound'), signal);
      ownDevices(room, { microphone: $('#microphone'), camera: $('#camera') }, tell, signal);
      const panel = $('#host-panel');
      if (!controls) {
        tell(refusals(self, media));
        controls = showHostPanel(room, panel, tell, over.signal);
      }
      controls.then((there) => {
        if (there && !signal.aborted) {
          showRequests(there, room, { place: $('#requests'), isShown: () => panel.checkVisibility() }, tell, signal);
        }
      });
      showWhoWaits(room, { title: $('title'), button: $('#panel-toggle span') }, signal);
    };

    listen(self, 'roomJoined', enter, signal);
    listen(self, 'roomLeft', (left) => {
      if (left.state === 'connected-meeting') {
        banner('Moving to another room…');
      } else if (left.state !== 'disconnected') { // the SDK tries to come back; "failed" follows when it gives up
        finish(left);
      }
    }, signal);
    listen(room.connectedMeetings, 'meetingChanged', (next) => {
      here.abort();
      stay(next);
    }, signal);
    listen(meta, 'socketConnectionUpdate', ({ state }) => {
      banner(state === 'connected' ? '' : 'Connection lost. Trying to reconnect…');
    }, signal);
    const leave = () => room.leave().catch((error) => tell(error.message));
    $('#leave').addEventListener('click', leave, { signal });
    $('#stop-waiting').addEventListener('click', leave, { signal });

    if (self.roomState === 'waitlisted') {
      show('waiting');
    } else if (self.roomState === 'joined') {
      enter();
    } else {
      finish({ state: 'failed' }); // the room one was moved to could not be joined
    }
  };
  stay(meeting);
}

async function start() {
  const server = await demo();
  welcome($('#welcome'), server, async (who, media) => {
    const meeting = await join(who, media);
    const local = 'meeting' in who; // nobody can be invited to a real meeting without a token
    $('#invite').hidden = !local;
    invite($('#invitations'), who.meeting, local ? server.presets : []);
    follow(meeting, media);
  });
  loadSDK().catch((error) => banner(error.message)); // meanwhile the form is filled in
  loadHostPanel().catch(() => {}); // told about when the meeting is joined
}

$('#again').addEventListener('click', () => show('welcome'));
$('#dismiss-notice').addEventListener('click', () => tell(''));

/** Opens or closes the sheet with the host's panel, in a narrow window. */
function showSheet(open) {
  document.body.classList.toggle('panel-open', open);
  $('#panel-toggle').setAttribute('aria-expanded', String(open));
}

$('#panel-toggle').addEventListener('click', () => showSheet(!document.body.classList.contains('panel-open')));
// Whoever uses the panel does not close it; it stops the event where it has used it.
document.addEventListener('pointerdown', ({ target }) => {
  if (!$('#host-panel').contains(target) && !$('#panel-toggle').contains(target)) {
    showSheet(false);
  }
});
document.addEventListener('keydown', ({ key, defaultPrevented }) => {
  if (key === 'Escape' && !defaultPrevented) {
    const hadFocus = $('#host-panel').contains(document.activeElement);
    showSheet(false);
    if (hadFocus) {
      $('#panel-toggle').focus(); // which in a wide window, where the panel stays, cannot have it
    }
  }
});
for (const [event, ends] of [
  ['click', ({ target }) => !$('#invite').contains(target)],
  ['keydown', ({ key }) => key === 'Escape'],
]) {
  document.addEventListener(event, (happened) => {
    if (ends(happened)) {
      $('#invite').open = false;
    }
  });
}

start();
