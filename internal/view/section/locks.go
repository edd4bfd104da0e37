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
	// Of is how many the menu is about, 0 for everybody, and Checked what is locked for them.
	Of      int
	Checked string
	// Some are how many are locked by name, and Yielded how many use something in spite of a lock.
	Some, Yielded int
}

// Shown returns what is to be seen now, with a menu for the selected, where there are any.
func (l *Locks) Shown(selected []meeting.ParticipantID) LocksShown {
	spec, _ := action.Of(meeting.Lock)
	shown := LocksShown{Menu: l.basis.Button(spec.OnAll(), ""), Of: len(selected)}
	for _, what := range meeting.AllLockable() {
		if l.Locked(what, selected) {
			shown.Checked = listed(shown.Checked, string(what))
		}
	}
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

// Toggle is the command that locks something for the selected, or for everybody where there are
// none, or unlocks it, and false where that cannot be done.
func (l *Locks) Toggle(what meeting.Lockable, selected []meeting.ParticipantID) (command meeting.Command, can bool) {
	command = meeting.Command{Action: meeting.Lock, What: what}
	switch len(selected) {
	case 0:
	case 1:
		command.Target = selected[0]
	default:
		command.Targets = selected
	}
	if l.Locked(what, selected) {
		command.Action = meeting.Unlock
	}
	return command, control.CanCommand(l.basis.State, command).Allowed
}

// Locked tells whether something is locked for all the selected, or for everybody where there are
// none.
func (l *Locks) Locked(what meeting.Lockable, selected []meeting.ParticipantID) bool {
	for _, id := range selected {
		if p := l.basis.State.Joined.Get(id); p != nil && !p.Locked.Has(what.Flag()) {
			return false
		}
	}
	if len(selected) > 0 {
		return true
	}
	for i := range l.basis.State.Locks {
		if lock := &l.basis.State.Locks[i]; lock.What == what && lock.Target == "" {
			return true
		}
	}
	return false
}

// Diff writes what has changed since from.
func (to *LocksShown) Diff(from *LocksShown, p *Patch) {
	if *from != *to {
		p.Op("locks").button(&to.Menu).String(to.Everybody).Int(to.Of).String(to.Checked).Int(to.Some).Int(to.Yielded)
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
