package action

import "github.com/gavel-rtc/gavel/wasm/meeting"

// media turns people's devices off. Nobody can be turned on by somebody else.
var media = []Spec{
	{
		Name: "disableAudio", Scope: OnParticipant, Object: Target,
		Permission: meeting.CanDisableParticipantAudio, Needs: NeedsJoined | NeedsMedia | NeedsOwnMedia, Proof: ProofAudioOff,
		Place: Place{Section: InPeople, Icon: "audio-off"},
	},
	{
		Name: "disableVideo", Scope: OnParticipant, Object: Target,
		Permission: meeting.CanDisableParticipantVideo, Needs: NeedsJoined | NeedsMedia | NeedsOwnMedia, Proof: ProofVideoOff,
		Place: Place{Section: InPeople, Icon: "video-off"},
	},
	{
		Name: "disableAllAudio", Scope: OnEach, One: "disableAudio", Object: Participants,
		Takes:      AllowUnmute,
		Permission: meeting.CanAllowParticipantAudio, Needs: NeedsJoined | NeedsMedia | NeedsOwnMedia, Proof: ProofAudioOff,
		Place: Place{Section: InPeople, Icon: "audio-off"},
	},
	{
		Name: "disableAllVideo", Scope: OnEach, One: "disableVideo", Object: Participants,
		Permission: meeting.CanAllowParticipantVideo, Needs: NeedsJoined | NeedsMedia | NeedsOwnMedia, Proof: ProofVideoOff,
		Place: Place{Section: InPeople, Icon: "video-off"},
	},
}
