package control

import "github.com/gavel-rtc/gavel/internal/meeting"

// check finds the row of a command, or says what is wrong with the command.
func check(command meeting.Command) (meeting.Row, error) {
	row, known := meeting.RowOf(command.Action)
	switch {
	case !known:
		return row, badInput("", "there is no action \""+string(command.Action)+"\"")
	case row.TakesTarget() && command.Target == "":
		return row, badInput(command.Action, "target is missing: it is the id of a participant")
	case !row.TakesTarget() && command.Target != "":
		return row, badInput(command.Action, "takes no target")
	}
	return row, nil
}

// notAllowed is the error for a command that something stands against.
func notAllowed(row meeting.Row, against meeting.Reason) *meeting.Error {
	verdict := refusal(row, against)
	return &meeting.Error{
		Reason:     against,
		Code:       against.Code(),
		Action:     row.Action,
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
