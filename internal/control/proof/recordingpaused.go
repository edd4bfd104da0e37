package proof

// recordingPaused is that the recordings are paused and none runs.
var recordingPaused = Unit{
	Room: func(seen *Observation) Sign {
		return shownIf(count(&seen.After.Room, "RECORDING") == 0 && count(&seen.After.Room, "PAUSED") > 0)
	},
}
