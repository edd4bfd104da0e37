package view

import (
	"time"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Chat opens and closes the dialog with the messages of the chat: how is "open" or "close", or
// which of them are shown, "all" or "pinned".
func (s *Screen) Chat(how string) {
	switch how {
	case "open", "close":
		s.chat.Open = how == "open"
	default:
		s.chat.PinnedOnly = how == "pinned"
	}
}

// Tools opens and closes the dialog with polls, plugins and the spotlight.
func (s *Screen) Tools(open bool) { s.tools.Open = open }

// Bits of what was chosen for a poll.
const (
	pollAnonymous = 1 << iota
	pollHidesVotes
)

// BeginPoll is Press of the button that begins a poll, with what was filled in.
func (s *Screen) BeginPoll(question, options string, chosen int, now time.Duration) (meeting.Command, bool) {
	command := s.tools.Poll(question, options, chosen&pollAnonymous != 0, chosen&pollHidesVotes != 0)
	spec, _ := action.Of(command.Action)
	return s.press(spec, command, now)
}
