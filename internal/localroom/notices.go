package localroom

import "slices"

// Notice tells that something happened in a meeting: what a webhook would tell.
type Notice struct {
	Kind        NoticeKind
	Session     Session
	Participant SessionParticipant // of the two kinds that are about one
	Reason      string             // of MeetingEnded
}

// NoticeKind is the webhook's name for what happened.
type NoticeKind string

// What there are notices of.
const (
	MeetingStarted    NoticeKind = "meeting.started"
	MeetingEnded      NoticeKind = "meeting.ended"
	ParticipantJoined NoticeKind = "meeting.participantJoined"
	ParticipantLeft   NoticeKind = "meeting.participantLeft"
)

// Why a session ended.
const (
	HostEndedMeeting    = "HOST_ENDED_MEETING"
	AllParticipantsLeft = "ALL_PARTICIPANTS_LEFT"
)

// Subscribe calls the listener for everything that happens from now on, in order
// for each meeting, until the returned function is called. The listener runs
// while its meeting waits: it must be quick, and must not call the server.
func (s *Server) Subscribe(listener func(Notice)) (cancel func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	one := &listener
	s.listeners = append(slices.Clone(s.listeners), one)
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.listeners = slices.DeleteFunc(slices.Clone(s.listeners), func(other *func(Notice)) bool { return other == one })
	}
}

func (r *room) notify(about Notice) {
	r.server.mu.Lock()
	listeners := r.server.listeners
	r.server.mu.Unlock()
	if len(listeners) == 0 {
		return
	}
	about.Session = r.session.thing(r)
	for _, listener := range listeners {
		(*listener)(about)
	}
}
