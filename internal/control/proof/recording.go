package proof

import (
	"strings"
	"time"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// recorderTime is how long a recorder or a livestream may take to be ready.
const recorderTime = 60 * time.Second

// count is how many recordings are in one of these states, which have spaces between them.
func count(room *meeting.Room, states string) (recordings int) {
	for each := range strings.SplitSeq(room.Recordings, " ") {
		if action.OneOf(states, each) {
			recordings++
		}
	}
	return recordings
}

// recordingsTurn is that recordings are in one state and none is in the other any more.
func recordingsTurn(from, to string) Unit {
	return Unit{
		Room: func(seen *Observation) Sign {
			if count(&seen.After.Room, "RECORDING PAUSED") == 0 {
				return Contrary // somebody has stopped it
			}
			return shownIf(count(&seen.After.Room, from) == 0 && count(&seen.After.Room, to) > 0)
		},
		Contrary: "state.recording.IDLE",
	}
}
