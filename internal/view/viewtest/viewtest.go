// Package viewtest has meetings for the tests of the panel.
package viewtest

import (
	"strings"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Host is somebody in a running meeting with every right.
func Host() meeting.State {
	return meeting.State{
		Self: meeting.Self{
			ID:          "me",
			Text:        meeting.Text{UserID: "user-me", Name: "Host", PresetName: "host", SearchKey: "host"},
			Flags:       meeting.AudioOn | meeting.VideoOn,
			Permissions: meeting.Permissions{StageAccess: meeting.ProductionCanRequest}.With(meeting.AllPermissions()...),
		},
		Room: meeting.Room{State: meeting.RoomJoined, Connection: meeting.ConnectionConnected, MediaJoined: true, Title: "Weekly"},
	}
}

// Person is somebody with an id made of the name.
func Person(name string, flags meeting.Flags) *meeting.Participant {
	key := strings.ToLower(name)
	return &meeting.Participant{ID: meeting.ParticipantID("id-" + key), Text: meeting.Text{Name: name, SearchKey: key}, Flags: flags}
}

// BothOn is microphone and camera.
const BothOn = meeting.AudioOn | meeting.VideoOn

// With returns the state with these people put into the meeting.
func With(state meeting.State, people ...*meeting.Participant) meeting.State {
	for _, p := range people {
		if p.Flags.Has(meeting.Pinned) {
			state.PinnedID = p.ID
		} else if state.PinnedID == p.ID {
			state.PinnedID = ""
		}
	}
	state.Joined = put(state.Joined, people)
	return state
}

// Without returns the state without these people in the meeting.
func Without(state meeting.State, ids ...meeting.ParticipantID) meeting.State {
	state.Joined = remove(state.Joined, ids)
	return state
}

// Waiting is somebody who waits, since so many milliseconds.
func Waiting(name string, since int64) *meeting.Participant {
	p := Person(name, 0)
	p.Since, p.UserID = since, meeting.UserID("user-"+strings.ToLower(name))
	return p
}

// WithWaiting returns the state with these people waiting to be let in.
func WithWaiting(state meeting.State, people ...*meeting.Participant) meeting.State {
	state.Waitlisted = put(state.Waitlisted, people)
	return state
}

// WithoutWaiting returns the state in which these people no longer wait.
func WithoutWaiting(state meeting.State, ids ...meeting.ParticipantID) meeting.State {
	state.Waitlisted = remove(state.Waitlisted, ids)
	return state
}

func put(roster meeting.Roster, people []*meeting.Participant) meeting.Roster {
	edit := roster.Edit()
	for _, p := range people {
		edit.Put(p)
	}
	return edit.Done()
}

func remove(roster meeting.Roster, ids []meeting.ParticipantID) meeting.Roster {
	edit := roster.Edit()
	for _, id := range ids {
		edit.Remove(id)
	}
	return edit.Done()
}
