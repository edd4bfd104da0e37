//go:build js && wasm

package hostcontrols

import (
	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/meeting"
	"github.com/gavel-rtc/gavel/wasm/rtk"
)

// OnSpeaker calls fn with the id of whoever is heard to speak, until the controls are
// closed. It follows the meeting when the page moves to a connected one. fn must
// return soon. Who speaks is also in [meeting.State].
func (h *HostControls) OnSpeaker(fn func(meeting.ParticipantID)) {
	h.onClose(h.shared.onSpeaker(fn))
}

// onSpeaker has fn told who speaks until forget is called.
func (s *shared) onSpeaker(fn func(meeting.ParticipantID)) (forget func()) {
	listener := &fn
	open.mu.Lock()
	s.speakers = append(s.speakers, listener)
	open.mu.Unlock()
	return func() {
		open.mu.Lock()
		defer open.mu.Unlock()
		for i, other := range s.speakers {
			if other == listener {
				s.speakers = append(s.speakers[:i:i], s.speakers[i+1:]...)
				return
			}
		}
	}
}

// spoke takes in that somebody is heard to speak.
func (s *shared) spoke(id meeting.ParticipantID) {
	s.controller.Spoke(id)
	open.mu.Lock()
	all := s.speakers
	open.mu.Unlock()
	for _, fn := range all {
		(*fn)(id)
	}
}

// listenToSpeaker listens as far as the meeting lets it; a meeting without these events
// has nobody marked as speaking.
func listenToSpeaker(scope *bridge.Scope, m *rtk.Meeting, fn func(meeting.ParticipantID)) {
	m.Participants().OnActiveSpeaker(func(id meeting.ParticipantID, _ float64) { fn(id) })
	m.ConnectedMeetings().OnMeetingChanged(func(next *rtk.Meeting) {
		if moved, err := rtk.BindIn(scope, next.Value()); err == nil {
			m.Close()
			listenToSpeaker(scope, moved, fn)
		}
	})
}
