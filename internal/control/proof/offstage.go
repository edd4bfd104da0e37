package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

// offStage is the target being off stage and not asking for it. That somebody takes their own
// request back looks the same.
var offStage = Unit{
	Change: func(_ *Observation, change *Change) Sign {
		return ofPerson(change, change.Stage == meeting.OffStage, Shown)
	},
	Away: meeting.StatusLeft,
	Late: func(s *meeting.State, id meeting.ParticipantID) meeting.Status {
		return lateOnStage(s, id, func(stage meeting.StageStatus) bool { return stage == meeting.OffStage })
	},
}
