package action

import "github.com/gavel-rtc/gavel/wasm/meeting"

// rooms are the connected meetings. Refusals of the SDK have no code, and one of a move is no
// rejection but an answer. Who is moved gets a new meeting object (SDK 2.0.2).
var rooms = []Spec{
	{
		Name: "connectedMeetings.createMeetings", Scope: OnMeeting, Object: ConnectedMeetings, Takes: Titles,
		Permission: meeting.CanAlterConnectedMeetings, Needs: NeedsJoined, Proof: ProofMeetingsCreated,
		Place: Place{Section: InRooms, Icon: "add"},
	},
	{
		Name: "connectedMeetings.moveParticipants", Scope: OnUser, Object: ConnectedMeetings, Takes: Moving, ForAll: true,
		Permission: meeting.CanAlterConnectedMeetings, Needs: NeedsJoined, Proof: ProofMoved,
		Place: Place{Section: InRooms, Icon: "back"},
	},
	{
		Name: "connectedMeetings.deleteMeetings", Scope: OnConnectedMeeting, Object: ConnectedMeetings, Takes: MeetingIDs, Risk: RiskOnePerson,
		Permission: meeting.CanAlterConnectedMeetings, Needs: NeedsJoined, Proof: ProofMeetingDeleted,
		Place: Place{Section: InRooms, Icon: "close"},
	},
}
