package section

import (
	"slices"
	"strconv"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Held is the section of the panel's own commands that are held back, so that they can be called
// off.
type Held struct {
	basis  *Basis
	all    []held
	last   int // the number of the last one
	untold []meeting.Message
}

type held struct {
	HeldShown
	key     meeting.Key
	targets []meeting.ParticipantID // of several
}

// NewHeld returns the section.
func NewHeld(basis *Basis) *Held { return &Held{basis: basis} }

// HeldBack is the section as it is to be seen; with nothing in it, it is not there.
type HeldBack struct{ All []HeldShown }

// HeldShown is one command.
type HeldShown struct {
	Number int
	Action meeting.Action
	Name   string // of its target
	People int    // where there are several
	Until  int64  // when it will be sent, in milliseconds of Unix time
}

// Hold takes in that a command is going to be held back; name is that of its target.
func (h *Held) Hold(command meeting.Command, name string) {
	h.last++
	h.all = append(h.all, held{HeldShown{Number: h.last, Action: command.Action, Name: name, People: len(command.Targets)}, command.Key(), command.Targets})
}

// Drop forgets a command that could not be held back.
func (h *Held) Drop(command meeting.Command) {
	h.all = slices.DeleteFunc(h.all, func(one held) bool { return one.key == command.Key() })
}

// Key is that of the command with a number, and false when it is no longer held.
func (h *Held) Key(number int) (meeting.Key, bool) {
	for _, one := range h.all {
		if one.Number == number {
			return one.key, true
		}
	}
	return meeting.Key{}, false
}

// Update takes in which are still held back.
func (h *Held) Update() {
	h.all = slices.DeleteFunc(h.all, func(one held) bool { return one.Until != 0 && h.pending(one.key) == nil })
	for i := range h.all {
		one := &h.all[i]
		one.count(h.basis.State)
		if pending := h.pending(one.key); pending != nil && one.Until == 0 {
			one.Until = pending.HeldUntil
			seconds := strconv.FormatInt((one.Until-pending.Since+999)/1000, 10)
			message := meeting.Message{Key: "held." + string(one.Action), Args: []meeting.Arg{{Name: "name", Value: one.Name}, {Name: "count", Value: seconds}}}
			if one.People > 0 {
				message.Key += ".many"
				message.Args[0] = meeting.Arg{Name: "people", Value: strconv.Itoa(one.People)}
			}
			h.untold = append(h.untold, message)
		}
	}
}

// count leaves out those who have left, while somebody is still there.
func (one *held) count(s *meeting.State) {
	here := 0
	for _, id := range one.targets {
		if s.Joined.Get(id) != nil {
			here++
		}
	}
	if here > 0 {
		one.People = here
	}
}

// pending is a command that is held back, nil when it is not.
func (h *Held) pending(key meeting.Key) *meeting.Pending {
	pending := h.basis.State.Pending
	for i := range pending {
		if pending[i].HeldUntil != 0 && pending[i].Key() == key {
			return &pending[i]
		}
	}
	return nil
}

// Expire says what is to be told: once of each, and not with each second.
func (h *Held) Expire() (told []meeting.Message) {
	told, h.untold = h.untold, nil
	return told
}

// Shown returns what is to be seen now.
func (h *Held) Shown() (shown HeldBack) {
	for _, one := range h.all {
		if one.Until != 0 {
			shown.All = append(shown.All, one.HeldShown)
		}
	}
	return shown
}

// Diff writes what has changed since from.
func (to *HeldBack) Diff(from *HeldBack, p *Patch) {
	if slices.Equal(from.All, to.All) {
		return
	}
	p.Op("held")
	for _, one := range to.All {
		p.Int(one.Number).String(string(one.Action)).String(one.Name).Int(one.People).Int(int(one.Until))
	}
}
