package control

import (
	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control/proof"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Can says whether the action can be performed in a state; target is "" for
// actions without one. It never waits, and takes the same time in any meeting.
func Can(s *meeting.State, name meeting.Action, target meeting.ParticipantID) meeting.Verdict {
	return canOne(s, meeting.Command{Action: name, Target: target})
}

// canOne is Can for a command that does not name several.
func canOne(s *meeting.State, command meeting.Command) meeting.Verdict {
	verdict := canOn(s, &command, command.Target)
	verdict.Pending = verdict.Allowed && s.IsPending(command)
	return verdict
}

// canOn is Can for a command on one of those whom it names.
func canOn(s *meeting.State, command *meeting.Command, target meeting.ParticipantID) meeting.Verdict {
	spec, known := specOf(*command)
	against := meeting.ReasonUnsupported
	if known {
		spec = *fitted(s, command, &spec)
		if against = judge(s, &spec, target); against == "" {
			against = destinationAgainst(s, command, &spec)
		}
	}
	if against != "" {
		return verdictAgainst(s, &spec, target, against)
	}
	return meeting.Verdict{Allowed: true}
}

// verdictAgainst is the verdict where a reason stands against an action.
func verdictAgainst(s *meeting.State, spec *action.Spec, target meeting.ParticipantID, against meeting.Reason) meeting.Verdict {
	refused := refusalOf(s, spec, target, against)
	return meeting.Verdict{Reason: against, Permission: refused.permission, Message: refused.message}
}

// specOf is the spec of a command: what it allows for may be accepted in any state, and one that
// may name nobody is then about all others.
func specOf(command meeting.Command) (spec action.Spec, known bool) {
	spec, known = action.Of(command.Action)
	if command.AllowMultiple {
		spec.States = ""
	}
	if command.Target == "" && command.Targets == nil {
		spec = spec.OnAll()
	}
	return spec, known
}

// CanCommand is Can for a whole command. One that names several targets is allowed when it
// is for one of them, and the verdict has a row for each.
func CanCommand(s *meeting.State, command meeting.Command) meeting.Verdict {
	if len(command.Targets) == 0 {
		return canOne(s, command)
	}
	command.Targets = distinct(command.Targets)
	spec, known := action.Of(command.Action)
	if !known || !spec.TakesTargets() {
		return meeting.Verdict{Reason: meeting.ReasonUnsupported, Message: meeting.MessageOf(meeting.ReasonUnsupported, "")}
	}
	var verdict meeting.Verdict
	rows := make([]meeting.TargetVerdict, len(command.Targets))
	for i, id := range command.Targets {
		one := canOn(s, &command, id)
		rows[i] = meeting.TargetVerdict{ID: id, Allowed: one.Allowed, Reason: one.Reason, Permission: one.Permission, Message: one.Message}
		if i == 0 || one.Allowed && !verdict.Allowed {
			verdict = one
		}
	}
	verdict.Rows, verdict.Pending = rows, verdict.Allowed && s.IsPending(command)
	return verdict
}

// AlreadySo tells that an action would change nothing: its target, or everybody it is
// about, is already as it would have them. Who is not there is not.
func AlreadySo(s *meeting.State, spec action.Spec, target meeting.ParticipantID) bool {
	if !spec.TakesTarget() {
		return len(targetsOf(s, &meeting.Command{Action: spec.Name}, &spec)) == 0
	}
	return alreadySo(s, proof.OfCommand(spec.Proof, &meeting.Command{}), target)
}

func alreadySo(s *meeting.State, unit *proof.Unit, target meeting.ParticipantID) bool {
	return unit.AlreadySo != nil && unit.AlreadySo(s, target)
}

// find finds somebody in the meeting, oneself included, or who waits to be let in.
func find(s *meeting.State, waiting bool, id meeting.ParticipantID) (text *meeting.Text, flags meeting.Flags, found bool) {
	if !waiting {
		return s.Person(id)
	}
	if p := s.Waitlisted.Get(id); p != nil {
		return &p.Text, p.Flags, true
	}
	return nil, 0, false
}
