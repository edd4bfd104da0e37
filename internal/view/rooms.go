package view

import (
	"time"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/view/section"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Rooms returns the dialog of connected meetings.
func (s *Screen) Rooms() *section.Rooms { return s.rooms }

// MoveTo moves those chosen to a connected meeting. It returns the command to perform now, as Press.
func (s *Screen) MoveTo(id string, now time.Duration) (meeting.Command, bool) {
	command := s.rooms.MoveTo(id)
	if command.Target == "" && command.Targets == nil {
		return command, false
	}
	return s.do(command, now)
}

// GoTo has oneself go to a connected meeting, likewise.
func (s *Screen) GoTo(id string, now time.Duration) (meeting.Command, bool) {
	return s.do(s.rooms.GoTo(id), now)
}

// CreateRooms creates connected meetings, likewise.
func (s *Screen) CreateRooms(titles []string, now time.Duration) (meeting.Command, bool) {
	return s.do(s.rooms.Create(titles), now)
}

// do is the use of a control that has its command whole.
func (s *Screen) do(command meeting.Command, now time.Duration) (meeting.Command, bool) {
	spec, _ := action.Of(command.Action)
	switch button := s.rooms.ButtonFor(command); {
	case button.State == section.ButtonBlocked:
		s.tellPlain(now, false, cannot(command, section.Name(s.basis.State, command.Target), button))
	case button.State != section.ButtonReady:
	case s.basis.Asks(spec, len(command.Targets)):
		s.ask(command)
	default:
		s.begin(command)
		return command, true
	}
	return command, false
}
