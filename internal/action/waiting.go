package action

import "github.com/gavel-rtc/gavel/wasm/meeting"

// waiting lets people in who wait for it, or turns them away. The SDK checks no permission
// for these, and tells nothing of how they went.
var waiting = []Spec{
	{
		Name: "acceptWaitingRoomRequest", Scope: OnWaiting, Object: Participants, Takes: ID,
		Permission: meeting.AcceptWaitingRequests, Needs: NeedsJoined, Proof: ProofLetIn,
	},
	{
		Name: "rejectWaitingRoomRequest", Scope: OnWaiting, Object: Participants, Takes: ID,
		Permission: meeting.AcceptWaitingRequests, Needs: NeedsJoined, Proof: ProofTurnedAway,
	},
	{
		Name: "acceptAllWaitingRoomRequest", Scope: OnEachWaiting, One: "acceptWaitingRoomRequest", Object: Participants, Takes: UserIDs,
		Permission: meeting.AcceptWaitingRequests, Needs: NeedsJoined, Proof: ProofLetIn,
	},
	{
		Name: "rejectAllWaitingRoomRequest", Scope: OnEachWaiting, One: "rejectWaitingRoomRequest", Object: Participants, Takes: EachID,
		Permission: meeting.AcceptWaitingRequests, Needs: NeedsJoined, Proof: ProofTurnedAway,
	},
}
