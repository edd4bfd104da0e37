// @ts-check
/**
 * Our own icons are the letters of a font: it takes a fraction of the time that as many
 * drawings take, and has the colour of the text. Where a browser shows no such font, these
 * characters are what is seen.
 */
import { setText } from './text.js';

/** @type {Record<string, string>} */
export const characters = {
  'audio-on': '🎤',
  'audio-off': '🔇',
  'video-on': '🎥',
  'video-off': '🚫',
  pin: '📌',
  unpin: '📍',
  remove: '✖',
  people: '👥',
  'others-out': '👤',
  leave: '🚪',
  end: '⏻',
  search: '🔍',
  offline: '⚠',
  waiting: '🕒',
  lock: '🔒',
  select: '☑',
  close: '✕',
  down: '▾',
  more: '⋮',
  'let-in': '✔',
  hand: '✋',
  'stage-on': '🔼',
  'stage-off': '🔽',
  record: '⏺',
  'record-stop': '⏹',
  pause: '⏸',
  live: '📡',
  'live-off': '📴',
  'screen-off': '🖥',
  permissions: '🔑',
  chat: '💬',
  rooms: '🔀',
  add: '➕',
  back: '↩',
  delete: '🗑',
  poll: '📊',
  plugin: '🧩',
  spotlight: '🔦',
  command: '⌨',
};

/**
 * @param {Document} document
 * @param {string} [name] none: an icon that setIcon fills later
 * @returns {HTMLElement}
 */
export function createIcon(document, name) {
  const icon = document.createElement('span');
  icon.className = 'glyph';
  icon.setAttribute('aria-hidden', 'true');
  if (name) setIcon(icon, name);
  return icon;
}

/**
 * @param {Element} icon
 * @param {string} name
 */
export function setIcon(icon, name) {
  setText(icon, characters[name]);
}
