package action

import "github.com/gavel-rtc/gavel/wasm/meeting"

// pin holds one person up for everybody.
var pin = []Spec{
	{
		Name: meeting.Pin, Scope: OnParticipant, OnSelf: SelfUnchecked, Object: Target, Undo: meeting.Unpin,
		Permission: meeting.PinParticipant, Needs: NeedsJoined | NeedsMedia, Proof: ProofPinned,
		Place: Place{Section: InPeople, Icon: "pin"},
	},
	{
		Name: meeting.Unpin, Scope: OnParticipant, OnSelf: SelfUnchecked, Object: Target, Undo: meeting.Pin,
		Permission: meeting.PinParticipant, Needs: NeedsJoined | NeedsMedia | NeedsPinned, Proof: ProofUnpinned,
		Place: Place{Section: InPeople, Icon: "unpin"},
	},
}
