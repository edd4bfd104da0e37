package control

import (
	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// refusal is what stands against an action on somebody.
type refusal struct {
	reason     meeting.Reason
	code       string
	permission string // the preset field that is missing
	message    meeting.Message
}

// moduleCodes are the codes that modules of the SDK have for a reason, where they differ from
// those of participants (SDK 2.0.2).
var moduleCodes = [...]struct {
	object action.Object
	reason meeting.Reason
	code   string
}{
	{action.Recording, meeting.ReasonPermission, "1001"},
	{action.Recording, meeting.ReasonWrongState, "1005"},
	{action.Livestream, meeting.ReasonPermission, "1901"},
	{action.Livestream, meeting.ReasonWrongState, "1902"},
	{action.Chat, meeting.ReasonNotJoined, "0505"},
	{action.Polls, meeting.ReasonNotJoined, "0705"},
	{action.Plugin, meeting.ReasonPermission, "0601"},
	{action.Meta, meeting.ReasonPermission, "0801"},
	{action.Stage, meeting.ReasonPermission, "2001"},
	{action.Stage, meeting.ReasonWrongState, "2006"},
	{action.Stage, meeting.ReasonNotJoined, "2005"},
	{action.Stage, meeting.ReasonMediaNotJoined, "2005"},
}

// refusalOf says what a reason means for an action.
func refusalOf(s *meeting.State, spec *action.Spec, target meeting.ParticipantID, reason meeting.Reason) refusal {
	against := refusal{reason: reason, code: reason.Code()}
	for _, row := range moduleCodes {
		if row.object == spec.Object && row.reason == reason {
			against.code = row.code
		}
	}
	if reason == meeting.ReasonPermission {
		against.permission = spec.Permission.PresetField()
	}
	against.message = meeting.MessageOf(reason, against.permission)
	switch {
	case reason == meeting.ReasonWrongState:
		against.message.Key = stateAgainst(s, spec, target)
	case reason == meeting.ReasonMediaNotJoined && endedWithTheStage(s):
		against.message.Key = "state.stage.ended"
	case reason == meeting.ReasonMediaNotJoined && s.Room.OnlyWatches:
		against.message.Key = "state.stage.never"
	}
	return against
}

// endedWithTheStage tells that one's own media ended with the stage of a group call: it comes
// back with a new meeting object only (SDK 2.0.2).
func endedWithTheStage(s *meeting.State) bool {
	return s.Room.ViewType == "GROUP_CALL" && s.Self.Permissions.Has(meeting.StageEnabled) && !s.Room.MediaJoined
}

// notAllowed is the error for a command that something stands against.
func notAllowed(spec *action.Spec, against refusal) *meeting.Error {
	return &meeting.Error{
		Reason:     against.reason,
		Code:       against.code,
		Action:     spec.Name,
		Permission: against.permission,
		Message:    against.message.Text(),
	}
}

// badInput inlined wherever it is called would be half a KB more.
//
//go:noinline
func badInput(action meeting.Action, message string) *meeting.Error {
	return &meeting.Error{Reason: meeting.ReasonBadInput, Code: meeting.ReasonBadInput.Code(), Action: action, Message: message}
}

func aborted(action meeting.Action, cause error) *meeting.Error {
	return &meeting.Error{Reason: meeting.ReasonAborted, Code: meeting.ReasonAborted.Code(), Action: action,
		Message: "the caller stopped waiting", Cause: cause}
}

func closedError(action meeting.Action) *meeting.Error {
	return &meeting.Error{Reason: meeting.ReasonAborted, Code: meeting.ReasonAborted.Code(), Action: action,
		Message: "the controller has been closed"}
}
