package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

// askedForAudio is the request that somebody unmute.
var askedForAudio = askedFor(meeting.AudioOn)
