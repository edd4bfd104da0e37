package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

// askedForVideo is the request that somebody turn the camera on.
var askedForVideo = askedFor(meeting.VideoOn)
