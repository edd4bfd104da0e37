package view

import "github.com/gavel-rtc/gavel/wasm/meeting"

// Phase is which of its faces the panel shows.
type Phase string

// The phases.
const (
	PhaseOutside Phase = "outside" // not joined yet
	PhaseWaiting Phase = "waiting" // to be let in
	PhaseLive    Phase = "live"
	PhaseOver    Phase = "over"
)

// Panel is what is to be seen. It never changes.
type Panel struct {
	Phase   Phase
	Title   string
	Facts   Facts
	Rights  Rights
	Header  [4]Button // disableAllAudio, disableAllVideo, leave, kickAll
	Banner  string    // key of a sentence, "" for no banner
	List    List
	Rows    []*Row // of the window, and the active one, by place
	Dialog  Dialog
	Closing meeting.RoomState // how it ended, with PhaseOver
	Notice  Notice
	Said    Said
}

// Facts are numbers and states of the meeting and of oneself.
type Facts struct {
	People    int // oneself included
	Waiting   int
	Recording string // the SDK's recordingState
	Self      Look
	Preset    string
}

// Rights are what the preset gives and what it does not: names of actions, and
// of the preset's fields, separated by spaces.
type Rights struct{ Granted, Missing, Fields string }

// Look is what there is to see of a person.
type Look uint16

// The looks. The first four are the flags of package meeting.
const (
	LookAudio       = Look(meeting.AudioOn)
	LookVideo       = Look(meeting.VideoOn)
	LookScreenShare = Look(meeting.ScreenShareOn)
	LookPinned      = Look(meeting.Pinned)
)

// More looks.
const (
	LookSelf Look = 1 << (4 + iota)
	LookSpeaking
	LookGone
	LookOnStage
	LookAsking // for the stage
	LookAccepted
)

// Row is one person in the list. It never changes: one that stays as it is is the same in
// the next Panel.
type Row struct {
	ID      meeting.ParticipantID
	Place   int // from 0, among all who match the search
	Name    string
	Look    Look
	Buttons [4]Button // microphone, camera, pin, remove

	// What it was drawn of, beside the rowBasis.
	person *meeting.Participant
	gone   bool
}

// Button is a control. The zero Button is not there.
type Button struct {
	Action meeting.Action
	State  ButtonState
	Mark   Mark
	// Why is the key of the reason for which the button is blocked, or of what
	// became of its last use. Permission is the preset field it may speak of.
	Why, Permission string
	// Count is how many people the action would change now, for those on each.
	Count int
}

// ButtonState says what a press would do.
type ButtonState uint8

// The states of a button.
const (
	ButtonFolded  ButtonState = iota // not shown: the preset has never allowed it
	ButtonReady                      // performs, or asks first
	ButtonBlocked                    // is in its place and says why not
	ButtonBusy                       // is under way
)

// Mark is what became of the last use of a button.
type Mark uint8

// The marks.
const (
	MarkNone Mark = iota
	MarkDone
	MarkUnconfirmed
	MarkFailed
)

// List describes the list as a whole.
type List struct {
	Size    int // rows, shown or not
	Search  string
	Stale   bool
	Active  meeting.ParticipantID // the row that has the list's tab stop
	Focused int                   // counts the times the active row is to take the focus
}

// Dialog is a question before a risky action. The zero Dialog is none.
type Dialog struct {
	Action     meeting.Action
	Target     meeting.ParticipantID
	Name       string
	People     int // whom it ends the meeting for, oneself included
	State      ButtonState
	Why        string // with ButtonBlocked
	Permission string
}

// Notice is the last receipt, visible until something replaces it.
type Notice struct {
	Serial    int
	Sentences []meeting.Message
	Warning   bool
	CanUndo   bool
}

// Said is what a screen reader is told.
type Said struct {
	Serial    int
	Sentences []meeting.Message
	Assertive bool
}
