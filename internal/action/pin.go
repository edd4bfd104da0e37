package action

import "github.com/gavel-rtc/gavel/wasm/meeting"

// pin holds one person up for everybody.
var pin = []Spec{
	{
		Name: "pin", Scope: OnParticipant, OnSelf: SelfUnchecked, Object: Target, Single: true, Undo: "unpin",
		Permission: meeting.PinParticipant, Needs: NeedsJoined | NeedsMedia, Proof: ProofPinned,
	},
	{
		Name: "unpin", Scope: OnParticipant, OnSelf: SelfUnchecked, Object: Target, Single: true, Undo: "pin",
		Permission: meeting.PinParticipant, Needs: NeedsJoined | NeedsMedia | NeedsPinned, Proof: ProofUnpinned,
	},
}
