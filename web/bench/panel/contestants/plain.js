// The yardstick: the same rows and buttons written by hand for this one page. It draws
// the visible rows only, has one listener for each kind of event, and draws once per frame.

const rowHeight = 56;
const spare = 4;

const actions = [
  { name: 'disableAudio', icon: '🎤', permission: 'canDisableParticipantAudio' },
  { name: 'disableVideo', icon: '🎥', permission: 'canDisableParticipantVideo' },
  { name: 'pin', icon: '📌', permission: 'pinParticipant' },
  { name: 'kick', icon: '✕', permission: 'kickParticipant' },
];

export async function load() {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = new URL('./plain.css', import.meta.url).href;
  const loaded = new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = reject;
  });
  document.head.append(link);
  await loaded;
}

export function show(meeting, root) {
  const panel = new Panel(meeting, root);
  return {
    size: () => (panel.rows.size ? panel.matching.length : 0),
    ids: () => [...panel.rows.keys()].filter((id) => id !== meeting.self.id),
    names: () => [...panel.rows.values()].map((row) => row.name.textContent),
    row: (id) => panel.rows.get(id).element,
    audio: (id) => panel.rows.get(id)?.element.dataset.audio === 'true',
    scroller: () => panel.list,
    search(query) {
      panel.input.value = query;
      panel.input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    },
    mute: (id) => panel.rows.get(id).buttons[0].click(),
    close: () => panel.close(),
  };
}

const folded = (text) => text.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase();

const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

class Row {
  constructor() {
    this.name = make('div', { className: 'name' });
    this.state = make('div', { className: 'state' });
    this.buttons = actions.map(({ name, icon }) => {
      const button = make('button', { type: 'button', textContent: icon });
      button.dataset.action = name;
      return button;
    });
    this.element = make('div', { className: 'row' }, make('div', { className: 'who' }, this.name, this.state), ...this.buttons);
  }

  draw({ person, isSelf }, permissions) {
    const { audioEnabled, videoEnabled, isPinned } = person;
    this.element.dataset.id = person.id;
    this.element.dataset.audio = audioEnabled;
    this.name.textContent = person.name + (isSelf ? ' (you)' : '');
    this.state.textContent = [
      audioEnabled ? 'microphone on' : 'microphone off',
      videoEnabled ? 'camera on' : 'camera off',
      ...(isPinned ? ['pinned'] : []),
    ].join(', ');
    const possible = [audioEnabled, videoEnabled, true, !isSelf];
    this.buttons.forEach((button, i) => {
      const { name, permission } = actions[i];
      const label = `${name === 'pin' && isPinned ? 'unpin' : name} ${person.name}`;
      const allowed = permissions[permission] && possible[i];
      button.setAttribute('aria-label', label);
      button.setAttribute('aria-disabled', String(!allowed));
      button.title = permissions[permission] ? '' : `Your preset lacks ${permission}.`;
    });
  }
}

class Panel {
  people = new Map();
  matching = [];
  rows = new Map();
  unused = [];
  dirty = new Set();
  relist = true;
  frame = 0;
  removals = [];

  constructor(meeting, root) {
    this.meeting = meeting;
    this.title = make('h2');
    this.count = make('span');
    this.input = make('input', { type: 'search', placeholder: 'Search' });
    this.inner = make('div', { className: 'rows' });
    this.list = make('div', { className: 'list' }, this.inner);
    const all = [['disableAllAudio', 'Mute all'], ['disableAllVideo', 'Cameras off'], ['leave', 'Leave'], ['kickAll', 'End']].map(([name, text]) => {
      const button = make('button', { type: 'button', textContent: text });
      button.dataset.action = name;
      return button;
    });
    this.root = make('div', { className: 'plain' }, make('header', {}, this.title, this.count), make('div', { className: 'all' }, ...all), this.input, this.list);
    root.append(this.root);
    this.root.addEventListener('click', (event) => this.click(event));
    this.input.addEventListener('input', () => this.wake(true));
    this.list.addEventListener('scroll', () => this.wake(false));
    this.resizes = new ResizeObserver(() => this.wake(false));
    this.resizes.observe(this.list);
    this.listen();
    this.draw();
  }

