package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

var pluginActive = pluginIs(true)

var pluginClosed = pluginIs(false)

// pluginIs is unseen, of a plugin that is not so already: one's own SDK shows it before the server
// has agreed.
func pluginIs(active bool) Unit {
	return Unit{
		AlreadySo: func(s *meeting.State, id meeting.ParticipantID) bool {
			plugin := s.Plugin(id)
			return plugin != nil && plugin.Active == active
		},
		Answered: meeting.StatusSent,
	}
}
