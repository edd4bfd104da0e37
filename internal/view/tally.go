package view

import (
	"time"

	"github.com/gavel-rtc/gavel/internal/meeting"
)

// In a large meeting the numbers change with every frame. Nobody could read them, and to
// draw them takes as long as the row of whom they changed for: so of the changes within
// a time, only the first ones are shown, and then how it is at its end.
const (
	tallyTime    = 500 * time.Millisecond
	tallyChanges = 3
)

// tally is the numbers that change as people come, go and switch their devices.
type tally struct{ people, audioOn, videoOn int }

// shownTally is the tally that is to be seen.
type shownTally struct {
	tally
	until   time.Duration // when more changes may be shown
	changes int           // those shown until then
	due     time.Duration // when what is not shown yet will be, zero for nothing
}

// show takes in how it is now.
func (s *shownTally) show(current tally, now time.Duration) {
	s.due = 0
	if current == s.tally {
		return
	}
	if now >= s.until {
		s.until, s.changes = now+tallyTime, 0
	}
	if s.changes == tallyChanges && current.zeros() == s.zeros() {
		s.due = s.until
		return
	}
	s.tally = current
	s.changes = min(s.changes+1, tallyChanges)
}

// zeros tells which numbers are zero: buttons look different then, and that is shown at once.
func (t tally) zeros() [3]bool { return [3]bool{t.people == 0, t.audioOn == 0, t.videoOn == 0} }

// of is the number on the button of an action, 0 for none.
func (t tally) of(action meeting.Action) int {
	switch action {
	case meeting.DisableAllAudio:
		return t.audioOn
	case meeting.DisableAllVideo:
		return t.videoOn
	}
	return 0
}

// tallyNow counts what is true now.
func (s *Screen) tallyNow() tally {
	return tally{
		people:  s.facts().People,
		audioOn: s.countOf(meeting.DisableAllAudio),
		videoOn: s.countOf(meeting.DisableAllVideo),
	}
}
