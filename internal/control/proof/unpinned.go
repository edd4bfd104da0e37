package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

// unpinned is the target ceasing to be pinned. Who is not pinned is refused before. Where the
// SDK has lost sight of the pin, nothing shows it.
var unpinned = Unit{
	Change: func(_ *Observation, change *Change) Sign {
		return ofPerson(change, change.WentOff.Has(meeting.Pinned), Shown)
	},
	Away:        meeting.StatusLeft,
	Late:        leftOrUnconfirmed,
	Unconfirmed: "target.pin-unseen",
}
