package proof

// recordingResumed is that recordings run and none is paused.
var recordingResumed = Unit{
	Room: func(seen *Observation) Sign {
		return shownIf(count(&seen.After.Room, "PAUSED") == 0 && count(&seen.After.Room, "RECORDING") > 0)
	},
}
