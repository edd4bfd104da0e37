package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

// Destination is where a command moves people, nil where that is not known.
//
//go:noinline
func Destination(s *meeting.State, command *meeting.Command) *meeting.ConnectedMeeting {
	if command.Move == nil {
		return s.ConnectedMeeting("")
	}
	return s.ConnectedMeeting(command.Move.To)
}

// moved is each target being in the meeting they were to go to, of oneself the page being in it.
// That can be seen from wherever oneself is meanwhile.
func moved(command *meeting.Command) *Unit {
	isThere := func(s *meeting.State, id meeting.ParticipantID) bool {
		to := Destination(s, command)
		if to == nil {
			return false
		}
		if id == meeting.ParticipantID(s.Self.UserID) {
			return s.Room.MeetingID == to.ID
		}
		in, _ := s.WhereIs(meeting.UserID(id))
		return in == to
	}
	return &Unit{
		AlreadySo: isThere,
		Each:      func(seen *Observation, id meeting.ParticipantID) Sign { return shownIf(isThere(seen.After, id)) },
		Follows:   true,
		Late: func(s *meeting.State, id meeting.ParticipantID) meeting.Status {
			if in, _ := s.WhereIs(meeting.UserID(id)); in == nil {
				return meeting.StatusLeft
			}
			return meeting.StatusUnconfirmed
		},
	}
}
