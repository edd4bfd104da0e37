package action

import "github.com/gavel-rtc/gavel/wasm/meeting"

// pin holds one person up for everybody: there is one pin.
var pin = []Spec{
	{
		Name: "pin", Scope: OnParticipant, OnSelf: SelfUnchecked, OnlyOne: true, Object: Target, Undo: "unpin",
		Permission: meeting.PinParticipant, Needs: NeedsJoined | NeedsMedia | NeedsOwnMedia, Proof: ProofPinned,
		Place: Place{Section: InPeople, Icon: "pin"},
	},
	{
		Name: "unpin", Scope: OnParticipant, OnSelf: SelfUnchecked, OnlyOne: true, Object: Target, Undo: "pin",
		Permission: meeting.PinParticipant, Needs: NeedsJoined | NeedsMedia | NeedsOwnMedia | NeedsPinned, Proof: ProofUnpinned,
		Place: Place{Section: InPeople, Icon: "unpin"},
	},
}
