package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

// pollBegun is one's own poll with the question of the command being new. It cannot be seen by
// whoever may not see polls.
func pollBegun(command *meeting.Command) *Unit {
	count := func(s *meeting.State) (polls int) {
		for i := range s.Polls {
			if one := &s.Polls[i]; one.UserID == s.Self.UserID && one.Question == command.Poll.Question {
				polls++
			}
		}
		return polls
	}
	return &Unit{
		Room:     func(seen *Observation) Sign { return shownIf(count(seen.After) > count(seen.Before)) },
		Answered: meeting.StatusSent,
		Visible: func(s *meeting.State, _ meeting.ParticipantID) bool {
			return s.Self.Permissions.Has(meeting.PollsCanView)
		},
	}
}
