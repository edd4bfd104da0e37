package proof

import (
	"strings"
	"time"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// recorderTime is how long a recorder or a livestream may take to be ready.
const recorderTime = 60 * time.Second

// count is how many recordings are in one of these states, which have spaces between them.
func count(room *meeting.Room, states string) (recordings int) {
	for each := range strings.SplitSeq(room.Recordings, " ") {
		for state := range strings.SplitSeq(states, " ") {
			if each == state {
				recordings++
			}
		}
	}
	return recordings
}
