package action

import "github.com/gavel-rtc/gavel/wasm/meeting"

// waiting lets people in who wait for it, or turns them away. The SDK checks no permission
// for these, and tells nothing of how they went.
var waiting = []Spec{
	{
		Name: "acceptWaitingRoomRequest", Scope: OnWaiting, Object: Participants, Takes: ID,
		Permission: meeting.AcceptWaitingRequests, Needs: NeedsJoined, Proof: ProofLetIn,
		Place: Place{Section: InWaiting, Icon: "let-in"},
	},
	{
		Name: "rejectWaitingRoomRequest", Scope: OnWaiting, Object: Participants, Takes: ID,
		Permission: meeting.AcceptWaitingRequests, Needs: NeedsJoined, Proof: ProofTurnedAway,
		Place: Place{Section: InWaiting, Icon: "close"},
	},
	{
		Name: "acceptAllWaitingRoomRequest", Scope: OnEachWaiting, One: "acceptWaitingRoomRequest", Object: Participants, Takes: UserIDs,
		Permission: meeting.AcceptWaitingRequests, Needs: NeedsJoined, Proof: ProofLetIn,
		Place: Place{Section: InWaiting, Icon: "let-in"},
	},
	{
		Name: "rejectAllWaitingRoomRequest", Scope: OnEachWaiting, One: "rejectWaitingRoomRequest", Object: Participants, Takes: EachID,
		Permission: meeting.AcceptWaitingRequests, Needs: NeedsJoined, Proof: ProofTurnedAway, Risk: RiskEverybody,
		Place: Place{Section: InWaiting, Icon: "close"},
	},
}
