package action

import "github.com/gavel-rtc/gavel/wasm/meeting"

// waiting lets people in who wait for it, or turns them away. The SDK checks no permission
// for these, and tells nothing of how they went.
var waiting = []Spec{
	{
		Name: meeting.AcceptWaitingRoomRequest, Scope: OnWaiting, Object: Participants, Takes: ID,
		Permission: meeting.AcceptWaitingRequests, Needs: NeedsJoined, Proof: ProofLetIn,
		Place: Place{Section: InWaiting, Icon: "let-in"},
	},
	{
		Name: meeting.RejectWaitingRoomRequest, Scope: OnWaiting, Object: Participants, Takes: ID,
		Permission: meeting.AcceptWaitingRequests, Needs: NeedsJoined, Proof: ProofTurnedAway,
		Place: Place{Section: InWaiting, Icon: "close"},
	},
	{
		Name: meeting.AcceptAllWaitingRoomRequest, Scope: OnEachWaiting, One: meeting.AcceptWaitingRoomRequest, Object: Participants, Takes: UserIDs,
		Permission: meeting.AcceptWaitingRequests, Needs: NeedsJoined, Proof: ProofLetIn,
		Place: Place{Section: InWaiting, Icon: "let-in"},
	},
	{
		Name: meeting.RejectAllWaitingRoomRequest, Scope: OnEachWaiting, One: meeting.RejectWaitingRoomRequest, Object: Participants, Takes: EachID,
		Permission: meeting.AcceptWaitingRequests, Needs: NeedsJoined, Proof: ProofTurnedAway, Risk: RiskEverybody,
		Place: Place{Section: InWaiting, Icon: "close"},
	},
}
