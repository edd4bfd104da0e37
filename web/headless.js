// The controller driven by plain buttons and a log.

import { loadGavel } from '/gavel/index.js';
import { demo } from './demo.js';
import { join } from './meeting.js';
import { roleName } from './roles.js';

const onOnePerson = ['disableAudio', 'disableVideo', 'askToUnmute', 'askToStartVideo', 'stopScreenShare', 'stage.grantAccess', 'stage.denyAccess', 'stage.kick', 'pin', 'unpin', 'kick'];
const onOneWaiting = ['acceptWaitingRoomRequest', 'rejectWaitingRoomRequest'];
const onAllWaiting = ['acceptAllWaitingRoomRequest', 'rejectAllWaitingRoomRequest'];
const onTheMeeting = [
  'disableAllAudio', 'disableAllVideo', 'stopAllScreenShares',
  'stage.requestAccess', 'stage.cancelRequestAccess', 'stage.join', 'stage.leave',
  'recording.start', 'recording.pause', 'recording.resume', 'recording.stop', 'livestream.start', 'livestream.stop',
  'kickAll', 'leave',
];
/** A button for what the meeting does not have at all is left out. */
const missing = ['unsupported', 'stage-disabled'];
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

/** A button for an action, on one person or on the meeting; it does what was last shown on it. */
function actionButton(action) {
  const button = document.createElement('button');
  button.type = 'button';
  button.dataset.action = action;
  button.textContent = action;
  return button;
}

/** Shows on a button whether it may be used now; one that may not stays focusable and says why. */
function showAction(button, controls, person) {
  const { action } = button.dataset;
  const what = person ? `${action} ${person.name || person.id}` : action;
  const { allowed, pending, reason, message } = controls.can(action, person?.id);
  button.hidden = missing.includes(reason);
  button.setAttribute('aria-label', what);
  button.ariaDisabled = allowed ? null : 'true';
  button.ariaBusy = allowed && pending ? 'true' : null;
  button.title = allowed ? '' : message;
  button.onclick = async () => {
    try {
      const outcome = await controls.perform(person ? { action, target: person.id } : { action });
      log(`${what}: ${describe(outcome)}`, outcome.status);
    } catch (error) {
      log(`${what}: ${explain(error)}`, 'error');
    }
  };
}

const asked = { audio: 'Somebody in this meeting asks you to unmute.', video: 'Somebody in this meeting asks you to start your camera.' };

/** A line with two answers, for what somebody asks of this person; one of each kind at a time. */
function ask({ kind, accept, decline }) {
  const line = document.createElement('p');
  line.dataset.request = kind;
  const button = (words, answer) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = words;
    made.onclick = () => {
      line.remove();
      answer();
    };
    return made;
  };
  const done = async () => {
    try {
      await accept();
      log(`${kind} was turned on, as asked`, 'request');
    } catch (error) {
      log(`${kind} as asked: ${explain(error)}`, 'error');
    }
  };
  line.append(`${asked[kind]} `, button(kind === 'audio' ? 'Unmute' : 'Start camera', done), ' ', button('Not now', decline));
  document.querySelector(`[data-request=${kind}]`)?.remove();
  $('#requests').append(line);
}

const stageWords = { OFF_STAGE: 'off', REQUESTED_TO_JOIN_STAGE: 'asks', ACCEPTED_TO_JOIN_STAGE: 'may come', ON_STAGE: 'on' };

/** A cell with a label that is shown where there is no room for the table's head. */
function cell(label) {
  const made = document.createElement('td');
  if (label) made.dataset.label = label;
  return made;
}

