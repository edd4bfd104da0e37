// @ts-check
/** Which sections a panel has. */

/** Their names: Go and the page call them so. */
export const sections = ['requests', 'waiting', 'stage', 'people', 'locks', 'policies', 'returned', 'broadcast', 'rooms', 'chat', 'tools', 'activity', 'session'];

/**
 * Takes out of a new panel what belongs to sections that are not to be shown. Go tells nothing of
 * them; the queues of who waits come into the panel only while there is somebody.
 * @param {import('./skeleton.js').Skeleton} skeleton
 * @param {readonly string[]} hidden
 */
export function takeOut({ requests, people, locks, policies, returned, broadcast, rooms, chat, tools, activity, session }, hidden) {
  const holders = (/** @type {'stage' | 'broadcast'} */ section) => broadcast[section].map(({ holder }) => holder);
  /** @type {Record<string, Element[]>} */
  const elements = {
    requests: [requests.element],
    stage: holders('stage'),
    people: [...people.tools.children].filter((tool) => tool !== locks.cell),
    locks: [locks.line, locks.whom, ...locks.stops],
    policies: [policies.element, policies.heading, ...policies.stops],
    returned: [returned.element],
    broadcast: holders('broadcast'),
    rooms: [rooms.holder],
    chat: [chat.holder],
    tools: [tools.holder],
    activity: [activity.button],
    session: [session.element],
  };
  for (const section of hidden) for (const element of elements[section] ?? []) element.remove();
  if (hidden.includes('locks') && hidden.includes('policies')) locks.cell.remove();
  if (hidden.includes('people')) people.element.replaceWith(people.probe.parentElement ?? ''); // the rows of queues are as high
  for (const around of [people.tools, broadcast.element]) if (!around.firstElementChild) around.remove();
}
