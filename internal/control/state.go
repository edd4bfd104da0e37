package control

import (
	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/meeting"
)

// State is the meeting as last seen, and what is under way in it. A State that
// a Controller has published never changes and may be read by any goroutine.
type State struct {
	Self       meeting.Self
	Room       meeting.Room
	Joined     meeting.Roster // without oneself
	Waitlisted meeting.Roster
	// PinnedID is whoever is pinned, oneself included; "" when nobody is.
	PinnedID meeting.ParticipantID
	// Stale tells that the connection is away or just back: the rosters are
	// those of before until the meeting has been read in full again.
	Stale bool
	// Pending are the commands that were sent and have not ended, oldest first.
	Pending []Pending
}

// Pending is a command that was sent and has not ended.
type Pending struct {
	meeting.Command
	// Since is when it was sent, in milliseconds of Unix time.
	Since int64
}

// Can says whether the action can be performed in this state; target is "" for
// actions without one. It never waits, and takes the same time in any meeting.
func (s *State) Can(name meeting.Action, target meeting.ParticipantID) meeting.Verdict {
	spec, known := action.Of(name)
	against := meeting.ReasonUnsupported
	if known {
		against = judge(s, spec, target)
	}
	if against != "" {
		return refusal(spec, against)
	}
	return meeting.Verdict{Allowed: true, Pending: s.isPending(meeting.Command{Action: name, Target: target})}
}

func (s *State) isPending(command meeting.Command) bool {
	for i := range s.Pending {
		if s.Pending[i].Command == command {
			return true
		}
	}
	return false
}

// whom finds somebody whom an action can be about; see person.
func (s *State) whom(spec action.Spec, id meeting.ParticipantID) (text *meeting.Text, flags meeting.Flags, found bool) {
	if !spec.Waiting() {
		return s.person(id)
	}
	if p := s.Waitlisted.Get(id); p != nil {
		return &p.Text, p.Flags, true
	}
	return nil, 0, false
}

// person finds somebody in the meeting by id, oneself included; the text is not to be changed.
func (s *State) person(id meeting.ParticipantID) (text *meeting.Text, flags meeting.Flags, found bool) {
	if id == s.Self.ID {
		return &s.Self.Text, s.Self.Flags, true
	}
	if p := s.Joined.Get(id); p != nil {
		return &p.Text, p.Flags, true
	}
	return nil, 0, false
}
