package section

import (
	"time"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// In a large meeting the numbers change with every frame. Nobody could read them, and to
// draw them takes as long as the row of whom they changed for: so only the first changes
// within a time are shown, and how it is then with the next change after it. Where none
// comes soon, they have a frame to themselves; whatever changes in the meantime would have
// to wait for the frame after that.
const (
	tallyTime    = 400 * time.Millisecond
	tallyChanges = 3
	tallySoon    = 250 * time.Millisecond
)

// tally is the numbers that change as people come, go and switch their devices.
type tally struct{ people, audioOn, videoOn int }

// shownTally is the tally that is to be seen.
type shownTally struct {
	tally
	until   time.Duration // when more changes may be shown
	changes int           // those shown until then
	due     time.Duration // when what is not shown yet will be at the latest, zero for nothing
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
		s.due = s.until + tallySoon
		return
	}
	s.tally = current
	s.changes = min(s.changes+1, tallyChanges)
}

// zeros tells which numbers are zero: buttons look different then, and that is shown at once.
func (t tally) zeros() [3]bool { return [3]bool{t.people == 0, t.audioOn == 0, t.videoOn == 0} }

// counted is the number on the button of an action, 0 for none.
func (b *Basis) counted(spec action.Spec) int {
	switch {
	case spec.Scope == action.OnEachWaiting:
		return b.State.Waitlisted.Len()
	case spec.Locks() || spec.Apart():
		return 0
	case spec.Scope == action.OnOthers:
		return b.sharing
	case spec.Scope != action.OnEach:
		return 0
	case spec.Proof == action.ProofAudioOff:
		return b.tally.audioOn
	}
	return b.tally.videoOn
}

// countOf is how many people an action on each would change now.
func (b *Basis) countOf(spec action.Spec) int {
	if spec.Proof == action.ProofAudioOff {
		return b.on(b.audioOn, meeting.AudioOn)
	}
	return b.on(b.videoOn, meeting.VideoOn)
}

// on counts a device, oneself included.
func (b *Basis) on(others int, device meeting.Flags) int {
	if b.State.Self.Flags.Has(device) {
		return others + 1
	}
	return others
}

// tallyNow counts what is true now.
func (b *Basis) tallyNow() tally {
	return tally{people: b.People(), audioOn: b.on(b.audioOn, meeting.AudioOn), videoOn: b.on(b.videoOn, meeting.VideoOn)}
}
