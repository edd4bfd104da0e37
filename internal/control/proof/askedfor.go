package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

// askedFor is unseen, of somebody who is asked to turn a device on: with it on there is nothing to
// ask for. What becomes of it is up to them.
func askedFor(device meeting.Flags) Unit {
	unit := unseen
	unit.AlreadySo = func(s *meeting.State, id meeting.ParticipantID) bool {
		_, flags, found := s.Person(id)
		return found && flags.Has(device)
	}
	return unit
}
