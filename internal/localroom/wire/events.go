package wire

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// Event is the number that says what a frame is about. The high half is the
// group, the low half counts within it.
type Event uint32

const (
	roomGroup   Event = 0 << 16
	chatGroup   Event = 1 << 16
	pluginGroup Event = 2 << 16
	pollsGroup  Event = 3 << 16
	presetGroup Event = 5 << 16
	mediaGroup  Event = 0x0300_0000
	restGroup   Event = 0x7fff_0000 // ours: calls over HTTP, of which there are no frames
)

// The events that SDK 2.0.2 sends or listens to and that a room knows.
// Their names are the SDK's own.
const (
	GetPeerInfo                Event = roomGroup + 0
	GetRoomPeersInfo           Event = roomGroup + 2
	JoinRoom                   Event = roomGroup + 3
	LeaveRoom                  Event = roomGroup + 4
	GetRoomInfo                Event = roomGroup + 5
	LivestreamStarted          Event = roomGroup + 8
	LivestreamStopped          Event = roomGroup + 9
	LivestreamErrored          Event = roomGroup + 10
	GetStageRequests           Event = roomGroup + 12
	RequestStageAccess         Event = roomGroup + 13
	CancelStageRequest         Event = roomGroup + 14
	GrantStageAccess           Event = roomGroup + 15
	DenyStageAccess            Event = roomGroup + 16
	RoomPeerCount              Event = roomGroup + 17
	JoinStage                  Event = roomGroup + 18
	LeaveStage                 Event = roomGroup + 19
	GetConnectedRoomsDump      Event = roomGroup + 20
	CreateMeetings             Event = roomGroup + 21
	DeleteMeetings             Event = roomGroup + 22
	MovePeers                  Event = roomGroup + 23
	TransferPeer               Event = roomGroup + 24
	MovedPeer                  Event = roomGroup + 25
	ConnectedRoomsUpdated      Event = roomGroup + 26
	ConnectedRoomsDeleted      Event = roomGroup + 27
	BroadcastMessage           Event = roomGroup + 29
	KickPeers                  Event = roomGroup + 30
	KickEverybody              Event = roomGroup + 31
	GetWaitingRoomRequests     Event = roomGroup + 33
	AcceptWaitingRoomRequests  Event = roomGroup + 34
	WaitingRoomRequestAccepted Event = roomGroup + 35
	DenyWaitingRoomRequests    Event = roomGroup + 36
	WaitingRoomRequestDenied   Event = roomGroup + 37
	PeerStageStatusUpdate      Event = roomGroup + 38
	BroadcastToEntity          Event = roomGroup + 39
	RecordingStarted           Event = roomGroup + 40
	RecordingStopped           Event = roomGroup + 41
	RecordingPaused            Event = roomGroup + 42
	GetRoomStageState          Event = roomGroup + 43
	LivestreamInvoked          Event = roomGroup + 44

	GetMessages        Event = chatGroup + 0
	SendMessageToRoom  Event = chatGroup + 1
	SendMessageToPeers Event = chatGroup + 2
	EditMessage        Event = chatGroup + 3
	DeleteMessage      Event = chatGroup + 4
	GetMessagePage     Event = chatGroup + 5
	PinMessage         Event = chatGroup + 10

	StoreInsertKeys Event = pluginGroup + 9
	StoreGetKeys    Event = pluginGroup + 10
	StoreDeleteKeys Event = pluginGroup + 11

	CreatePoll Event = pollsGroup + 0
	GetPolls   Event = pollsGroup + 1
	VotePoll   Event = pollsGroup + 2
	UpdatePoll Event = pollsGroup + 3

	GetUserPresets   Event = presetGroup + 0
	UpdateUserPreset Event = presetGroup + 1

	CreateTransport             Event = mediaGroup | 1
	Produce                     Event = mediaGroup | 2
	Consume                     Event = mediaGroup | 3
	SetProducerPaused           Event = mediaGroup | 4
	CloseProducer               Event = mediaGroup | 6
	CloseConsumer               Event = mediaGroup | 7
	UpdateSimulcast             Event = mediaGroup | 8
	JoinMedia                   Event = mediaGroup | 16
	LeaveMedia                  Event = mediaGroup | 17
	GlobalPinPeer               Event = mediaGroup | 19
	SelfJoinComplete            Event = mediaGroup | 20
	PeerJoinedBroadcast         Event = mediaGroup | 25
	PeerLeaveBroadcast          Event = mediaGroup | 26
	PeerProducerCreateBroadcast Event = mediaGroup | 27
	PeerProducerToggleBroadcast Event = mediaGroup | 28
	PeerProducerCloseBroadcast  Event = mediaGroup | 29
	GlobalPeerPinBroadcast      Event = mediaGroup | 30
	DisplayNameEditBroadcast    Event = mediaGroup | 33
	SelectedPeerDiff            Event = mediaGroup | 40
	RenegotiateDescription      Event = mediaGroup | 50
	ErrorResponse               Event = mediaGroup | 60
	ChangeDisplayName           Event = mediaGroup | 92
	HostControlPeer             Event = mediaGroup | 93
	HostControlAllPeers         Event = mediaGroup | 94
	AudioActivity               Event = mediaGroup | 100

	RecordingCall  Event = restGroup + 0
	LivestreamCall Event = restGroup + 1
)

