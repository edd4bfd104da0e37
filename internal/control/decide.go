package control

import (
	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control/locks"
	"github.com/gavel-rtc/gavel/internal/control/proof"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// decide judges a command against a state and returns a row for each target. Rows of those
// who are so already, or of several who are not allowed, have ended. The error is that of
// the only target or, when none of several is allowed, of the first.
func decide(s *meeting.State, command meeting.Command, spec *action.Spec) ([]meeting.TargetOutcome, *meeting.Error) {
	rows, failure := rowsOf(s, &command, spec)
	if failure == nil && spec.Takes == action.ToUnlock {
		locks.Withhold(s, &command, rows)
	}
	return rows, failure
}

func rowsOf(s *meeting.State, command *meeting.Command, spec *action.Spec) ([]meeting.TargetOutcome, *meeting.Error) {
	spec = fitted(s, command, spec)
	unit := proof.OfCommand(spec.Proof, command)
	if against := destinationAgainst(s, command, spec); against != "" {
		return nil, notAllowed(spec, refusalOf(s, spec, "", against))
	}
	if command.Targets == nil {
		if against := judge(s, spec, command.Target); against != "" {
			return nil, notAllowed(spec, refusalOf(s, spec, command.Target, against))
		}
		if spec.TakesTarget() {
			return []meeting.TargetOutcome{rowOf(s, spec, unit, command.Target)}, nil
		}
		return targetsOf(s, command, spec), nil
	}
	rows := make([]meeting.TargetOutcome, len(command.Targets))
	var first *refusal
	allowed := false
	for i, id := range command.Targets {
		rows[i] = rowOf(s, spec, unit, id)
		against := judge(s, spec, id)
		if against == "" {
			allowed = true
			continue
		}
		refused := refusalOf(s, spec, id, against)
		if first == nil {
			first = &refused
		}
		rows[i].Status, rows[i].Code, rows[i].Message = meeting.StatusFailed, refused.code, refused.message
	}
	if !allowed {
		return nil, notAllowed(spec, *first)
	}
	return rows, nil
}

// rowOf returns the row of a target that the command names.
func rowOf(s *meeting.State, spec *action.Spec, unit *proof.Unit, id meeting.ParticipantID) meeting.TargetOutcome {
	row := meeting.TargetOutcome{ID: id}
	if spec.AboutThings() {
		row.Name, _ = findThing(s, spec.Scope, id)
	} else if spec.Scope == action.OnUser {
		if _, who := s.WhereIs(meeting.UserID(id)); who != nil {
			row = userRow(who)
		}
	} else if text, _, found := find(s, spec.Waiting(), id); found {
		row.UserID, row.CustomID, row.Name = text.UserID, text.CustomID, text.Name
	}
	if alreadySo(s, unit, id) {
		row.Status = meeting.StatusUnchanged
	}
	return row
}

// judge says what stands against an action, "" when nothing does. It takes the
// same time in any meeting. The order is from the general to the particular:
// what nobody could do comes first. What the meeting lacks, a module or a stage, belongs
// before the permission, which the SDK says is missing then.
func judge(s *meeting.State, spec *action.Spec, target meeting.ParticipantID) meeting.Reason {
	if reason := roomReason(s, spec.Needs); reason != "" {
		return reason
	}
	if reason := Lacks(s, spec); reason != "" {
		return reason
	}
	onSelf := spec.TakesTarget() && target == s.Self.ID
	if !s.Self.Permissions.Has(spec.Permission) && !(onSelf && spec.OnSelf == action.SelfUnchecked) && !ownPlugin(s, spec, target) {
		return meeting.ReasonPermission
	}
	if spec.Needs&action.NeedsMedia != 0 && !s.Room.MediaJoined || spec.Needs&action.NeedsOwnMedia != 0 && s.Room.OnlyWatches {
		return meeting.ReasonMediaNotJoined
	}
	if !spec.TakesTarget() {
		return wrongState(s, spec, target)
	}
	if spec.AboutThings() {
		return thingAgainst(s, spec, target)
	}
	if spec.Scope == action.OnUser {
		return userAgainst(s, spec, target)
	}
	text, flags, found := find(s, spec.Waiting(), target)
	switch {
	case !found:
		return meeting.ReasonNoSuchParticipant
	case onSelf && spec.OnSelf == action.SelfRefused, spec.ByUser() && text.UserID == s.Self.UserID:
		return meeting.ReasonIsSelf
	case spec.Needs&action.NeedsPinned != 0 && !flags.Has(meeting.Pinned):
		return meeting.ReasonNotPinned
	}
	return wrongState(s, spec, target)
}

func wrongState(s *meeting.State, spec *action.Spec, target meeting.ParticipantID) meeting.Reason {
	if stateAgainst(s, spec, target) != "" {
		return meeting.ReasonWrongState
	}
	return ""
}

// roomReason says what stands against any action with these needs.
func roomReason(s *meeting.State, needs action.Needs) meeting.Reason {
	state := s.Room.State
	notEntered := state == "" || state == meeting.RoomInit
	switch {
	case state.Over():
		return meeting.ReasonEnded
	case needs&action.NeedsEntered != 0 && notEntered:
		return meeting.ReasonNotJoined
	case needs&action.NeedsJoined == 0:
		return ""
	case notEntered || state == meeting.RoomWaitlisted:
		return meeting.ReasonNotJoined
	case s.Away():
		return meeting.ReasonOffline
	case state != meeting.RoomJoined:
		return meeting.ReasonNotJoined
	}
	return ""
}

// targetsOf returns those whom an action without a target would change.
func targetsOf(s *meeting.State, command *meeting.Command, spec *action.Spec) []meeting.TargetOutcome {
	if spec.Scope == action.OnEachUser {
		return whoMoves(s, command)
	}
	unit := proof.Of(spec.Proof)
	var targets []meeting.TargetOutcome
	add := func(id meeting.ParticipantID, text *meeting.Text) {
		if unit.AlreadySo == nil || !unit.AlreadySo(s, id) {
			targets = append(targets, meeting.TargetOutcome{ID: id, UserID: text.UserID, CustomID: text.CustomID, Name: text.Name})
		}
	}
	if spec.Scope == action.OnEachWaiting {
		for p := range s.Waitlisted.All() {
			add(p.ID, &p.Text)
		}
		return targets
	}
	if spec.Scope != action.OnOthers {
		add(s.Self.ID, &s.Self.Text)
	}
	if spec.Scope != action.OnMeeting {
		for p := range s.Joined.All() {
			if spec.Scope == action.OnEach || p.UserID != s.Self.UserID {
				add(p.ID, &p.Text)
			}
		}
	}
	return targets
}