/** The two tables: what their columns are called, what they say of somebody, and what can be done. */
const tables = {
  people: {
    labels: ['', 'Microphone', 'Camera', 'Screen', 'Stage', ''],
    texts: (person, { stage }) => [
      person.name || '(no name)',
      person.audioEnabled ? 'on' : 'off',
      person.videoEnabled ? 'on' : 'off',
      person.screenShareEnabled ? 'shared' : '',
      stage.enabled ? stageWords[person.stageStatus] : '',
      person.isPinned ? 'pinned' : '',
    ],
    actions: onOnePerson,
  },
  waiting: {
    labels: ['', 'Since'],
    texts: (person) => [person.name || '(no name)', new Date(person.since).toLocaleTimeString()],
    actions: onOneWaiting,
  },
};

function row({ id }, { labels, actions }) {
  const line = document.createElement('tr');
  line.dataset.participant = id;
  const buttons = document.createElement('div');
  buttons.className = 'actions';
  buttons.append(...actions.map(actionButton));
  const last = cell();
  last.append(buttons);
  line.append(...labels.map(cell), last);
  return line;
}

function showPerson(line, controls, person, texts) {
  texts.forEach((text, column) => {
    line.cells[column].textContent = text;
  });
  for (const button of line.querySelectorAll('button')) showAction(button, controls, person);
}

/** Shows people in a table. A row that was there stays, in the middle of a press too: a button made anew would lose it. */
function showPeople(controls, name, people) {
  const list = $(`#${name}`);
  const { snapshot } = controls;
  const table = tables[name];
  const ids = new Set(people.map(({ id }) => id));
  const rows = new Map();
  for (const line of [...list.children]) {
    if (ids.has(line.dataset.participant)) rows.set(line.dataset.participant, line);
    else line.remove();
  }
  people.forEach((person, place) => {
    const line = rows.get(person.id) ?? row(person, table);
    if (list.children[place] !== line) list.insertBefore(line, list.children[place] ?? null);
    showPerson(line, controls, person, table.texts(person, snapshot));
  });
}

function show(controls) {
  const { participants, waitlisted, roomState, connection, title, self, stage, recordingState, livestreamState, viewerCount, playbackUrl } = controls.snapshot;
  $('#room').textContent = `${title}: ${roomState}, ${connection}, ${self.presetName}`;
  $('#broadcast').textContent = [
    stage.enabled ? `stage: ${stageWords[self.stageStatus]}, ${stage.requests.length} ask` : '',
    recordingState ? `recording: ${recordingState}` : '',
    livestreamState ? `livestream: ${livestreamState}, ${viewerCount} watch${playbackUrl ? `, at ${playbackUrl}` : ''}` : '',
  ].filter(Boolean).join('; ');
  for (const button of $('#meeting-actions').children) showAction(button, controls);
  showPeople(controls, 'people', participants.slice(0, mostRows));
  $('#queue').hidden = waitlisted.length === 0;
  for (const button of $('#waiting-actions').children) showAction(button, controls);
  showPeople(controls, 'waiting', waitlisted.slice(0, mostRows));
  $('#more').textContent = participants.length > mostRows ? `and ${participants.length - mostRows} more` : '';
}

$('#join').addEventListener('submit', async (event) => {
  event.preventDefault();
  const button = $('#join button');
  button.disabled = true;
  $('#problem').textContent = '';
  try {
    const who = Object.fromEntries(new FormData($('#join')));
    const meeting = await join(who, { audio: false, video: false });
    globalThis.meeting = meeting; // for the browser's console
    const controls = (await loading).attach(meeting);
    controls.addEventListener('change', () => show(controls));
    controls.addEventListener('knock', ({ detail }) => log(`${detail.count} began to wait`, 'knock'));
    controls.addEventListener('request', ({ detail }) => ask(detail));
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

$('#waiting-actions').append(...onAllWaiting.map(actionButton));
$('#meeting-actions').append(...onTheMeeting.map(actionButton));
const address = new URLSearchParams(location.search);
const { meeting: suggested, presets } = await demo();
$('#join').elements.meeting.value = address.get('meeting') || suggested;
$('#join').elements.preset.append(...presets.map((preset) => new Option(roleName(preset), preset)));
