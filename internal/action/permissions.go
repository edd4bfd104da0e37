package action

import "github.com/gavel-rtc/gavel/wasm/meeting"

// permissions changes what the presets of others grant. The SDK takes participants and changes
// all sessions of their users. What it makes of the server's refusal is an error without a code
// that nobody can handle or tell from the page's own (SDK 2.0.2).
var permissions = []Spec{
	{
		Name: "updatePermissions", Scope: OnParticipant, Object: Participants, Takes: Patch,
		Permission: meeting.CanChangeParticipantPermissions, Needs: NeedsJoined, Proof: ProofDevicesTaken,
		Place: Place{Section: InPeople, Menu: true, Icon: "permissions"},
	},
}