  listen() {
    const { self, participants } = this.meeting;
    const on = (emitter, events, listener) => {
      for (const event of events) {
        emitter.on(event, listener);
        this.removals.push(() => emitter.off(event, listener));
      }
    };
    const change = (person) => {
      this.dirty.add(person.id);
      this.wake(false);
    };
    const own = () => change(self);
    on(participants.joined, ['participantJoined'], (person) => {
      this.add(person, false);
      this.wake(true);
    });
    on(participants.joined, ['participantLeft'], (person) => {
      this.people.delete(person.id);
      this.wake(true);
    });
    on(participants.joined, ['audioUpdate', 'videoUpdate', 'stageStatusUpdate'], change);
    on(participants.joined, ['pinned', 'unpinned', 'participantsCleared'], () => this.readAll());
    on(self, ['audioUpdate', 'videoUpdate'], own);
    on(self, ['pinned', 'unpinned', 'roomJoined', 'roomLeft'], () => this.readAll());
    on(self.permissions, ['permissionsUpdate'], () => this.readAll());
    this.readAll();
  }

  add(person, isSelf) {
    this.people.set(person.id, { person, isSelf, rank: isSelf ? 0 : person.isPinned ? 1 : 2, key: folded(person.name) });
  }

  readAll() {
    this.people.clear();
    this.add(this.meeting.self, true);
    for (const person of this.meeting.participants.joined.toArray()) this.add(person, false);
    this.wake(true);
  }

  wake(relist) {
    this.relist ||= relist;
    this.frame ||= requestAnimationFrame(() => this.draw());
  }

  draw() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const relist = this.relist;
    if (relist) this.listAll();
    const first = Math.max(0, Math.floor(this.list.scrollTop / rowHeight) - spare);
    const window = this.matching.slice(first, first + Math.ceil(this.list.clientHeight / rowHeight) + 2 * spare);
    const wanted = new Set(window.map(({ person }) => person.id));
    for (const [id, row] of this.rows) {
      if (wanted.has(id)) continue;
      this.rows.delete(id);
      row.element.remove();
      this.unused.push(row);
    }
    window.forEach((entry, i) => this.drawRow(entry, first + i, relist));
    this.dirty.clear();
  }

  listAll() {
    this.relist = false;
    const words = folded(this.input.value).split(' ').filter(Boolean);
    this.matching = [...this.people.values()]
      .filter(({ key }) => words.every((word) => key.includes(word)))
      .sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    this.inner.style.blockSize = `${this.matching.length * rowHeight}px`;
    this.title.textContent = this.meeting.meta.meetingTitle;
    this.count.textContent = `${this.people.size} people`;
  }

  drawRow(entry, place, relist) {
    const { id } = entry.person;
    let row = this.rows.get(id);
    const isNew = !row;
    if (isNew) {
      row = this.unused.pop() ?? new Row();
      this.rows.set(id, row);
      this.inner.append(row.element);
    }
    if (isNew || relist) row.element.style.transform = `translateY(${place * rowHeight}px)`;
    if (isNew || relist || this.dirty.has(id)) row.draw(entry, this.meeting.self.permissions);
  }

  click(event) {
    const button = event.target.closest('button');
    if (!button || button.getAttribute('aria-disabled') === 'true') return;
    const { action } = button.dataset;
    const id = button.closest('.row')?.dataset.id;
    const { participants } = this.meeting;
    const target = id ? (id === this.meeting.self.id ? this.meeting.self : participants.joined.get(id)) : action === 'leave' ? this.meeting : participants;
    const method = action === 'pin' && target.isPinned ? 'unpin' : action;
    target[method]();
  }

  close() {
    cancelAnimationFrame(this.frame);
    this.resizes.disconnect();
    for (const remove of this.removals) remove();
    this.root.remove();
  }
}
