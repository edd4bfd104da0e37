package view

import (
	"strings"
	"time"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

const noon = 12 * time.Hour

// host is somebody in a running meeting with every right.
func host() meeting.State {
	return meeting.State{
		Self: meeting.Self{
			ID:          "me",
			Text:        meeting.Text{UserID: "user-me", Name: "Host", PresetName: "host", SearchKey: "host"},
			Flags:       meeting.AudioOn | meeting.VideoOn,
			Permissions: meeting.Permissions{}.With(meeting.AllPermissions()...),
		},
		Room: meeting.Room{State: meeting.RoomJoined, Connection: meeting.ConnectionConnected, MediaJoined: true, Title: "Weekly"},
	}
}

func person(name string, flags meeting.Flags) *meeting.Participant {
	key := strings.ToLower(name)
	return &meeting.Participant{ID: meeting.ParticipantID("id-" + key), Text: meeting.Text{Name: name, SearchKey: key}, Flags: flags}
}

const bothOn = meeting.AudioOn | meeting.VideoOn

// with returns the state with these people put into the meeting.
func with(state meeting.State, people ...*meeting.Participant) meeting.State {
	edit := state.Joined.Edit()
	for _, p := range people {
		edit.Put(p)
		if p.Flags.Has(meeting.Pinned) {
			state.PinnedID = p.ID
		} else if state.PinnedID == p.ID {
			state.PinnedID = ""
		}
	}
	state.Joined = edit.Done()
	return state
}

func without(state meeting.State, ids ...meeting.ParticipantID) meeting.State {
	edit := state.Joined.Edit()
	for _, id := range ids {
		edit.Remove(id)
	}
	state.Joined = edit.Done()
	return state
}

func pending(state meeting.State, commands ...meeting.Command) meeting.State {
	for _, command := range commands {
		state.Pending = append(state.Pending, meeting.Pending{Command: command})
	}
	return state
}

func ended(action meeting.Action, target meeting.ParticipantID, targets ...meeting.TargetOutcome) meeting.Ended {
	return meeting.Ended{
		Command: meeting.Command{Action: action, Target: target},
		Outcome: meeting.Outcome{Action: action, Status: meeting.Summary(targets), Targets: targets},
	}
}

func failed(action meeting.Action, target meeting.ParticipantID, reason meeting.Reason) meeting.Ended {
	return meeting.Ended{Command: meeting.Command{Action: action, Target: target}, Err: &meeting.Error{Reason: reason, Code: reason.Code(), Action: action}}
}

// show returns a screen that shows a state with ten rows visible.
func show(state meeting.State) *Screen {
	s := NewScreen()
	s.Look(0, 10)
	s.Update(&state, nil, noon)
	return s
}

func (p Panel) row(id meeting.ParticipantID) (Row, bool) {
	for _, row := range p.Rows {
		if row.ID == id {
			return *row, true
		}
	}
	return Row{}, false
}

func names(p Panel) []string {
	var all []string
	for _, row := range p.Rows {
		all = append(all, row.Name)
	}
	return all
}
