package proof

// livestreamStarted is the livestream being on, or waiting for the picture of an encoder.
var livestreamStarted = Unit{
	Room: func(seen *Observation) Sign {
		switch before, after := seen.Before.Room.LivestreamState, seen.After.Room.LivestreamState; {
		case after == "LIVESTREAMING" || after == "WAITING_ON_MANUAL_INGESTION":
			return Shown
		case before == "STARTING" && after == "IDLE":
			return Contrary
		}
		return Nothing
	},
	Contrary:    "target.stream-failed",
	ConfirmTime: recorderTime,
}
