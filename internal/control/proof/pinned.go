package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

// pinned is the target becoming pinned. A pin that cannot be seen may be gone.
var pinned = Unit{
	AlreadySo: func(s *meeting.State, id meeting.ParticipantID) bool {
		_, flags, _ := s.Person(id)
		return flags.Has(meeting.Pinned) && !flags.Has(meeting.PinUnseen)
	},
	Change: func(_ *Observation, change *Change) Sign {
		return ofPerson(change, change.WentOn.Has(meeting.Pinned), Shown)
	},
	Away: meeting.StatusLeft,
	Late: leftOrUnconfirmed,
}
