package control

import (
	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control/proof"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// decide judges a command against a state and finds whom it would change. No
// targets and no reason against it means that there is nothing to do.
func decide(s *meeting.State, spec action.Spec, target meeting.ParticipantID) (targets []meeting.TargetOutcome, against meeting.Reason) {
	if against = judge(s, spec, target); against != "" {
		return nil, against
	}
	return targetsOf(s, spec, target), ""
}

// judge says what stands against an action, "" when nothing does. It takes the
// same time in any meeting. The order is from the general to the particular:
// what nobody could do comes first.
func judge(s *meeting.State, spec action.Spec, target meeting.ParticipantID) meeting.Reason {
	if reason := roomReason(s, spec.Needs); reason != "" {
		return reason
	}
	onSelf := spec.TakesTarget() && target == s.Self.ID
	if !s.Self.Permissions.Has(spec.Permission) && !(onSelf && spec.OnSelf == action.SelfUnchecked) {
		return meeting.ReasonPermission
	}
	if spec.Needs&action.NeedsMedia != 0 && !s.Room.MediaJoined {
		return meeting.ReasonMediaNotJoined
	}
	if !spec.TakesTarget() {
		return ""
	}
	_, flags, found := find(s, spec, target)
	switch {
	case !found:
		return meeting.ReasonNoSuchParticipant
	case onSelf && spec.OnSelf == action.SelfRefused:
		return meeting.ReasonIsSelf
	case spec.Needs&action.NeedsPinned != 0 && !flags.Has(meeting.Pinned):
		return meeting.ReasonNotPinned
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

// refusal is the verdict when something stands against an action.
func refusal(spec action.Spec, against meeting.Reason) meeting.Verdict {
	verdict := meeting.Verdict{Reason: against}
	if against == meeting.ReasonPermission {
		verdict.Permission = spec.Permission.PresetField()
	}
	verdict.Message = meeting.MessageOf(against, verdict.Permission)
	return verdict
}

// targetsOf returns those whom the action would change.
func targetsOf(s *meeting.State, spec action.Spec, target meeting.ParticipantID) []meeting.TargetOutcome {
	alreadySo := proof.Of(spec.Proof).AlreadySo
	var targets []meeting.TargetOutcome
	add := func(id meeting.ParticipantID, text *meeting.Text) {
		if alreadySo == nil || !alreadySo(s, id) {
			targets = append(targets, meeting.TargetOutcome{ID: id, UserID: text.UserID, Name: text.Name})
		}
	}
	switch {
	case spec.TakesTarget():
		if text, _, found := find(s, spec, target); found {
			add(target, text)
		}
	case spec.Scope == action.OnEachWaiting:
		for p := range s.Waitlisted.All() {
			add(p.ID, &p.Text)
		}
	default:
		add(s.Self.ID, &s.Self.Text)
		if spec.Scope == action.OnEach {
			for p := range s.Joined.All() {
				add(p.ID, &p.Text)
			}
		}
	}
	return targets
}
