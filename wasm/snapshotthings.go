//go:build js && wasm

package main

import (
	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// madeList is a list of a snapshot, and what it was made of: the first of a list that never changes,
// and how long that was.
type madeList struct {
	first  any
	length int
	value  safejs.Value
}

// addThings adds messages, polls, plugins and connected meetings, each the same list as before while
// nothing of it has changed.
func (s *snapshots) addThings(data safejs.Value, state *meeting.State) {
	if s.things == nil {
		s.things = map[string]madeList{}
	}
	var message, poll, plugin, connected any
	if len(state.Messages) > 0 {
		message = &state.Messages[0]
	}
	if len(state.Polls) > 0 {
		poll = &state.Polls[0]
	}
	if len(state.Plugins) > 0 {
		plugin = &state.Plugins[0]
	}
	if len(state.ConnectedMeetings) > 0 {
		connected = &state.ConnectedMeetings[0]
	}
	s.addMade(data, "messages", message, len(state.Messages), func(w *writer, i int) { w.message(&state.Messages[i]) })
	s.addMade(data, "polls", poll, len(state.Polls), func(w *writer, i int) {
		w.text("id", state.Polls[i].ID)
		w.text("question", state.Polls[i].Question)
		w.id("userId", string(state.Polls[i].UserID))
	})
	s.addMade(data, "plugins", plugin, len(state.Plugins), func(w *writer, i int) { w.plugin(&state.Plugins[i]) })
	s.addMade(data, "connectedMeetings", connected, len(state.ConnectedMeetings), func(w *writer, i int) {
		w.connectedMeeting(&state.ConnectedMeetings[i], state.Room.MeetingID)
	})
}

func (s *snapshots) addMade(data safejs.Value, name string, first any, length int, each func(w *writer, i int)) {
	made, known := s.things[name]
	if !known || made.first != first || made.length != length {
		var w writer
		w.open("", '[')
		for i := range length {
			w.open("", '{')
			each(&w, i)
			w.close('}')
		}
		w.close(']')
		made = madeList{first, length, freezeDeep(w.parse())}
		s.things[name] = made
	}
	if err := bridge.Set(data, name, made.value); err != nil {
		panic(err)
	}
}

func (w *writer) message(one *meeting.ChatMessage) {
	w.id("id", string(one.ID))
	w.id("userId", string(one.UserID))
	w.text("name", one.Name)
	w.text("text", one.Text)
	w.number("at", one.At)
	w.yes("pinned", one.Pinned)
	w.yes("private", one.Private)
}

func (w *writer) plugin(one *meeting.Plugin) {
	w.id("id", string(one.ID))
	w.text("name", one.Name)
	w.yes("active", one.Active)
	w.idOrNull("enabledBy", string(one.EnabledBy))
	w.yes("canActivate", one.CanActivate)
	w.yes("canDeactivate", one.CanDeactivate)
}

func (w *writer) connectedMeeting(one *meeting.ConnectedMeeting, here string) {
	w.text("id", one.ID)
	w.text("title", one.Title)
	w.yes("isParent", one.Parent)
	w.yes("isHere", one.ID == here)
	w.open("participants", '[')
	for _, who := range one.Participants {
		w.open("", '{')
		w.id("id", string(who.UserID))
		w.id("customParticipantId", string(who.CustomID))
		w.text("name", who.Name)
		w.close('}')
	}
	w.close(']')
}
