package control

import "github.com/gavel-rtc/gavel/internal/meeting"

// decide judges a command against a state and finds whom it would change. No
// targets and no reason against it means that there is nothing to do.
func decide(s *State, row meeting.Row, target meeting.ParticipantID) (targets []meeting.TargetOutcome, against meeting.Reason) {
	if against = judge(s, row, target); against != "" {
		return nil, against
	}
	return targetsOf(s, row, target), ""
}

// judge says what stands against an action, "" when nothing does. It takes the
// same time in any meeting. The order is from the general to the particular:
// what nobody could do comes first.
func judge(s *State, row meeting.Row, target meeting.ParticipantID) meeting.Reason {
	if reason := roomReason(s, row.Needs); reason != "" {
		return reason
	}
	onSelf := row.TakesTarget() && target == s.Self.ID
	if !s.Self.Permissions.Has(row.Permission) && !(onSelf && row.OnSelf == meeting.SelfUnchecked) {
		return meeting.ReasonPermission
	}
	if row.Needs&meeting.NeedsMedia != 0 && !s.Room.MediaJoined {
		return meeting.ReasonMediaNotJoined
	}
	if !row.TakesTarget() {
		return ""
	}
	_, flags, found := s.person(target)
	switch {
	case !found:
		return meeting.ReasonNoSuchParticipant
	case onSelf && row.OnSelf == meeting.SelfRefused:
		return meeting.ReasonIsSelf
	case row.Needs&meeting.NeedsPinned != 0 && !flags.Has(meeting.Pinned):
		return meeting.ReasonNotPinned
	}
	return ""
}

// roomReason says what stands against any action with these needs.
func roomReason(s *State, needs meeting.Needs) meeting.Reason {
	state := s.Room.State
	notEntered := state == "" || state == meeting.RoomInit
	switch {
	case state.Over():
		return meeting.ReasonEnded
	case needs&meeting.NeedsEntered != 0 && notEntered:
		return meeting.ReasonNotJoined
	case needs&meeting.NeedsJoined == 0:
		return ""
	case notEntered || state == meeting.RoomWaitlisted:
		return meeting.ReasonNotJoined
	case s.away():
		return meeting.ReasonOffline
	case state != meeting.RoomJoined:
		return meeting.ReasonNotJoined
	}
	return ""
}

// refusal is the verdict when something stands against an action.
func refusal(row meeting.Row, against meeting.Reason) meeting.Verdict {
	verdict := meeting.Verdict{Reason: against}
	if against == meeting.ReasonPermission {
		verdict.Permission = row.Permission.PresetField()
	}
	verdict.Message = meeting.MessageOf(against, verdict.Permission)
	return verdict
}

// targetsOf returns those whom the action would change.
func targetsOf(s *State, row meeting.Row, target meeting.ParticipantID) []meeting.TargetOutcome {
	var targets []meeting.TargetOutcome
	add := func(id meeting.ParticipantID, text *meeting.Text, flags meeting.Flags) {
		if !alreadySo(row.Proof, flags) {
			targets = append(targets, meeting.TargetOutcome{ID: id, UserID: text.UserID, Name: text.Name})
		}
	}
	if row.Scope == meeting.OnParticipant {
		text, flags, _ := s.person(target)
		add(target, text, flags)
		return targets
	}
	add(s.Self.ID, &s.Self.Text, s.Self.Flags)
	if row.Scope == meeting.OnEach {
		for p := range s.Joined.All() {
			add(p.ID, &p.Text, p.Flags)
		}
	}
	return targets
}

// alreadySo tells that somebody's flags are what the proof is waiting for.
func alreadySo(proof meeting.Proof, flags meeting.Flags) bool {
	switch proof {
	case meeting.ProofAudioOff:
		return !flags.Has(meeting.AudioOn)
	case meeting.ProofVideoOff:
		return !flags.Has(meeting.VideoOn)
	case meeting.ProofPinned:
		return flags.Has(meeting.Pinned)
	}
	return false
}
