package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

// videoOff is the target's camera going off.
var videoOff = Unit{
	AlreadySo: func(s *meeting.State, id meeting.ParticipantID) bool { return isOff(s, id, meeting.VideoOn) },
	Change: func(_ *Observation, change *Change) Sign {
		return ofPerson(change, change.WentOff.Has(meeting.VideoOn), Off)
	},
	Away: meeting.StatusLeft,
	Late: leftOrUnconfirmed,
}
