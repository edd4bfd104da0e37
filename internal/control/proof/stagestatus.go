package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

// stageStatus is the target having a stage status, also one that was read anew meanwhile.
func stageStatus(as func(meeting.StageStatus) bool) Unit {
	return Unit{
		Change: func(_ *Observation, change *Change) Sign { return ofPerson(change, as(change.Stage), Shown) },
		Away:   meeting.StatusLeft,
		Late: func(s *meeting.State, id meeting.ParticipantID) meeting.Status {
			if p := s.Joined.Get(id); p != nil && as(p.Stage) {
				return meeting.StatusConfirmed
			}
			return leftOrUnconfirmed(s, id)
		},
	}
}
