package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

// invited is that the target may come on stage: they come when their page does so.
var invited = func() Unit {
	unit := stageStatus(func(stage meeting.StageStatus) bool { return stage >= meeting.AcceptedToJoinStage })
	unit.Unconfirmed = "target.not-invited"
	return unit
}()
