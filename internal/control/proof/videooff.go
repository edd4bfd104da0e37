package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

// videoOff is the target's camera going off.
var videoOff = deviceOff(meeting.VideoOn)
