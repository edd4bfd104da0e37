package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

// deviceOff is a device of the target going off.
func deviceOff(device meeting.Flags) Unit {
	return Unit{
		AlreadySo: func(s *meeting.State, id meeting.ParticipantID) bool { return isOff(s, id, device) },
		Change: func(_ *Observation, change *Change) Sign {
			return ofPerson(change, change.WentOff.Has(device), Off)
		},
		Away: meeting.StatusLeft,
		Late: leftOrUnconfirmed,
	}
}
