package proof

// livestreamStopped is the livestream being off.
var livestreamStopped = Unit{
	Room: func(seen *Observation) Sign { return shownIf(seen.After.Room.LivestreamState == "IDLE") },
}
