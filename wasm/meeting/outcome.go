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
	// Rows has the verdict for each target of a command on several, which is allowed when
	// it is for one of them.
	Rows []TargetVerdict
}

// TargetVerdict is a Verdict's row about one person.
type TargetVerdict struct {
	ID         ParticipantID
	Allowed    bool
	Reason     Reason
	Permission string
	Message    Message
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
	// StatusPartial means that it was not done, or not seen to be, for every target. Only
	// for a whole.
	StatusPartial Status = "partial"
	// StatusUnconfirmed means that no effect was seen in the time given.
	StatusUnconfirmed Status = "unconfirmed"
	// StatusLeft means that the person left meanwhile. Only for a target.
	StatusLeft Status = "left"
	// StatusRefused means that the server said no. Only for a target.
	StatusRefused Status = "refused"
	// StatusFailed means that the SDK failed, or that this target was not allowed. Only for
	// a target.
	StatusFailed Status = "failed"
	// StatusAborted means that the command was called off before this was sent. Only for a
	// target.
	StatusAborted Status = "aborted"
)

// Outcome is how a command ended.
type Outcome struct {
	Action Action
	Status Status
	// Elapsed is the time from asking to knowing.
	Elapsed time.Duration
	// Targets has a row for each person the command was about: the target or the targets
	// in their order, for actions on each everybody whose device was on, for actions on the
	// meeting oneself. It is shared by all who asked and must not be changed.
	Targets []TargetOutcome
}

// TargetOutcome is how a command ended for one person.
type TargetOutcome struct {
	ID       ParticipantID
	UserID   UserID
	CustomID CustomID
	Name     string
	Status   Status
	// Code is as in an Error when the status is refused or failed.
	Code string
	// Message says in words what is worth saying, with an empty Key otherwise.
	Message Message
}

// Summary returns the status of a whole from those of its targets. It is partial when a
// target was refused, failed or aborted, or is unconfirmed and not all are. Who was so
// already or left does not count beside others. No targets: unchanged.
func Summary(targets []TargetOutcome) Status {
	if len(targets) == 0 {
		return StatusUnchanged
	}
	done, unconfirmed := Status(""), false
	for _, target := range targets {
		switch target.Status {
		case StatusRefused, StatusFailed, StatusAborted:
			return StatusPartial
		case StatusUnconfirmed:
			unconfirmed = true
		case StatusSent:
			done = StatusSent // not all of it was seen
		case StatusConfirmed:
			if done != StatusSent {
				done = StatusConfirmed
			}
		case StatusUnchanged:
			if done == "" {
				done = StatusUnchanged
			}
		}
	}
	switch {
	case done == "":
		return StatusUnconfirmed
	case unconfirmed:
		return StatusPartial
	}
	return done
}
