package proof

import (
	"slices"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// meetingsCreated is each title of the command being that of a meeting that was not there before.
func meetingsCreated(command *meeting.Command) *Unit {
	var before *meeting.State // the first observation
	return &Unit{Room: func(seen *Observation) Sign {
		if before == nil {
			before = seen.Before
		}
		missing := slices.Clone(command.Titles)
		for i := range seen.After.ConnectedMeetings {
			one := &seen.After.ConnectedMeetings[i]
			if at := slices.Index(missing, one.Title); at >= 0 && before.ConnectedMeeting(one.ID) == nil {
				missing = slices.Delete(missing, at, at+1)
			}
		}
		return shownIf(len(missing) == 0)
	}}
}

// meetingDeleted is the meeting being gone.
var meetingDeleted = Unit{
	Each: func(seen *Observation, id meeting.ParticipantID) Sign {
		return shownIf(seen.After.ConnectedMeeting(string(id)) == nil && seen.After.ConnectedMeeting("") != nil)
	},
}
