package proof

import (
	"time"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// turnedAway is the target leaving the waiting room and not coming into the meeting: who is
// let in, by another host perhaps, comes into the meeting within a second (SDK 2.0.2 and the
// local room, seen in Chromium).
var turnedAway = Unit{
	Change: func(_ *Observation, change *Change) Sign {
		switch {
		case change.Waits && change.Gone:
			return Away
		case change.Waits:
			return Here
		case change.Gone:
			return Nothing
		}
		return Contrary
	},
	Away:     meeting.StatusConfirmed,
	AwayTime: 2 * time.Second,
	Contrary: "target.admitted",
	Late:     gaveUpOrUnconfirmed,
}
