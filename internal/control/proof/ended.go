package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

// ended is the meeting ending for everybody.
var ended = Unit{
	Room: func(seen *Observation) Sign { return shownIf(seen.Over == meeting.RoomEnded) },
}
