package proof

// recordingStopped is that no recording runs, is paused, or is about to stop.
var recordingStopped = Unit{
	Room: func(seen *Observation) Sign {
		return shownIf(count(&seen.After.Room, "RECORDING PAUSED STOPPING") == 0)
	},
}
