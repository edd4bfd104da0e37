package proof

// recordingResumed is that recordings run and none is paused.
var recordingResumed = Unit{
	Room: func(seen *Observation) Sign {
		if count(&seen.After.Room, "RECORDING PAUSED") == 0 {
			return Contrary // somebody has stopped it
		}
		return shownIf(count(&seen.After.Room, "PAUSED") == 0 && count(&seen.After.Room, "RECORDING") > 0)
	},
	Contrary: "state.recording.IDLE",
}
