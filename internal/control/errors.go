package control

import (
	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// notAllowed is the error for a command that something stands against.
func notAllowed(spec *action.Spec, against meeting.Reason) *meeting.Error {
	permission := missing(spec, against)
	return &meeting.Error{
		Reason:     against,
		Code:       against.Code(),
		Action:     spec.Name,
		Permission: permission,
		Message:    meeting.MessageOf(against, permission).Text(),
	}
}

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
