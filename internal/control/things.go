package control

import (
	"slices"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// FoldThings adds to a state what facts say of messages, polls, plugins and connected meetings.
func FoldThings(next *meeting.State, facts *Facts) {
	if facts.Polls != nil {
		next.Polls = facts.Polls
	}
	if facts.Plugins != nil {
		next.Plugins = facts.Plugins
	}
	if facts.ConnectedMeetings != nil {
		next.ConnectedMeetings = facts.ConnectedMeetings
	}
	if facts.MessagesAnew {
		next.Messages = nil
	}
	if len(facts.Messages) > 0 {
		next.Messages = foldMessages(next.Messages, facts.Messages)
	}
}

// foldMessages adds changes to messages, and drops the oldest of too many. The list before is not
// changed.
func foldMessages(before []meeting.ChatMessage, changes []MessageChange) []meeting.ChatMessage {
	messages := slices.Clone(before)
	for _, change := range changes {
		at := slices.IndexFunc(messages, func(one meeting.ChatMessage) bool { return one.ID == change.ID })
		switch {
		case change.Gone && at >= 0:
			messages = slices.Delete(messages, at, at+1)
		case change.Gone:
		case at >= 0:
			messages[at] = change.ChatMessage
		default:
			messages = append(messages, change.ChatMessage)
		}
	}
	return messages[max(0, len(messages)-meeting.MostMessages):]
}

// findThing finds a message, a plugin or a connected meeting by id, and what it is called.
func findThing(s *meeting.State, scope action.Scope, id meeting.ParticipantID) (name string, found bool) {
	switch scope {
	case action.OnMessage:
		if one := s.Message(id); one != nil {
			return one.Name, true
		}
	case action.OnPlugin:
		if one := s.Plugin(id); one != nil {
			return one.Name, true
		}
	case action.OnConnectedMeeting:
		if one := s.ConnectedMeeting(string(id)); one != nil && id != "" {
			return one.Title, true
		}
	}
	return "", false
}

// thingAgainst says what stands against an action on a message, a plugin or a connected meeting.
func thingAgainst(s *meeting.State, spec *action.Spec, id meeting.ParticipantID) meeting.Reason {
	if _, found := findThing(s, spec.Scope, id); !found {
		return meeting.ReasonNotFound
	}
	return wrongState(s, spec, id)
}

// moduleAgainst is the key of what is said where a plugin, or the connected meetings, do not accept
// an action.
func moduleAgainst(s *meeting.State, spec *action.Spec, id meeting.ParticipantID) string {
	switch spec.Object {
	case action.Plugin:
		if one := s.Plugin(id); one != nil && !pageAllows(s, spec, one) {
			return "state.plugins.page"
		}
	case action.ConnectedMeetings:
		parent := s.ConnectedMeeting("")
		switch {
		case spec.Proof == action.ProofMeetingsCreated:
		case parent == nil:
			return "state.meetings.unknown"
		case spec.Proof == action.ProofMeetingDeleted && string(id) == parent.ID:
			return "state.meetings.parent"
		}
	}
	return ""
}

// pageAllows tells whether the page's own list of plugins allows it. Who activated one may close it.
func pageAllows(s *meeting.State, spec *action.Spec, plugin *meeting.Plugin) bool {
	if spec.Proof == action.ProofPluginActive {
		return plugin.CanActivate
	}
	return plugin.CanDeactivate || plugin.EnabledBy == s.Self.ID
}

// ownPlugin tells that a plugin is to be closed that one activated oneself: that needs no right.
func ownPlugin(s *meeting.State, spec *action.Spec, id meeting.ParticipantID) bool {
	one := s.Plugin(id)
	return spec.Proof == action.ProofPluginClosed && one != nil && one.Active && one.EnabledBy == s.Self.ID
}
