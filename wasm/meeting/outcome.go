package meeting

import "time"

// Verdict says whether an action can be performed now, and if not, why.
type Verdict struct {
	Allowed bool
	// Pending tells that the same command is already on its way.
	Pending bool
	// Reason is set when the action is not allowed.
	Reason Reason
	// Permission is the preset field that is missing, with ReasonPermission.
	Permission string
	// Message says the reason in words.
	Message Message
}

// Status is how an action ended, for one target or as a whole.
type Status string

const (
	// StatusConfirmed means that the meeting has shown the effect.
	StatusConfirmed Status = "confirmed"
	// StatusUnchanged means that it was so already; nothing was sent.
	StatusUnchanged Status = "unchanged"
	// StatusSent means that the effect cannot be seen from here.
	StatusSent Status = "sent"
	// StatusPartial means that the targets ended differently. Only for a whole.
	StatusPartial Status = "partial"
	// StatusUnconfirmed means that no effect was seen in the time given.
	StatusUnconfirmed Status = "unconfirmed"
	// StatusLeft means that the person left meanwhile. Only for a target.
	StatusLeft Status = "left"
	// StatusRefused means that the server said no. Only for a target.
	StatusRefused Status = "refused"
	// StatusFailed means that the SDK failed. Only for a target.
	StatusFailed Status = "failed"
)

// Outcome is how a command ended.
type Outcome struct {
	Action Action
	Status Status
	// Elapsed is the time from asking to knowing.
	Elapsed time.Duration
	// Targets has a row for each person the command was about: the target, for
	// actions on each everybody whose device was on, for actions on the meeting
	// oneself. It is shared by all who asked and must not be changed.
	Targets []TargetOutcome
}

// TargetOutcome is how a command ended for one person.
type TargetOutcome struct {
	ID     ParticipantID
	UserID UserID
	Name   string
	Status Status
	// Code is the SDK's code when the status is refused or failed.
	Code string
	// Message says in words what is worth saying, with an empty Key otherwise.
	Message Message
}

// Summary returns the status of a whole from those of its targets. People who
// left do not count, unless nothing else was seen. No targets: unchanged.
func Summary(targets []TargetOutcome) Status {
	if len(targets) == 0 {
		return StatusUnchanged
	}
	seen := Status("")
	for _, target := range targets {
		switch {
		case target.Status == StatusLeft || target.Status == seen:
		case target.Status == StatusRefused || target.Status == StatusFailed:
			return StatusPartial
		case seen != "":
			return StatusPartial
		default:
			seen = target.Status
		}
	}
	if seen == "" {
		return StatusUnconfirmed
	}
	return seen
}
