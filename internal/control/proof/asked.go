package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

// asked is oneself being allowed on stage at once, as who needs not ask is. Of a request, and
// of taking it back, the SDK tells nothing that the server has said.
var asked = Unit{
	Room:     func(seen *Observation) Sign { return shownIf(seen.After.Self.Stage == meeting.AcceptedToJoinStage) },
	Answered: meeting.StatusSent,
}
