// What to say when the meeting is over for this person, by the state that the
// SDK's roomLeft event carries.

const endings = {
  left: ['You left the meeting', 'You can come back as long as it goes on.'],
  ended: ['The meeting has ended', 'A host ended it for everybody.'],
  kicked: ['You were removed', 'A host removed you from the meeting.'],
  rejected: ['You were not let in', 'A host turned down your request to join.'],
  failed: ['Connection lost', 'The meeting could not be reached any more. Check your network and join again.'],
};

/** The heading and the text for a state of roomLeft. */
export function ending(state) {
  const [heading, text] = endings[state] ?? ['The meeting is over for you', 'You are no longer connected to it.'];
  return { heading, text };
}
