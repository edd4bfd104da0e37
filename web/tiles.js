// The pictures of the people on the stage, a page of them at a time.

import { listen, soon } from './listen.js';
import { isolated, shownName } from './names.js';

const narrow = matchMedia('(max-width: 640px)');
const pageSize = () => (narrow.matches ? 6 : 12);

/**
 * Keeps the tiles like the meeting until signal is aborted. The first page
 * holds oneself and whom the SDK counts as active (it fetches their video),
 * the next ones hold everybody in turn.
 *
 * @param page the elements {tiles, nobody, pager, label, previous, next, count}
 */
export function showTiles(meeting, page, signal) {
  const { self, participants } = meeting;
  const shown = new Map();

  const paint = () => {
    const position = participants.viewMode === 'PAGINATED' ? participants.currentPage : 0;
    const others = participants.active.toArray();
    const people = [...others.filter((p) => p.isPinned), ...others.filter((p) => !p.isPinned)];
    if (position === 0 && self.stageStatus === 'ON_STAGE') {
      people.unshift(self);
    }
    arrange(people);
    page.nobody.hidden = people.length > 0;

    const onStage = participants.joined.toArray().filter((p) => p.stageStatus === 'ON_STAGE').length;
    const pages = Math.ceil(onStage / pageSize());
    page.pager.hidden = position === 0 && onStage <= others.length;
    page.previous.disabled = position === 0;
    page.next.disabled = position >= pages;
    page.label.textContent = position === 0 ? `${onStage - others.length} more` : `Page ${position} of ${pages}`;
    const here = participants.count + 1;
    page.count.textContent = here === 1 ? 'only you' : `${here} people`;
  };

  const arrange = (people) => {
    const wanted = new Set(people.map((person) => person.id));
    for (const [id, tile] of shown) {
      if (!wanted.has(id)) {
        tile.remove();
        shown.delete(id);
      }
    }
    people.forEach((person, index) => {
      let tile = shown.get(person.id);
      if (!tile) {
        tile = newTile(person.id);
        shown.set(person.id, tile);
      }
      if (page.tiles.children[index] !== tile) {
        page.tiles.insertBefore(tile, page.tiles.children[index] ?? null);
      }
      fill(tile, person, person === self);
    });
  };

  const paintSoon = soon(paint, signal);
  const resize = () => {
    participants.setMaxActiveParticipantsCount(pageSize());
    paintSoon();
  };
  for (const emitter of [self, participants, participants.joined, participants.active]) {
    listen(emitter, '*', paintSoon, signal);
  }
  narrow.addEventListener('change', resize, { signal });
  page.previous.addEventListener('click', () => turn(participants, -1), { signal });
  page.next.addEventListener('click', () => turn(participants, +1), { signal });
  signal.addEventListener('abort', () => page.tiles.replaceChildren(), { once: true });
  resize();
  paint();
}

function turn(participants, by) {
  if (participants.viewMode !== 'PAGINATED') {
    participants.setViewMode('PAGINATED');
  } else if (participants.currentPage + by < 1) {
    participants.setViewMode('ACTIVE_GRID');
  } else {
    participants.setPage(participants.currentPage + by);
  }
}

function newTile(id) {
  const tile = document.querySelector('#tile').content.firstElementChild.cloneNode(true);
  tile.dataset.tile = id;
  return tile;
}

/** Makes a tile show a person; text goes in as text. */
function fill(tile, person, own) {
  const name = shownName(person.name, 'No name');
  const part = (selector) => tile.querySelector(selector);
  tile.classList.toggle('own', own);
  tile.classList.toggle('pinned', person.isPinned);
  tile.classList.toggle('silent', !person.audioEnabled);
  tile.style.setProperty('--hue', hue(person.userId));
  set(part('.name'), own ? `${isolated(name)} (you)` : name);
  set(part('.initials'), initials(name));
  icon(part('.microphone'), person.audioEnabled ? 'microphone-on' : 'microphone-off');
  icon(part('.camera'), person.videoEnabled ? 'camera-on' : 'camera-off');
  set(part('.state'), [
    `, microphone ${person.audioEnabled ? 'on' : 'off'}`,
    `camera ${person.videoEnabled ? 'on' : 'off'}`,
    ...(person.isPinned ? ['pinned'] : []),
  ].join(', '));
  play(part('video'), person.videoEnabled ? person.videoTrack : undefined);
}

function set(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

function icon(svg, name) {
  svg.firstElementChild.setAttribute('href', `#icon-${name}`);
}

function play(video, track) {
  if (video.srcObject?.getVideoTracks()[0] !== track) {
    video.srcObject = track ? new MediaStream([track]) : null;
  }
  if (track && video.paused) {
    video.play().catch(() => {}); // a tile that is moved or emptied meanwhile plays the next time
  }
  video.hidden = !track;
}

const graphemes = new Intl.Segmenter();

function initials(name) {
  const letters = name.split(/\s+/u).map((word) => word.replace(/^[^\p{L}\p{N}\p{ExtPict}]+/u, '')).filter(Boolean);
  const words = letters.length > 0 ? letters : [name];
  const first = (word) => [...graphemes.segment(word)][0].segment;
  return [...new Set([words[0], words.at(-1)])].map(first).join('').toLocaleUpperCase();
}

/** A colour that stays with a person. */
function hue(userId) {
  let sum = 0;
  for (const letter of userId) {
    sum = (sum * 31 + letter.codePointAt(0)) % 360;
  }
  return sum;
}
