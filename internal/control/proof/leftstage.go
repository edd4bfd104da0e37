package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

// leftStage is oneself being off stage, which the SDK shows before the server knows.
var leftStage = Unit{
	Room: func(seen *Observation) Sign { return claimedAs(seen, meeting.OffStage) },
}
