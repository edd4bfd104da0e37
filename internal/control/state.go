package control

import (
	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control/proof"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Can says whether the action can be performed in a state; target is "" for
// actions without one. It never waits, and takes the same time in any meeting.
func Can(s *meeting.State, name meeting.Action, target meeting.ParticipantID) meeting.Verdict {
	spec, known := action.Of(name)
	against := meeting.ReasonUnsupported
	if known {
		against = judge(s, spec, target)
	}
	if against != "" {
		return refusal(spec, against)
	}
	return meeting.Verdict{Allowed: true, Pending: s.IsPending(meeting.Command{Action: name, Target: target})}
}

// AlreadySo tells that an action would change nothing: its target, or everybody it is
// about, is already as it would have them. Who is not there is not.
func AlreadySo(s *meeting.State, spec action.Spec, target meeting.ParticipantID) bool {
	if !spec.TakesTarget() {
		return len(targetsOf(s, spec, "")) == 0
	}
	alreadySo := proof.Of(spec.Proof).AlreadySo
	return alreadySo != nil && alreadySo(s, target)
}

// find finds somebody whom an action can be about; see meeting.State.Person.
func find(s *meeting.State, spec action.Spec, id meeting.ParticipantID) (text *meeting.Text, flags meeting.Flags, found bool) {
	if !spec.Waiting() {
		return s.Person(id)
	}
	if p := s.Waitlisted.Get(id); p != nil {
		return &p.Text, p.Flags, true
	}
	return nil, 0, false
}
