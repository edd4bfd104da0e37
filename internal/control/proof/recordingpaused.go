package proof

// recordingPaused is that the recordings are paused and none runs.
var recordingPaused = recordingsTurn("RECORDING", "PAUSED")
