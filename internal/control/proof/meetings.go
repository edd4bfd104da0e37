package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

// meetingsCreated is each title of the command being that of a meeting that was not there before.
func meetingsCreated(command *meeting.Command) *Unit {
	var known map[string]bool // those of the first observation
	return &Unit{Room: func(seen *Observation) Sign {
		if known == nil {
			known = map[string]bool{}
			for i := range seen.Before.ConnectedMeetings {
				known[seen.Before.ConnectedMeetings[i].ID] = true
			}
		}
		missing := map[string]int{}
		for _, title := range command.Titles {
			missing[title]++
		}
		for i := range seen.After.ConnectedMeetings {
			if one := &seen.After.ConnectedMeetings[i]; !known[one.ID] && missing[one.Title] > 0 {
				missing[one.Title]--
			}
		}
		for _, left := range missing {
			if left > 0 {
				return Nothing
			}
		}
		return Shown
	}}
}

// meetingDeleted is the meeting being gone.
var meetingDeleted = Unit{
	Each: func(seen *Observation, id meeting.ParticipantID) Sign {
		return shownIf(seen.After.ConnectedMeeting(string(id)) == nil && seen.After.ConnectedMeeting("") != nil)
	},
}
