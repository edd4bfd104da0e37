package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

// unseen is no proof: the effect cannot be seen from here.
var unseen = Unit{
	Change:   func(_ *Observation, change *Change) Sign { return ofPerson(change, false, Nothing) },
	Away:     meeting.StatusLeft,
	Answered: meeting.StatusSent,
	Late:     leftOrUnconfirmed,
}
