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
	var first [4]any
	lengths := [...]int{len(state.Messages), len(state.Polls), len(state.Plugins), len(state.ConnectedMeetings)}
	if lengths[0] > 0 {
		first[0] = &state.Messages[0]
	}
	if lengths[1] > 0 {
		first[1] = &state.Polls[0]
	}
	if lengths[2] > 0 {
		first[2] = &state.Plugins[0]
	}
	if lengths[3] > 0 {
		first[3] = &state.ConnectedMeetings[0]
	}
	for kind, length := range lengths {
		made := &s.things[kind]
		if made.first != first[kind] || made.length != length || made.value.IsUndefined() {
			*made = madeList{first[kind], length, thingsData(state, kind, length)}
		}
		if err := bridge.Set(data, thingNames[kind], made.value); err != nil {
			panic(err)
		}
	}
}

var thingNames = [...]string{"messages", "polls", "plugins", "connectedMeetings"}

// thingsData is a list of a kind, as the page gets it.
func thingsData(state *meeting.State, kind, length int) safejs.Value {
	var w writer
	w.open("", '[')
	for i := range length {
		w.open("", '{')
		switch kind {
		case 0:
			w.message(&state.Messages[i])
		case 1:
			w.text("id", state.Polls[i].ID)
			w.text("question", state.Polls[i].Question)
			w.id("userId", string(state.Polls[i].UserID))
		case 2:
			w.plugin(&state.Plugins[i])
		case 3:
			w.connectedMeeting(&state.ConnectedMeetings[i], state.Room.MeetingID)
		}
		w.close('}')
	}
	w.close(']')
	return freezeDeep(w.parse())
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
