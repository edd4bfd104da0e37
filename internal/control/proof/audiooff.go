package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

// audioOff is the target's microphone going off.
var audioOff = Unit{
	AlreadySo: func(s *meeting.State, id meeting.ParticipantID) bool { return isOff(s, id, meeting.AudioOn) },
	Change: func(_ *Observation, change *Change) Sign {
		return ofPerson(change, change.WentOff.Has(meeting.AudioOn), Off)
	},
	Away: meeting.StatusLeft,
	Late: leftOrUnconfirmed,
}
