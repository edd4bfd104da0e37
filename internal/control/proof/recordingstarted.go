package proof

// recordingStarted is one recording more that runs. There may have been some before.
var recordingStarted = Unit{
	Room: func(seen *Observation) Sign {
		return shownIf(count(&seen.After.Room, "RECORDING") > count(&seen.Before.Room, "RECORDING"))
	},
	ConfirmTime: recorderTime,
}
