package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

// gone is the target leaving and not coming back. Somebody who is not there when people
// were read anew may come back yet: that is no proof.
var gone = Unit{
	Change: func(_ *Observation, change *Change) Sign { return ofPerson(change, false, Nothing) },
	Away:   meeting.StatusConfirmed,
}
