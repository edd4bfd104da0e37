package batch

// The layout of a batch; make generate writes these constants into collector.js (wasm/internal/port). Numbers
// have their last byte first: the bits of the batch (one byte), how many events, how many
// records, how long the texts are and how long the names (four each); then the records
// (slot in four bytes, what, flags, stage, edges). Behind them come, with NUL between one
// and the next, the texts of the events, of the room, of the things and of the records in order, of each
// those that its bits name; then the names of those who have texts; then their search keys.
// Names have a part of their own because a string of JavaScript with one letter beyond
// Latin-1 takes twice the room and more time.
const (
	headerSize = 17
	recordSize = 8

	// What a batch has besides records and events.
	hasReset       = 1
	hasRoom        = 2
	hasMediaJoined = 4
	hasStage       = 8
	onlyWatches    = 16
	hasSpotlight   = 32
	hasThings      = 64

	// What a record is about.
	isGone       = 1
	hasText      = 2
	isWaitlisted = 4
	isSelf       = 8
	hasCustomID  = 16
	hasPicture   = 32
	hasPreset    = 64 // another than that of the record with texts before
)

// The events of a batch. Some have more behind a colon.
const (
	eventRoomJoined          = "roomJoined"
	eventRoomLeft            = "roomLeft"
	eventParticipantsCleared = "participantsCleared"
	eventMeetingChanged      = "meetingChanged"
	eventRequested           = "requested"
	eventWrote               = "wrote"
)

// RequestMessage is the type of the broadcast with which pages ask others for something; its
// payload is { kind }, a meeting.RequestKind.
const RequestMessage = "gavel.request"

// Things are what there is beside people: messages of the chat, polls, plugins and connected
// meetings. Of each kind there is a number, how many follow; of all but messages "" for one that has
// not changed. Marks are letters in one text.
const (
	isAnew        = "*" // before the number of messages: all that there are
	isPinned      = "p"
	isPrivate     = "v"
	isDeleted     = "g"
	isActive      = "a"
	canActivate   = "+"
	canDeactivate = "-"
)
