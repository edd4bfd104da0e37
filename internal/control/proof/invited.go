package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

// invited is that the target may come on stage: they come when their page does so.
var invited = Unit{
	Change: func(_ *Observation, change *Change) Sign {
		return ofPerson(change, change.Stage >= meeting.AcceptedToJoinStage, Shown)
	},
	Away:        meeting.StatusLeft,
	Unconfirmed: "target.not-invited",
	Late: func(s *meeting.State, id meeting.ParticipantID) meeting.Status {
		return lateOnStage(s, id, func(stage meeting.StageStatus) bool { return stage >= meeting.AcceptedToJoinStage })
	},
}

// lateOnStage ends the wait for somebody whose stage status may have been read anew meanwhile.
func lateOnStage(s *meeting.State, id meeting.ParticipantID, as func(meeting.StageStatus) bool) meeting.Status {
	if p := s.Joined.Get(id); p != nil && as(p.Stage) {
		return meeting.StatusConfirmed
	}
	return leftOrUnconfirmed(s, id)
}
