package action

import "github.com/gavel-rtc/gavel/wasm/meeting"

// livestream is started in IDLE only: elsewhere SDK 2.0.2 shows a wrong state after the refusal.
var livestream = []Spec{
	{
		Name: "livestream.start", Scope: OnMeeting, Object: Livestream, Undo: "livestream.stop",
		States:     "IDLE",
		Permission: meeting.CanLivestream, Needs: NeedsJoined, Proof: ProofLive,
		Place: Place{Section: InBroadcast, Icon: "live"},
	},
	{
		Name: "livestream.stop", Scope: OnMeeting, Object: Livestream, Undo: "livestream.start",
		States:     "LIVESTREAMING WAITING_ON_MANUAL_INGESTION",
		Permission: meeting.CanLivestream, Needs: NeedsJoined, Proof: ProofNotLive,
		Place: Place{Section: InBroadcast, Icon: "live-off"},
	},
}
