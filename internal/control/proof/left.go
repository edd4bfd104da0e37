package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

// left is oneself leaving.
var left = Unit{
	Room: func(seen *Observation) Sign { return shownIf(seen.Over == meeting.RoomLeft) },
}
