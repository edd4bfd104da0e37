package action

import "github.com/gavel-rtc/gavel/wasm/meeting"

// screenshare stops what others share. The SDK has no method for that: the right to share is
// taken away, and given back when the share has stopped (SDK 2.0.2). Without media nobody's
// share can be seen.
var screenshare = []Spec{
	{
		Name: "stopScreenShare", Method: "updatePermissions", Scope: OnParticipant, Object: Participants, Takes: NoScreenShare, GivesBack: true,
		Permission: meeting.CanChangeParticipantPermissions, Needs: NeedsJoined | NeedsMedia, Proof: ProofScreenShareOff,
		Place: Place{Section: InPeople, Menu: true, WhenPossible: true, Icon: "screen-off"},
	},
	{
		Name: "stopAllScreenShares", Method: "updatePermissions", Scope: OnOthers, One: "stopScreenShare", Object: Participants, Takes: NoScreenShare, GivesBack: true,
		Permission: meeting.CanChangeParticipantPermissions, Needs: NeedsJoined | NeedsMedia, Proof: ProofScreenShareOff,
		Place: Place{Section: InPeople, WhenPossible: true, Icon: "screen-off"},
	},
}
