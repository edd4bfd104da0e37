package view

import (
	"time"

	"github.com/gavel-rtc/gavel/internal/control/locks"
	"github.com/gavel-rtc/gavel/internal/view/section"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Lock is the use of an item of the menu of locks, likewise: for the selected, or for everybody.
// What is locked for them it unlocks.
func (s *Screen) Lock(what meeting.Lockable, now time.Duration) (meeting.Command, bool) {
	selected := s.Selection().Targets()
	command, can := s.locks.Toggle(what, selected)
	if menu := s.locks.Shown(selected).Menu; menu.State == section.ButtonBlocked {
		s.tellPlain(now, false, cannot(command, "", menu))
	}
	if can {
		s.begin(command)
	}
	return command, can
}

// Yield tells which locks and policies came to nothing.
func (s *Screen) Yield(yields []meeting.Yield, now time.Duration) {
	for _, yield := range yields {
		if yield.Policy != "" {
			s.yieldPolicy(yield, now)
			continue
		}
		s.receipt.add(line{status: yielded, what: yield.What, id: yield.ID, name: yield.Name}, now)
	}
}

// offerUnlock offers to unlock those as well who were never seen to use it.
func (s *Screen) offerUnlock(ended *meeting.Ended) {
	command := meeting.Command{Action: ended.Command.Action, What: ended.Command.What, NeverSeen: true}
	for i := range ended.Outcome.Targets {
		if row := &ended.Outcome.Targets[i]; row.Message.Key == locks.NeverSeen {
			command.Targets = append(command.Targets, row.ID)
		}
	}
	if command.Targets != nil {
		s.undo, s.offered = command, true
	}
}
