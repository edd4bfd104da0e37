package control

import (
	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control/proof"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// fitted is the spec of a command in a state: to go oneself to another connected meeting takes less
// than to move others.
func fitted(s *meeting.State, command *meeting.Command, spec *action.Spec) *action.Spec {
	if spec.Takes != action.Moving || s.Self.Permissions.Has(spec.Permission) || !onlySelf(s, command) {
		return spec
	}
	own := *spec
	own.Permission = meeting.CanSwitchConnectedMeetings
	if to := proof.Destination(s, command); to != nil && to.Parent {
		own.Permission = meeting.CanSwitchToParentMeeting
	}
	return &own
}

func onlySelf(s *meeting.State, command *meeting.Command) bool {
	self := meeting.ParticipantID(s.Self.UserID)
	return command.Target == self || len(command.Targets) == 1 && command.Targets[0] == self
}

// destinationAgainst says what stands against where people are to go.
func destinationAgainst(s *meeting.State, command *meeting.Command, spec *action.Spec) meeting.Reason {
	if spec.Takes != action.Moving || command.Move == nil || s.ConnectedMeeting("") == nil {
		return ""
	}
	if proof.Destination(s, command) == nil || command.Move.From != "" && s.ConnectedMeeting(command.Move.From) == nil {
		return meeting.ReasonNotFound
	}
	return ""
}

// userAgainst says what stands against moving a user.
func userAgainst(s *meeting.State, spec *action.Spec, id meeting.ParticipantID) meeting.Reason {
	if reason := wrongState(s, spec, id); reason != "" {
		return reason
	}
	if in, _ := s.WhereIs(meeting.UserID(id)); in == nil {
		return meeting.ReasonNoSuchParticipant
	}
	return ""
}

// whoMoves are those whom a command is about that names nobody: who is in the meeting it says, or in
// any but the one they are to go to. Oneself is among them on the way back to the parent only.
func whoMoves(s *meeting.State, command *meeting.Command) (users []meeting.TargetOutcome) {
	to := proof.Destination(s, command)
	if to == nil {
		return nil
	}
	for i := range s.ConnectedMeetings {
		from := &s.ConnectedMeetings[i]
		if from.ID == to.ID || command.Move != nil && command.Move.From != "" && command.Move.From != from.ID {
			continue
		}
		for _, one := range from.Participants {
			if one.UserID != s.Self.UserID || to.Parent {
				users = append(users, userRow(&one))
			}
		}
	}
	return users
}

func userRow(one *meeting.ConnectedParticipant) meeting.TargetOutcome {
	return meeting.TargetOutcome{ID: meeting.ParticipantID(one.UserID), UserID: one.UserID, CustomID: one.CustomID, Name: one.Name}
}
