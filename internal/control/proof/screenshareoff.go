package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

// screenShareOff is the target's screen share stopping, after a call that is answered before
// the server has done anything.
var screenShareOff = func() Unit {
	unit := deviceOff(meeting.ScreenShareOn)
	unit.AnswerTellsNothing = true
	return unit
}()
