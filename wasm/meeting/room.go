package meeting

// RoomState is the SDK's self.roomState.
type RoomState string

// The room states of SDK 2.0.2.
const (
	RoomInit             RoomState = "init"
	RoomWaitlisted       RoomState = "waitlisted"
	RoomJoined           RoomState = "joined"
	RoomKicked           RoomState = "kicked"
	RoomEnded            RoomState = "ended"
	RoomLeft             RoomState = "left"
	RoomRejected         RoomState = "rejected"
	RoomFailed           RoomState = "failed"
	RoomDisconnected     RoomState = "disconnected"
	RoomConnectedMeeting RoomState = "connected-meeting"
	RoomStageLeft        RoomState = "stageLeft"
)

// Over tells whether the meeting is over for this person. A meeting object that
// is over never joins again; the page needs a new one.
func (s RoomState) Over() bool {
	switch s {
	case RoomKicked, RoomEnded, RoomLeft, RoomRejected, RoomFailed:
		return true
	}
	return false
}

// Connection is the state of the socket to the meeting's server, from the SDK's
// meta.socketConnectionUpdate.
type Connection string

// The connection states. ConnectionNone is before the first attempt.
const (
	ConnectionNone         Connection = ""
	ConnectionConnected    Connection = "connected"
	ConnectionDisconnected Connection = "disconnected"
	ConnectionReconnecting Connection = "reconnecting"
	ConnectionFailed       Connection = "failed"
)

// Down tells that a connection there once was is away: what is sent now is lost.
func (c Connection) Down() bool {
	return c == ConnectionDisconnected || c == ConnectionReconnecting || c == ConnectionFailed
}

// Room is what is known of the meeting as a whole.
type Room struct {
	State      RoomState
	Connection Connection
	// MediaJoined is the SDK's self.roomJoined: host controls that go through
	// the media server work only while it is true.
	MediaJoined bool
	// OnlyWatches tells that this is a livestream on whose stage one has not been: there is
	// no media of one's own, also while MediaJoined is true.
	OnlyWatches bool
	// MeetingID is the SDK's meta.meetingId.
	MeetingID string
	Title     string
	// ViewType is the SDK's meta.viewType: GROUP_CALL, WEBINAR, LIVESTREAM or another.
	ViewType string
	// HasStage tells that the page has the SDK's module of the stage; whether the meeting has a
	// stage is the permission StageEnabled.
	HasStage bool
	// Modules are the SDK's other modules that the page has, with spaces between them: chat, polls,
	// plugins, connectedMeetings.
	Modules string
	// Spotlight is the SDK's meta.broadcastTabChanges: whether others are told which tab one chooses.
	Spotlight bool
	// RecordingState is the SDK's recording.recordingState, "" without that module.
	RecordingState string
	// Recordings are the states of all recordings, with a space between one and the next.
	Recordings string
	// LivestreamState is the SDK's livestream.state, "" without that module: only meetings of
	// the view type LIVESTREAM have it.
	LivestreamState string
	// ViewerCount is how many watch the livestream, as far as the SDK knows.
	ViewerCount int
	// PlaybackURL is where the livestream can be watched, "" while it is not known.
	PlaybackURL string
}
