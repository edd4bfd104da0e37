// Listeners on the SDK's objects.

/** How many there are on all emitters of a meeting, its people included. */
export function listenersOf(meeting) {
  const { self, participants } = meeting;
  const emitters = [
    self, self.permissions, meeting.meta, meeting.stage, meeting.recording, meeting.chat, meeting.polls, meeting.plugins,
    meeting.connectedMeetings, participants, participants.joined, participants.waitlisted, participants.active, participants.pinned,
    ...participants.joined.toArray(),
  ];
  return emitters.reduce((sum, emitter) => sum + listenersOn(emitter), 0);
}

function listenersOn(emitter) {
  if (typeof emitter?.eventNames !== 'function') return 0;
  return emitter.eventNames().reduce((sum, event) => sum + emitter.listenerCount(event), 0);
}
