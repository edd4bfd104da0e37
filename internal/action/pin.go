package action

import "github.com/gavel-rtc/gavel/wasm/meeting"

// pin holds one person up for everybody: there is one pin.
var pin = []Spec{
	{
		Name: meeting.Pin, Scope: OnParticipant, OnSelf: SelfUnchecked, OnlyOne: true, Object: Target, Undo: meeting.Unpin,
		Permission: meeting.PinParticipant, Needs: NeedsJoined | NeedsMedia, Proof: ProofPinned,
	},
	{
		Name: meeting.Unpin, Scope: OnParticipant, OnSelf: SelfUnchecked, OnlyOne: true, Object: Target, Undo: meeting.Pin,
		Permission: meeting.PinParticipant, Needs: NeedsJoined | NeedsMedia | NeedsPinned, Proof: ProofUnpinned,
	},
}
