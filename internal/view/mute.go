package view

import (
	"time"

	"github.com/gavel-rtc/gavel/internal/view/section"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Mute is Press of Mute all in one of the ways of [section.MuteWays]: everybody, or but some.
func (s *Screen) Mute(way string, now time.Duration) (meeting.Command, bool) {
	but, known := section.MuteBut(way)
	if !known {
		return s.Press(meeting.DisableAllAudio, "", now)
	}
	targets := s.basis.State.Select(but, "")
	if len(targets) == 0 {
		s.tellPlain(now, false, cannot(meeting.Command{Action: meeting.DisableAllAudio}, "", section.Button{Why: "already." + string(meeting.DisableAllAudio)}))
	}
	return s.pressOn(meeting.DisableAudio, targets, now)
}
