// @ts-check
/** The parts of the panel that are always there. */
import { createActivityButton } from './activity.js';
import { createCommandButton } from './commandline.js';
import { createDialog } from './dialog.js';
import { element } from './element.js';
import { createIcon } from './icons.js';
import { createBroadcast } from './section/broadcast.js';
import { createChat } from './section/chat.js';
import { createHeader } from './section/header.js';
import { createHeld } from './section/held.js';
import { createLocks } from './section/locks.js';
import { createPeople } from './section/people.js';
import { createPolicies } from './section/policies.js';
import { createRequests } from './section/requests.js';
import { createReturned } from './section/returned.js';
import { createRooms } from './section/rooms.js';
import { createSession } from './section/session.js';
import { createStage } from './section/stage.js';
import { createTools } from './section/tools.js';
import { createWaiting } from './section/waiting.js';

/** @typedef {ReturnType<typeof createSkeleton>} Skeleton */

/** @param {Document} document */
export function createSkeleton(document) {
  const el = element.bind(undefined, document);
  const icon = createIcon.bind(undefined, document);

  const header = createHeader(document);
  const activity = createActivityButton(document);
  const command = createCommandButton(document);
  header.element.append(command.button, activity.button);
  const requests = createRequests(document);
  const waiting = createWaiting(document);
  const stage = createStage(document);
  const people = createPeople(document);
  const locks = createLocks(document);
  const policies = createPolicies(document);
  locks.menu.append(policies.heading, ...policies.stops);
  people.selection.toggle.after(locks.cell);
  const returned = createReturned(document);
  const broadcast = createBroadcast(document);
  const rooms = createRooms(document);
  const chat = createChat(document);
  const tools = createTools(document);
  broadcast.element.append(rooms.holder, chat.holder, tools.holder);
  const session = createSession(document);
  const held = createHeld(document);
  const dialog = createDialog(document);

  const bannerText = el('span');
  const banner = el('p', { part: 'banner', class: 'banner', hidden: '' }, icon('offline'), bannerText);

  const noticeText = el('p');
  const noticeList = el('ul', { part: 'receipt', tabindex: '0', hidden: '' });
  const undo = el('button', { type: 'button', 'data-undo': '' });
  const again = el('button', { type: 'button', 'data-again': '', hidden: '' });
  const list = el('button', { type: 'button', 'data-list': '', hidden: '' });
  const dismiss = el('button', { type: 'button', 'data-dismiss': '', class: 'icon' }, icon('close'));
  const notice = el('div', { part: 'notice', class: 'notice', hidden: '' }, noticeText, undo, again, list, dismiss, noticeList);

  const faceIcon = icon();
  const faceTitle = el('h3', { tabindex: '-1' });
  const faceText = el('p');
  const face = el('div', { part: 'closing', class: 'face', hidden: '' }, faceIcon, faceTitle, faceText);

  const status = el('p', { role: 'status', class: 'unseen' });
  const alert = el('p', { role: 'alert', class: 'unseen' });
  const tip = el('div', { class: 'tip', part: 'tooltip', popover: 'manual', 'aria-hidden': 'true' });

  const panel = el('div', { part: 'panel', class: 'panel', role: 'group', tabindex: '-1', 'aria-labelledby': 'title' });
  const order = [
    header.element,
    banner,
    requests.element,
    waiting.element,
    returned.element,
    stage.element,
    people.tools,
    locks.line,
    policies.element,
    people.element,
    face,
    held.element,
    notice,
    broadcast.element,
    session.element,
    status,
    alert,
    dialog.element,
    tip,
  ];
  const queues = [waiting.element, stage.element];
  panel.append(...order.filter((part) => !queues.includes(part)));
  /** Puts a part into its place, before what is there of all that follows it. */
  const put = (/** @type {HTMLElement} */ part) => {
    const next = order.slice(order.indexOf(part) + 1).find((other) => other.parentNode === panel);
    panel.insertBefore(part, next ?? null);
  };
  const frame = el('div', { class: 'frame' }, panel);

  return {
    frame, panel, put, header, command, activity, requests, waiting, stage, people, locks, policies, returned, broadcast, rooms, chat, tools, session, held, dialog,
    banner, bannerText, notice, noticeText, noticeList, undo, again, list, dismiss, face, faceIcon, faceTitle, faceText, status, alert, tip,
  };
}
