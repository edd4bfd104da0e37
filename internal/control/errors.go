package control

import (
	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// check finds the spec of a command, or says what is wrong with the command.
func check(command meeting.Command) (action.Spec, error) {
	spec, known := action.Of(command.Action)
	switch {
	case !known:
		return spec, badInput("", "there is no action \""+string(command.Action)+"\"")
	case spec.TakesTarget() && command.Target == "":
		return spec, badInput(command.Action, "target is missing: it is the id of a participant")
	case !spec.TakesTarget() && command.Target != "":
		return spec, badInput(command.Action, "takes no target")
	}
	return spec, nil
}

// notAllowed is the error for a command that something stands against.
func notAllowed(spec action.Spec, against meeting.Reason) *meeting.Error {
	verdict := refusal(spec, against)
	return &meeting.Error{
		Reason:     against,
		Code:       against.Code(),
		Action:     spec.Name,
		Permission: verdict.Permission,
		Message:    verdict.Message.Text(),
	}
}

func badInput(action meeting.Action, message string) error {
	return &meeting.Error{Reason: meeting.ReasonBadInput, Code: meeting.ReasonBadInput.Code(), Action: action, Message: message}
}

func aborted(action meeting.Action, cause error) error {
	return &meeting.Error{Reason: meeting.ReasonAborted, Code: meeting.ReasonAborted.Code(), Action: action,
		Message: "the caller stopped waiting", Cause: cause}
}

func closedError(action meeting.Action) *meeting.Error {
	return &meeting.Error{Reason: meeting.ReasonAborted, Code: meeting.ReasonAborted.Code(), Action: action,
		Message: "the controller has been closed"}
}
