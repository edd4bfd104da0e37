package action

import "github.com/gavel-rtc/gavel/wasm/meeting"

// locks take from others the right to a device or to the chat, until it is given back. The SDK
// has no other way to lock: allowUnmute of disableAllAudio is only logged (SDK 2.0.2).
var locks = []Spec{
	{
		Name: "lock", Method: "updatePermissions", Scope: OnParticipant, ForAll: true, Object: Participants, Takes: ToLock,
		Permission: meeting.CanChangeParticipantPermissions, Needs: NeedsJoined, Proof: ProofDevicesTaken,
	},
	{
		Name: "unlock", Method: "updatePermissions", Scope: OnParticipant, ForAll: true, Object: Participants, Takes: ToUnlock,
		Permission: meeting.CanChangeParticipantPermissions, Needs: NeedsJoined, Proof: NoProof,
	},
}
