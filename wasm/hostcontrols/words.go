//go:build js && wasm

package hostcontrols

import (
	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/internal/meeting"
)

// The words of a meeting, under the names a program outside this module can use.
type (
	// Action is something a host can do, named as the SDK's method.
	Action = meeting.Action
	// Command asks for an action; Target is set exactly for the actions that are about one person.
	Command = meeting.Command
	// Running is a command under way.
	Running = control.Running
	// ParticipantID names one appearance of a person in a meeting.
	ParticipantID = meeting.ParticipantID
	// UserID names a person for as long as they are a member of the meeting.
	UserID = meeting.UserID
	// CustomID is the name that the customer's backend gave a person.
	CustomID = meeting.CustomID
	// Verdict says whether an action can be performed now, and if not, why.
	Verdict = meeting.Verdict
	// Reason says why something was not done. It is an error for errors.Is.
	Reason = meeting.Reason
	// Message is a sentence for a person: a key and its arguments, and English by Text.
	Message = meeting.Message
	// Arg fills a place in a Message.
	Arg = meeting.Arg
	// Outcome is how a command ended.
	Outcome = meeting.Outcome
	// TargetOutcome is how a command ended for one person.
	TargetOutcome = meeting.TargetOutcome
	// Status is how a command ended in one word.
	Status = meeting.Status
	// Error is the one error of this package.
	Error = meeting.Error
	// State is the meeting as last seen. It never changes; the next one does.
	State = control.State
	// Pending is a command that was sent and has not ended.
	Pending = control.Pending
	// Update tells of a new State and of commands that ended.
	Update = control.Update
	// Ended is a command that ended, with an outcome or an error.
	Ended = control.Ended
	// Self is oneself, as last seen.
	Self = meeting.Self
	// Participant is somebody else, as last seen.
	Participant = meeting.Participant
	// Text is what a participant is called.
	Text = meeting.Text
	// Flags are the facts about a participant that are so or not.
	Flags = meeting.Flags
	// StageStatus is where somebody is in relation to the stage.
	StageStatus = meeting.StageStatus
	// Roster is a list of participants that never changes.
	Roster = meeting.Roster
	// Room is what is known of the meeting as a whole.
	Room = meeting.Room
	// RoomState is the SDK's roomState.
	RoomState = meeting.RoomState
	// Connection is the state of the connection to the meeting's server.
	Connection = meeting.Connection
	// Permission is one yes-or-no right of a preset.
	Permission = meeting.Permission
	// Permissions is what one's own preset grants.
	Permissions = meeting.Permissions
	// Production says whether one may send a kind of media.
	Production = meeting.Production
)

// The actions.
const (
	DisableAudio    = meeting.DisableAudio
	DisableVideo    = meeting.DisableVideo
	DisableAllAudio = meeting.DisableAllAudio
	DisableAllVideo = meeting.DisableAllVideo
	Pin             = meeting.Pin
	Unpin           = meeting.Unpin
	Kick            = meeting.Kick
	KickAll         = meeting.KickAll
	Leave           = meeting.Leave

	AcceptWaitingRoomRequest    = meeting.AcceptWaitingRoomRequest
	RejectWaitingRoomRequest    = meeting.RejectWaitingRoomRequest
	AcceptAllWaitingRoomRequest = meeting.AcceptAllWaitingRoomRequest
	RejectAllWaitingRoomRequest = meeting.RejectAllWaitingRoomRequest
)

// The flags of a participant.
const (
	AudioOn       = meeting.AudioOn
	VideoOn       = meeting.VideoOn
	ScreenShareOn = meeting.ScreenShareOn
	Pinned        = meeting.Pinned
)

// How a command can end.
const (
	StatusConfirmed   = meeting.StatusConfirmed
	StatusUnchanged   = meeting.StatusUnchanged
	StatusSent        = meeting.StatusSent
	StatusPartial     = meeting.StatusPartial
	StatusUnconfirmed = meeting.StatusUnconfirmed
	StatusLeft        = meeting.StatusLeft
	StatusRefused     = meeting.StatusRefused
	StatusFailed      = meeting.StatusFailed
)

// The reasons of verdicts and errors.
const (
	ReasonPermission        = meeting.ReasonPermission
	ReasonNotJoined         = meeting.ReasonNotJoined
	ReasonMediaNotJoined    = meeting.ReasonMediaNotJoined
	ReasonNoSuchParticipant = meeting.ReasonNoSuchParticipant
	ReasonIsSelf            = meeting.ReasonIsSelf
	ReasonNotPinned         = meeting.ReasonNotPinned
	ReasonStageDisabled     = meeting.ReasonStageDisabled
	ReasonOffline           = meeting.ReasonOffline
	ReasonEnded             = meeting.ReasonEnded
	ReasonUnsupported       = meeting.ReasonUnsupported
	ReasonRefused           = meeting.ReasonRefused
	ReasonRateLimited       = meeting.ReasonRateLimited
	ReasonFailed            = meeting.ReasonFailed
	ReasonAborted           = meeting.ReasonAborted
	ReasonBadInput          = meeting.ReasonBadInput
	ReasonVersion           = meeting.ReasonVersion
)
