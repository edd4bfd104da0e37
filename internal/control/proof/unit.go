package proof

import (
	"time"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Unit is one proof. What is left out is never so, sees nothing, and ends unconfirmed.
type Unit struct {
	// AlreadySo tells that somebody is as the action would have them: nothing needs to be sent.
	AlreadySo func(s *meeting.State, id meeting.ParticipantID) bool
	// Change tells what a change of the target shows.
	Change func(seen *Observation, change *Change) Sign
	// Each tells what an observation shows of a target that is no participant of this meeting.
	Each func(seen *Observation, id meeting.ParticipantID) Sign
	// Follows tells that the effect can be seen from the meeting one moves to as well.
	Follows bool
	// Room tells what an observation shows of the meeting as a whole, and of oneself.
	Room func(seen *Observation) Sign
	// Away is how it ends for somebody who has been away for AwayTime; without that, for
	// the settle time of the controller.
	Away     meeting.Status
	AwayTime time.Duration
	// Contrary is the key of what is said when the contrary was seen.
	Contrary string
	// AnswerTellsNothing tells that the SDK's call is answered before the server has done anything.
	AnswerTellsNothing bool
	// ConfirmTime is how long the effect may take, where that is longer than usual.
	ConfirmTime time.Duration
	// Unconfirmed is the key of what is said when nothing was seen, where there is more to say.
	Unconfirmed string
	// Answered is how it ends when the SDK's call was answered, where nothing else can be seen.
	Answered meeting.Status
	// Visible tells that the effect on somebody can be seen all the same.
	Visible func(s *meeting.State, id meeting.ParticipantID) bool
	// Late is how it ends for somebody of whom nothing was seen in time.
	Late func(s *meeting.State, id meeting.ParticipantID) meeting.Status
}

// Sign is what an observation shows of one target.
type Sign uint8

const (
	// Nothing tells nothing.
	Nothing Sign = iota
	// Shown is the effect.
	Shown
	// Off is a device going off, which may be the effect or the beginning of leaving.
	Off
	// Away is the target going away, which tells something once it has lasted.
	Away
	// Here is the target being there, without the effect.
	Here
	// Another is the target being there as another object.
	Another
	// Contrary is the contrary of the effect. It counts once the SDK's call was answered.
	Contrary
	// Claimed is the effect as the SDK shows it before the server knows. It counts once the
	// SDK's call was answered.
	Claimed
)

// units has every proof.
var units = [...]*Unit{
	action.NoProof:         &unseen,
	action.ProofAudioOff:   &audioOff,
	action.ProofVideoOff:   &videoOff,
	action.ProofPinned:     &pinned,
	action.ProofUnpinned:   &unpinned,
	action.ProofGone:       &gone,
	action.ProofEnded:      &ended,
	action.ProofLeft:       &left,
	action.ProofLetIn:      &letIn,
	action.ProofTurnedAway: &turnedAway,

	action.ProofScreenShareOff:   &screenShareOff,
	action.ProofInvited:          &invited,
	action.ProofOffStage:         &offStage,
	action.ProofOnStage:          &onStage,
	action.ProofLeftStage:        &leftStage,
	action.ProofAsked:            &asked,
	action.ProofRecording:        &recordingStarted,
	action.ProofNotRecording:     &recordingStopped,
	action.ProofRecordingPaused:  &recordingPaused,
	action.ProofRecordingResumed: &recordingResumed,
	action.ProofLive:             &livestreamStarted,
	action.ProofNotLive:          &livestreamStopped,
	action.ProofDevicesTaken:     &unseen, // but where OfCommand has another
	action.ProofAskedForAudio:    &askedForAudio,
	action.ProofAskedForVideo:    &askedForVideo,

	action.ProofMessagePinned:   &messagePinned,
	action.ProofMessageUnpinned: &messageUnpinned,
	action.ProofMessageDeleted:  &messageDeleted,
	action.ProofPluginActive:    &pluginActive,
	action.ProofPluginClosed:    &pluginClosed,
	action.ProofMeetingDeleted:  &meetingDeleted,
	// What these see is the command's: OfCommand.
	action.ProofPollBegun:       &unseen,
	action.ProofMeetingsCreated: &unseen,
	action.ProofMoved:           &unseen,
}

// shownIf is Shown when an effect is seen.
func shownIf(seen bool) Sign {
	if seen {
		return Shown
	}
	return Nothing
}

// Of returns the unit of a proof, nil when there is none.
func Of(proof action.Proof) *Unit {
	if int(proof) < len(units) {
		return units[proof]
	}
	return nil
}

// OfCommand is Of for a command, which may say what there is to be seen.
func OfCommand(proof action.Proof, command *meeting.Command) *Unit {
	switch proof {
	case action.ProofMoved:
		return moved(command)
	case action.ProofMeetingsCreated:
		return meetingsCreated(command)
	case action.ProofPollBegun:
		if command.Poll != nil {
			return pollBegun(command)
		}
	}
	taken := devicesTakenBy(command.Permissions)
	if proof == action.ProofDevicesTaken && command.What != "" {
		taken = command.What.Flag() &^ meeting.Chat
	}
	if taken != 0 {
		return devicesTaken(taken)
	}
	return Of(proof)
}
