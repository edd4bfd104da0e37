package action

import "github.com/gavel-rtc/gavel/wasm/meeting"

// spotlight has the pages of others follow which tab one chooses: a plugin, or somebody's screen. It
// is on from the beginning for whoever may (SDK 2.0.2).
var spotlight = []Spec{
	{
		Name: "meta.spotlight", Method: "setBroadcastTabChanges", Scope: OnMeeting, Object: Meta, Takes: Spotlight,
		Permission: meeting.CanSpotlight, Needs: NeedsJoined, Proof: NoProof,
		Place: Place{Section: InTools, Icon: "spotlight"},
	},
}
