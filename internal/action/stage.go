package action

import "github.com/gavel-rtc/gavel/wasm/meeting"

// stage is who is on stage, and who asks for it. The SDK takes user ids, so each of these is
// about all sessions of a user (SDK 2.0.2). Of one's own requests nothing can be seen: the SDK
// shows them before the server knows. Coming on stage does not bring media back that ended with
// the stage of a group call.
var stage = []Spec{
	{
		Name: "stage.grantAccess", Scope: OnParticipant, Object: Stage, Takes: UserIDs,
		States:     "OFF_STAGE REQUESTED_TO_JOIN_STAGE",
		Permission: meeting.AcceptStageRequests, Needs: NeedsJoined | NeedsMedia | NeedsStage | NeedsInvitable, Proof: ProofInvited,
		Place: Place{Section: InStage, AlsoInMenu: true, WhenPossible: true, Icon: "let-in"},
	},
	{
		Name: "stage.denyAccess", Scope: OnParticipant, Object: Stage, Takes: UserIDs,
		States:     "REQUESTED_TO_JOIN_STAGE ACCEPTED_TO_JOIN_STAGE",
		Permission: meeting.AcceptStageRequests, Needs: NeedsJoined | NeedsMedia | NeedsStage, Proof: ProofOffStage,
		Place: Place{Section: InStage, AlsoInMenu: true, WhenPossible: true, Icon: "close"},
	},
	{
		Name: "stage.kick", Scope: OnParticipant, Object: Stage, Takes: UserIDs, Risk: RiskMedia,
		States:     "ON_STAGE",
		Permission: meeting.AcceptStageRequests, Needs: NeedsJoined | NeedsMedia | NeedsStage, Proof: ProofOffStage,
		Place: Place{Section: InPeople, Menu: true, WhenPossible: true, Icon: "stage-off"},
	},
	{
		Name: "stage.requestAccess", Scope: OnMeeting, Object: Stage, Undo: "stage.cancelRequestAccess",
		States:     "OFF_STAGE",
		Permission: meeting.EnterStage, Needs: NeedsJoined | NeedsMedia | NeedsStage, Proof: ProofAsked,
		Place: Place{Section: InStage, WhenPossible: true, Icon: "hand"},
	},
	{
		Name: "stage.cancelRequestAccess", Scope: OnMeeting, Object: Stage, Undo: "stage.requestAccess",
		States:     "REQUESTED_TO_JOIN_STAGE",
		Permission: meeting.EnterStage, Needs: NeedsJoined | NeedsStage, Proof: ProofAsked,
		Place: Place{Section: InStage, WhenPossible: true, Icon: "close"},
	},
	{
		Name: "stage.join", Scope: OnMeeting, Object: Stage, Undo: "stage.leave",
		States:     "ACCEPTED_TO_JOIN_STAGE",
		Permission: meeting.EnterStage, Needs: NeedsJoined | NeedsMedia | NeedsStage, Proof: ProofOnStage,
		Place: Place{Section: InStage, WhenPossible: true, Icon: "stage-on"},
	},
	{
		Name: "stage.leave", Scope: OnMeeting, Object: Stage, Undo: "stage.join", Risk: RiskMedia,
		States: "ON_STAGE ACCEPTED_TO_JOIN_STAGE",
		Needs:  NeedsJoined | NeedsStage, Proof: ProofLeftStage,
		Place: Place{Section: InStage, WhenPossible: true, Icon: "stage-off"},
	},
}
