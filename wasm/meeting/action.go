package meeting

// Action is the name of something a host can do: the SDK's method name.
type Action string

// The actions. What each one is, package action says.
const (
	DisableAudio    Action = "disableAudio"
	DisableVideo    Action = "disableVideo"
	DisableAllAudio Action = "disableAllAudio"
	DisableAllVideo Action = "disableAllVideo"
	Pin             Action = "pin"
	Unpin           Action = "unpin"
	Kick            Action = "kick"
	KickAll         Action = "kickAll"
	Leave           Action = "leave"

	AcceptWaitingRoomRequest    Action = "acceptWaitingRoomRequest"
	RejectWaitingRoomRequest    Action = "rejectWaitingRoomRequest"
	AcceptAllWaitingRoomRequest Action = "acceptAllWaitingRoomRequest"
	RejectAllWaitingRoomRequest Action = "rejectAllWaitingRoomRequest"
)
