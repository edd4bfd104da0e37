package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

// letIn is the target coming into the meeting from the waiting room, with the same id.
var letIn = Unit{
	AlreadySo: isInside,
	Change: func(_ *Observation, change *Change) Sign {
		if change.Waits || change.Gone {
			return Nothing
		}
		return Shown
	},
	Late: func(s *meeting.State, id meeting.ParticipantID) meeting.Status {
		if isInside(s, id) { // read anew meanwhile
			return meeting.StatusConfirmed
		}
		return gaveUpOrUnconfirmed(s, id)
	},
}

func isInside(s *meeting.State, id meeting.ParticipantID) bool {
	_, _, inside := s.Person(id)
	return inside
}
