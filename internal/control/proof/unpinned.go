package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

// unpinned is the target ceasing to be pinned. Who is not pinned is refused before.
var unpinned = Unit{
	Change: func(_ *Observation, change *Change) Sign {
		return ofPerson(change, change.WentOff.Has(meeting.Pinned), Shown)
	},
	Away: meeting.StatusLeft,
	Late: leftOrUnconfirmed,
}
