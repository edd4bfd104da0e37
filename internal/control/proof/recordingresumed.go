package proof

// recordingResumed is that recordings run and none is paused.
var recordingResumed = recordingsTurn("PAUSED", "RECORDING")
