package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

// onStage is oneself being on stage, which the SDK shows before the server knows.
var onStage = Unit{
	Room: func(seen *Observation) Sign { return claimedAs(seen, meeting.OnStage) },
}

// claimedAs is that the SDK shows oneself with a stage status.
func claimedAs(seen *Observation, stage meeting.StageStatus) Sign {
	if seen.After.Self.Stage == stage {
		return Claimed
	}
	return Nothing
}
