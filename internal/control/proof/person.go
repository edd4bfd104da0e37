package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

// ofPerson is what a change shows to a proof about somebody in the meeting, to whom effect
// may have been seen to happen.
func ofPerson(change *Change, seen bool, effect Sign) Sign {
	switch {
	case change.Waits:
		return Nothing
	case change.Gone:
		return Away
	case change.Another:
		return Another
	case seen:
		return effect
	}
	return Here
}

// isOff tells whether somebody is in the meeting without a flag.
func isOff(s *meeting.State, id meeting.ParticipantID, flag meeting.Flags) bool {
	_, flags, found := s.Person(id)
	return found && !flags.Has(flag)
}

// leftOrUnconfirmed ends the wait for somebody in the meeting.
func leftOrUnconfirmed(s *meeting.State, id meeting.ParticipantID) meeting.Status {
	if _, _, found := s.Person(id); !found {
		return meeting.StatusLeft
	}
	return meeting.StatusUnconfirmed
}

// gaveUpOrUnconfirmed ends the wait for somebody in the waiting room.
func gaveUpOrUnconfirmed(s *meeting.State, id meeting.ParticipantID) meeting.Status {
	if s.Waitlisted.Get(id) == nil {
		return meeting.StatusLeft
	}
	return meeting.StatusUnconfirmed
}