var names = map[Event]string{
	GetPeerInfo:                "room.getPeerInfo",
	GetRoomPeersInfo:           "room.getRoomPeersInfo",
	JoinRoom:                   "room.joinRoom",
	LeaveRoom:                  "room.leaveRoom",
	GetRoomInfo:                "room.getRoomInfo",
	LivestreamStarted:          "room.startedLivestream",
	LivestreamStopped:          "room.stoppedLivestream",
	LivestreamErrored:          "room.erroredLivestream",
	LivestreamInvoked:          "room.livestreamingInvoked",
	RoomPeerCount:              "room.roomPeerCount",
	GetStageRequests:           "room.getStageRequests",
	RequestStageAccess:         "room.requestStageAccess",
	CancelStageRequest:         "room.cancelStageRequest",
	GrantStageAccess:           "room.grantStageAccess",
	DenyStageAccess:            "room.denyStageAccess",
	JoinStage:                  "room.joinStage",
	LeaveStage:                 "room.leaveStage",
	GetConnectedRoomsDump:      "room.getConnectedRoomsDump",
	CreateMeetings:             "room.createConnectedRooms",
	DeleteMeetings:             "room.deleteConnectedRooms",
	MovePeers:                  "room.movePeers",
	TransferPeer:               "room.transferPeer",
	MovedPeer:                  "room.movedPeer",
	ConnectedRoomsUpdated:      "room.connectedRoomsUpdated",
	ConnectedRoomsDeleted:      "room.connectedRoomsDeleted",
	BroadcastMessage:           "room.broadcastMessage",
	KickPeers:                  "room.kick",
	KickEverybody:              "room.kickAll",
	GetWaitingRoomRequests:     "room.getWaitingRoomRequests",
	AcceptWaitingRoomRequests:  "room.acceptWaitingRoomRequests",
	WaitingRoomRequestAccepted: "room.waitingRoomRequestAccepted",
	DenyWaitingRoomRequests:    "room.denyWaitingRoomRequests",
	WaitingRoomRequestDenied:   "room.waitingRoomRequestDenied",
	PeerStageStatusUpdate:      "room.peerStageStatusUpdate",
	BroadcastToEntity:          "room.broadcastToEntity",
	RecordingStarted:           "room.recordingStarted",
	RecordingStopped:           "room.recordingStopped",
	RecordingPaused:            "room.recordingPaused",
	GetRoomStageState:          "room.getRoomStageState",

	GetMessages:        "chat.getMessages",
	SendMessageToRoom:  "chat.sendMessageToRoom",
	SendMessageToPeers: "chat.sendMessageToPeers",
	EditMessage:        "chat.editMessage",
	DeleteMessage:      "chat.deleteMessage",
	GetMessagePage:     "chat.getPaginatedMessages",
	PinMessage:         "chat.pinMessage",

	StoreInsertKeys: "plugin.storeInsertKeys",
	StoreGetKeys:    "plugin.storeGetKeys",
	StoreDeleteKeys: "plugin.storeDeleteKeys",

	CreatePoll: "polls.createPoll",
	GetPolls:   "polls.getPolls",
	VotePoll:   "polls.votePoll",
	UpdatePoll: "polls.updatePoll",

	GetUserPresets:   "preset.getUserPresets",
	UpdateUserPreset: "preset.updateUserPreset",

	CreateTransport:             "media.createWebRTCTransport",
	Produce:                     "media.produce",
	Consume:                     "media.consume",
	SetProducerPaused:           "media.toggleProducer",
	CloseProducer:               "media.closeProducer",
	CloseConsumer:               "media.closeConsumer",
	UpdateSimulcast:             "media.updateConsumersSimulcastConfig",
	JoinMedia:                   "media.joinRoom",
	LeaveMedia:                  "media.leaveRoom",
	GlobalPinPeer:               "media.globalPinPeer",
	SelfJoinComplete:            "media.selfJoinComplete",
	PeerJoinedBroadcast:         "media.peerJoinedBroadcast",
	PeerLeaveBroadcast:          "media.peerLeaveBroadcast",
	PeerProducerCreateBroadcast: "media.peerProducerCreateBroadcast",
	PeerProducerToggleBroadcast: "media.peerProducerToggleBroadcast",
	PeerProducerCloseBroadcast:  "media.peerProducerCloseBroadcast",
	GlobalPeerPinBroadcast:      "media.globalPeerPinBroadcast",
	DisplayNameEditBroadcast:    "media.peerDisplayNameEditBroadcast",
	SelectedPeerDiff:            "media.selectedPeerDiff",
	RenegotiateDescription:      "media.renegotiateSessionDescription",
	ErrorResponse:               "media.errorResponse",
	ChangeDisplayName:           "media.changeDisplayName",
	HostControlPeer:             "media.hostControlPeer",
	HostControlAllPeers:         "media.hostControlAllPeers",
	AudioActivity:               "media.audioActivity",

	RecordingCall:  "rest.recording",
	LivestreamCall: "rest.livestream",
}

// OverHTTP tells whether an event is a REST call.
func (e Event) OverHTTP() bool { return e == RecordingCall || e == LivestreamCall }

// String is the group and the SDK's name, such as "media.hostControlPeer", or
// the number of an event that the room does not know.
func (e Event) String() string {
	if name, ok := names[e]; ok {
		return name
	}
	return strconv.FormatUint(uint64(e), 10)
}

// ParseEvent reads what String writes.
func ParseEvent(text string) (Event, error) {
	for event, name := range names {
		if name == text {
			return event, nil
		}
	}
	number, err := strconv.ParseUint(text, 10, 32)
	if err != nil {
		return 0, fmt.Errorf("unknown event %q: want a number or one of %v", text, slices.Sorted(maps.Values(names)))
	}
	return Event(number), nil
}
