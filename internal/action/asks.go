package action

import "github.com/gavel-rtc/gavel/wasm/meeting"

// asks ask others to turn a device on, which nobody can do for them. What they are sent has no
// sender, so their page asks them, and they decide. The SDK sends 5 broadcasts a second from a
// page, for any number of people, and spends some of them itself (SDK 2.0.2).
var asks = []Spec{
	{
		Name: "askToUnmute", Method: "broadcastMessage", Scope: OnParticipant, Object: Participants, Takes: Asking, Asks: meeting.AudioOn,
		Needs: NeedsJoined, Proof: ProofAskedForAudio,
		Place: Place{Section: InPeople, Menu: true, WhenPossible: true, For: meeting.CanDisableParticipantAudio, Icon: "audio-on"},
	},
	{
		Name: "askToStartVideo", Method: "broadcastMessage", Scope: OnParticipant, Object: Participants, Takes: Asking, Asks: meeting.VideoOn,
		Needs: NeedsJoined, Proof: ProofAskedForVideo,
		Place: Place{Section: InPeople, Menu: true, WhenPossible: true, For: meeting.CanDisableParticipantVideo, Icon: "video-on"},
	},
}
