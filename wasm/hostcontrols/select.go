//go:build js && wasm

package hostcontrols

import (
	"github.com/gavel-rtc/gavel/wasm/meeting"
	"github.com/gavel-rtc/gavel/wasm/rtk"
)

// Select returns the ids of the others who are meant, in the order in which they came:
// targets for a [meeting.Command]. It may be called from any goroutine.
func (h *HostControls) Select(who meeting.Selection) []meeting.ParticipantID {
	var speaker meeting.ParticipantID
	if who.ExceptSpeaking {
		speaker = rtk.Of(h.shared.scope, h.shared.port.Meeting()).Participants().LastActiveSpeaker()
	}
	return h.State().Select(who, speaker)
}
