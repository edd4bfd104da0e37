package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

// offStage is the target being off stage and not asking for it. That somebody takes their own
// request back looks the same.
var offStage = stageStatus(func(stage meeting.StageStatus) bool { return stage == meeting.OffStage })
