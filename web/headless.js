// The controller driven by plain buttons and a log.

import { loadGavel } from '/gavel/index.js';
import { demo } from './demo.js';
import { join } from './meeting.js';
import { roleName } from './roles.js';

const onOnePerson = ['disableAudio', 'disableVideo', 'pin', 'unpin', 'kick'];
const onTheMeeting = ['disableAllAudio', 'disableAllVideo', 'kickAll', 'leave'];
const mostRows = 50;

const $ = (selector) => document.querySelector(selector);
const loading = loadGavel();

function log(text, kind) {
  const line = document.createElement('li');
  line.textContent = text;
  line.dataset.kind = kind;
  $('#log').prepend(line);
}

/** How an outcome reads: its status, its duration, and what went otherwise for whom. */
function describe(outcome) {
  const otherwise = outcome.targets
    .filter((target) => target.status !== outcome.status)
    .map((target) => `${target.name || target.id} ${target.status}${target.message ? ` (${target.message})` : ''}`);
  return [`${outcome.status} after ${Math.round(outcome.elapsedMs)} ms`, ...otherwise].join(', ');
}

/** How an error reads: its reason, the SDK's code where it is another word, what is missing, and the sentence. */
function explain({ reason, code, permission, message }) {
  const words = [reason, code === reason ? '' : code, permission ? `(${permission})` : ''];
  return `${words.filter(Boolean).join(' ')}: ${message}`;
}

/** A button for an action; one that may not be used stays focusable and says why. */
function actionButton(controls, action, person) {
  const verdict = controls.can(action, person?.id);
  const button = document.createElement('button');
  button.type = 'button';
  button.dataset.action = action;
  button.textContent = action;
  button.setAttribute('aria-label', person ? `${action} ${person.name || person.id}` : action);
  if (!verdict.allowed) {
    button.setAttribute('aria-disabled', 'true');
    button.title = verdict.message;
  } else if (verdict.pending) {
    button.setAttribute('aria-busy', 'true');
  }
  button.addEventListener('click', async () => {
    const what = person ? `${action} ${person.name || person.id}` : action;
    try {
      const outcome = await controls.perform(person ? { action, target: person.id } : { action });
      log(`${what}: ${describe(outcome)}`, outcome.status);
    } catch (error) {
      log(`${what}: ${explain(error)}`, 'error');
    }
  });
  return button;
}

/** A cell; its label is shown where there is no room for the table's head. */
function cell(text, label) {
  const made = document.createElement('td');
  made.textContent = text;
  if (label) made.dataset.label = label;
  return made;
}

function row(controls, person) {
  const line = document.createElement('tr');
  line.dataset.participant = person.id;
  line.append(
    cell(person.name || '(no name)'),
    cell(person.audioEnabled ? 'on' : 'off', 'Microphone'),
    cell(person.videoEnabled ? 'on' : 'off', 'Camera'),
    cell(person.isPinned ? 'pinned' : ''),
  );
  const actions = document.createElement('div');
  actions.className = 'actions';
  actions.append(...onOnePerson.map((action) => actionButton(controls, action, person)));
  const last = document.createElement('td');
  last.append(actions);
  line.append(last);
  return line;
}

function show(controls) {
  const { participants, roomState, connection, title, self } = controls.snapshot;
  $('#room').textContent = `${title}: ${roomState}, ${connection}, ${self.presetName}`;
  const focused = document.activeElement?.dataset.action && {
    action: document.activeElement.dataset.action,
    participant: document.activeElement.closest('[data-participant]')?.dataset.participant,
  };
  $('#meeting-actions').replaceChildren(...onTheMeeting.map((action) => actionButton(controls, action)));
  $('#people').replaceChildren(...participants.slice(0, mostRows).map((person) => row(controls, person)));
  $('#more').textContent = participants.length > mostRows ? `and ${participants.length - mostRows} more` : '';
  if (focused) {
    const place = focused.participant
      ? [...$('#people').children].find((line) => line.dataset.participant === focused.participant)
      : $('#meeting-actions');
    place?.querySelector(`[data-action="${focused.action}"]`)?.focus();
  }
}

$('#join').addEventListener('submit', async (event) => {
  event.preventDefault();
  const button = $('#join button');
  button.disabled = true;
  $('#problem').textContent = '';
  try {
    const who = Object.fromEntries(new FormData($('#join')));
    const meeting = await join(who, { audio: false, video: false });
    const controls = (await loading).attach(meeting);
    controls.addEventListener('change', () => show(controls));
    controls.addEventListener('notice', ({ detail }) => log(detail.text, detail.level));
    controls.addEventListener('closed', ({ detail }) => log(`The meeting is over: ${detail.state}`, 'closed'));
    controls.addEventListener('crash', ({ detail }) => log(detail.error.message, 'error'));
    $('#join').hidden = true;
    $('#controls').hidden = false;
    show(controls);
  } catch (error) {
    $('#problem').textContent = error.message;
    button.disabled = false;
  }
});

const address = new URLSearchParams(location.search);
const { meeting: suggested, presets } = await demo();
$('#join').elements.meeting.value = address.get('meeting') || suggested;
$('#join').elements.preset.append(...presets.map((preset) => new Option(roleName(preset), preset)));
