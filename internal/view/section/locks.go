package section

import (
	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Locks is the section of what is locked: a menu with what can be locked for everybody, and a
// line that says what is.
type Locks struct{ basis *Basis }

// NewLocks returns the section.
func NewLocks(basis *Basis) *Locks { return &Locks{basis: basis} }

// LocksShown is the section as it is to be seen.
type LocksShown struct {
	Menu Button
	// Everybody is what is locked for everybody: names with spaces between them.
	Everybody string
	// Some are how many are locked by name, and Yielded how many use something in spite of a lock.
	Some, Yielded int
}

// Shown returns what is to be seen now.
func (l *Locks) Shown() LocksShown {
	spec, _ := action.Of(meeting.Lock)
	shown := LocksShown{Menu: l.basis.Button(spec.OnAll(), "")}
	if len(l.basis.State.Locks) == 0 {
		return shown
	}
	locked, yielded := map[meeting.ParticipantID]bool{}, map[meeting.ParticipantID]bool{}
	for i := range l.basis.State.Locks {
		lock := &l.basis.State.Locks[i]
		if lock.Target == "" {
			shown.Everybody = listed(shown.Everybody, string(lock.What))
		} else if len(lock.Yielded) == 0 {
			locked[lock.Target] = true
		}
		for _, id := range lock.Yielded {
			yielded[id] = true
		}
	}
	shown.Some, shown.Yielded = len(locked), len(yielded)
	return shown
}

// Toggle is the command that locks something for everybody, or unlocks it, and false where that
// cannot be done.
func (l *Locks) Toggle(what meeting.Lockable) (command meeting.Command, can bool) {
	command = meeting.Command{Action: meeting.Lock, What: what}
	for i := range l.basis.State.Locks {
		if lock := &l.basis.State.Locks[i]; lock.What == what && lock.Target == "" {
			command.Action = meeting.Unlock
		}
	}
	return command, control.CanCommand(l.basis.State, command).Allowed
}

// Diff writes what has changed since from.
func (to *LocksShown) Diff(from *LocksShown, p *Patch) {
	if *from != *to {
		p.Op("locks").button(&to.Menu).String(to.Everybody).Int(to.Some).Int(to.Yielded)
	}
}

// lockLooks are the marks of who is locked.
var lockLooks = [...]Look{LookAudioLocked, LookVideoLocked, LookScreenShareLocked, LookChatLocked}

// lookOfLocks is what there is to see of what is locked for somebody.
func lookOfLocks(locked meeting.Flags) (look Look) {
	for i, what := range meeting.AllLockable() {
		if locked.Has(what.Flag()) {
			look |= lockLooks[i]
		}
	}
	return look
}
