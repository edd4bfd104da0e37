package meeting

// Flags are the facts about a participant that are either so or not.
type Flags uint8

const (
	// AudioOn means the microphone is on.
	AudioOn Flags = 1 << iota
	// VideoOn means the camera is on.
	VideoOn
	// ScreenShareOn means a screen is being shared.
	ScreenShareOn
	// Pinned means the participant is pinned for everybody; at most one is.
	Pinned
	// PinUnseen means, of somebody who is Pinned, that the SDK has lost sight of the pin, as it
	// does of people who are off stage: that it ends is not seen until somebody is pinned anew.
	PinUnseen
	// Chat is no state of anybody: it stands for the chat in Seen and Locked.
	Chat
)

// Has tells whether all flags of want are set.
func (f Flags) Has(want Flags) bool { return f&want == want }

// StageStatus is where somebody is in relation to the stage.
type StageStatus uint8

// The stage statuses of the SDK.
const (
	OffStage StageStatus = iota
	RequestedToJoinStage
	AcceptedToJoinStage
	OnStage
)

var stageStatuses = [...]string{"OFF_STAGE", "REQUESTED_TO_JOIN_STAGE", "ACCEPTED_TO_JOIN_STAGE", "ON_STAGE"}

// String returns the SDK's word, for example "ON_STAGE".
func (s StageStatus) String() string {
	if int(s) < len(stageStatuses) {
		return stageStatuses[s]
	}
	return stageStatuses[OffStage]
}

// ParseStageStatus reads the SDK's word. Unknown words, and the missing status
// of a meeting without a stage, are OffStage.
func ParseStageStatus(word string) StageStatus {
	for i, known := range stageStatuses {
		if word == known {
			return StageStatus(i)
		}
	}
	return OffStage
}

// Text is what a participant is called. It changes rarely, so it travels apart
// from the flags.
type Text struct {
	UserID     UserID
	CustomID   CustomID
	Name       string
	Picture    string
	PresetName string
	// SearchKey is the name as people type it who search: lower case, no accents or apostrophes,
	// nothing that is not seen.
	SearchKey string
}

// Participant is somebody else in the meeting, as last seen. A Participant that
// has been published is never changed.
type Participant struct {
	ID ParticipantID
	Text
	Flags Flags
	Stage StageStatus
	// Since is when somebody who waits to be let in, or asks for the stage, was first seen to,
	// in milliseconds of Unix time; 0 for others. It stays when a connection breaks and comes back.
	Since int64
	// Seen are the devices that were seen on while these controls were there, and [Chat] for who
	// was seen to write. It stays when somebody leaves and comes again, by their user id.
	Seen Flags
	// Locked is what these controls have locked for somebody, as far as it holds.
	Locked Flags
	// Spoken is for how long they were the speaker in this session, in milliseconds, until they
	// became it last: see [Speaker.SpokenFor].
	Spoken int64
}

// Self is the person whose page this is, as last seen.
type Self struct {
	ID ParticipantID
	Text
	Flags       Flags
	Stage       StageStatus
	Permissions Permissions
}
