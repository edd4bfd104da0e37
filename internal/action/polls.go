package action

import "github.com/gavel-rtc/gavel/wasm/meeting"

// polls begin and go on until the session ends: the SDK can neither close nor delete one. What it
// does not like about one it says to nobody (SDK 2.0.2).
var polls = []Spec{
	{
		Name: "polls.create", Scope: OnMeeting, Object: Polls, Takes: NewPoll,
		Permission: meeting.PollsCanCreate, Needs: NeedsJoined, Proof: ProofPollBegun,
		Place: Place{Section: InTools, Icon: "poll"},
	},
}
