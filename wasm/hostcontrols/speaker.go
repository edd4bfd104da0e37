//go:build js && wasm

package hostcontrols

import (
	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/meeting"
	"github.com/gavel-rtc/gavel/wasm/rtk"
)

// OnSpeaker calls fn with the id of whoever is heard to speak, until the controls are
// closed. It follows the meeting when the page moves to a connected one. fn must
// return soon.
func (h *HostControls) OnSpeaker(fn func(meeting.ParticipantID)) {
	scope := h.shared.scope.Child()
	h.onClose(scope.Close)
	listenToSpeaker(scope, rtk.Of(scope, h.shared.port.Meeting()), fn)
}

// listenToSpeaker listens as far as the meeting lets it; a meeting without these events
// has nobody marked as speaking.
func listenToSpeaker(scope *bridge.Scope, m *rtk.Meeting, fn func(meeting.ParticipantID)) {
	m.Participants().OnActiveSpeaker(func(id meeting.ParticipantID, _ float64) { fn(id) })
	m.ConnectedMeetings().OnMeetingChanged(func(next *rtk.Meeting) {
		m.Close()
		listenToSpeaker(scope, next.In(scope), fn)
	})
}
