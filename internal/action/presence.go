package action

import "github.com/gavel-rtc/gavel/wasm/meeting"

// presence ends the meeting for somebody: one person, oneself, everybody else, everybody. Leaving
// needs no connection: whoever is cut off may give up. For everybody else the SDK has no method
// (SDK 2.0.2): they are removed one by one.
var presence = []Spec{
	{
		Name: "kick", Scope: OnParticipant, Object: Target, Risk: RiskOnePerson,
		Permission: meeting.KickParticipant, Needs: NeedsJoined, Proof: ProofGone,
		Place: Place{Section: InPeople, Icon: "remove"},
	},
	{
		Name: "leave", Scope: OnMeeting, Object: Meeting,
		Needs: NeedsEntered, Proof: ProofLeft,
		Place: Place{Section: InSession, Icon: "leave"},
	},
	{
		Name: "kickOthers", Method: "kick", Scope: OnOthers, One: "kick", Object: Target, Risk: RiskEverybody,
		Permission: meeting.KickParticipant, Needs: NeedsJoined, Proof: ProofGone,
		Place: Place{Section: InSession, Icon: "others-out"},
	},
	{
		Name: "kickAll", Scope: OnMeeting, Object: Participants, Risk: RiskEverybody,
		Permission: meeting.KickParticipant, Needs: NeedsJoined, Proof: ProofEnded,
		Place: Place{Section: InSession, Icon: "end"},
	},
}
