package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

// audioOff is the target's microphone going off.
var audioOff = deviceOff(meeting.AudioOn)
