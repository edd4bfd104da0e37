// @ts-check
/** The parts of the panel that are always there. */
import { Button } from './button.js';
import { createIcon } from './icons.js';

/**
 * @param {Document} document
 * @param {string} tag
 * @param {Record<string, string>} [attributes]
 * @param {...Node} children
 * @returns {HTMLElement}
 */
export function element(document, tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** @typedef {ReturnType<typeof createSkeleton>} Skeleton */

/** @param {Document} document */
export function createSkeleton(document) {
  const el = element.bind(undefined, document);
  const icon = createIcon.bind(undefined, document);

  const title = el('h2', { part: 'title', id: 'title', tabindex: '-1' });
  const people = el('span');
  const waiting = el('span', { class: 'waiting' });
  const recording = el('span', { class: 'recording' });
  const ownAudio = el('span', { class: 'device' }, icon(), el('span'));
  const ownVideo = el('span', { class: 'device' }, icon(), el('span'));
  const rights = el('p', { part: 'rights', class: 'rights' });
  const foldedLine = el('summary');
  const foldedFields = el('code');
  const folded = el('details', { part: 'folded', class: 'folded' }, foldedLine, foldedFields);
  const header = el(
    'div',
    { part: 'header', class: 'header' },
    title,
    el('p', { class: 'facts' }, people, waiting, recording),
    el('p', { class: 'own' }, ownAudio, ownVideo),
    rights,
    folded,
  );

  const bannerText = el('span');
  const banner = el('p', { part: 'banner', class: 'banner' }, icon('offline'), bannerText);

  const search = /** @type {HTMLInputElement} */ (
    el('input', { type: 'search', part: 'search', autocomplete: 'off', spellcheck: 'false', enterkeyhint: 'search' })
  );
  const found = el('span', { class: 'found' });
  const muteAll = headerButton('disableAllAudio', 'audio-off');
  const camerasOff = headerButton('disableAllVideo', 'video-off');
  const tools = el(
    'div',
    { class: 'tools' },
    el('div', { class: 'search' }, icon('search'), search, found),
    el('div', { class: 'everybody' }, muteAll.holder, camerasOff.holder),
  );

  const rows = el('div', { class: 'rows', role: 'presentation' });
  const list = el('div', { part: 'list', class: 'list', role: 'grid' }, rows);
  const probe = el('div', { class: 'probe', 'aria-hidden': 'true' });
  const nobody = el('p', { class: 'nobody', part: 'empty' });
  const people_ = el('div', { class: 'people' }, probe, list, nobody);

  const noticeText = el('p');
  const undo = el('button', { type: 'button', 'data-undo': '' });
  const dismiss = el('button', { type: 'button', 'data-dismiss': '', class: 'icon' }, icon('close'));
  const notice = el('div', { part: 'notice', class: 'notice' }, noticeText, undo, dismiss);

  const leave = headerButton('leave', 'leave');
  const end = headerButton('kickAll', 'end');
  const footer = el('div', { part: 'footer', class: 'footer' }, leave.holder, end.holder);

  const faceIcon = icon();
  const faceTitle = el('h3', { tabindex: '-1' });
  const faceText = el('p');
  const face = el('div', { part: 'closing', class: 'face' }, faceIcon, faceTitle, faceText);

  const status = el('p', { role: 'status', class: 'unseen' });
  const alert = el('p', { role: 'alert', class: 'unseen' });
  const tip = el('div', { class: 'tip', part: 'tooltip', popover: 'manual', 'aria-hidden': 'true' });

  const question = el('h2', { id: 'question' });
  const consequence = el('p', { id: 'consequence' });
  const obstacle = el('p', { id: 'obstacle', role: 'alert', class: 'obstacle' });
  const cancel = el('button', { type: 'button', 'data-cancel': '' });
  const confirm = el('button', { type: 'button', 'data-confirm': '', class: 'danger', 'aria-describedby': 'obstacle' });
  const dialog = /** @type {HTMLDialogElement} */ (
    el(
      'dialog',
      { part: 'dialog', 'aria-labelledby': 'question', 'aria-describedby': 'consequence' },
      el('div', { class: 'asked' }, question, consequence, obstacle, el('div', { class: 'answers' }, cancel, confirm)),
    )
  );

  const panel = el(
    'div',
    { part: 'panel', class: 'panel', role: 'group', 'aria-labelledby': 'title' },
    header,
    banner,
    tools,
    people_,
    face,
    notice,
    footer,
    status,
    alert,
    dialog,
    tip,
  );
  const frame = el('div', { class: 'frame' }, panel);

  return {
    frame, panel, title, people, waiting, recording, ownAudio, ownVideo, rights, folded, foldedLine, foldedFields, banner, bannerText,
    search, found, list, rows, probe, nobody, notice, noticeText, undo, dismiss, face, faceIcon, faceTitle, faceText,
    status, alert, tip, dialog, question, consequence, cancel, confirm, confirmLook: new Button(confirm, obstacle),
    headerButtons: [muteAll, camerasOff, leave, end],
  };

  /**
   * A button with its words on it, and what it says about itself.
   * @param {string} action
   * @param {string} iconName
   */
  function headerButton(action, iconName) {
    const label = el('span');
    const count = el('span', { class: 'count', 'aria-hidden': 'true' }, el('span'));
    const why = el('span', { hidden: '', id: `why-${action}` });
    const button = el(
      'button',
      { type: 'button', 'data-action': action, part: 'action', 'aria-describedby': why.id },
      icon(iconName),
      label,
      count,
    );
    return { action, holder: el('div', { class: 'holder' }, button, why), label, count, look: new Button(button, why) };
  }
}
