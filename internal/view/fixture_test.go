package view

import (
	"time"

	"github.com/gavel-rtc/gavel/internal/view/section"
	"github.com/gavel-rtc/gavel/internal/view/viewtest"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

const noon = 12 * time.Hour

// The meetings of the tests.
var (
	host        = viewtest.Host
	person      = viewtest.Person
	with        = viewtest.With
	without     = viewtest.Without
	waiting     = viewtest.Waiting
	withWaiting = viewtest.WithWaiting
)

const bothOn = viewtest.BothOn

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

// withStage has a stage, and recording and livestream.
func withStage(state meeting.State) meeting.State {
	state.Room.ViewType, state.Room.HasStage = "LIVESTREAM", true
	state.Room.RecordingState, state.Room.LivestreamState = "IDLE", "IDLE"
	return state
}

// withRooms has a breakout meeting, with Eve in it.
func withRooms(state meeting.State) meeting.State {
	state.Room.Modules, state.Room.MeetingID = "connectedMeetings", "main"
	parent := meeting.ConnectedMeeting{ID: "main", Title: "Weekly", Parent: true, Participants: []meeting.ConnectedParticipant{{UserID: state.Self.UserID, Name: state.Self.Name}}}
	for p := range state.Joined.All() {
		parent.Participants = append(parent.Participants, meeting.ConnectedParticipant{UserID: p.UserID, Name: p.Name})
	}
	state.ConnectedMeetings = []meeting.ConnectedMeeting{parent, {ID: "room", Title: "Room 1", Participants: []meeting.ConnectedParticipant{{UserID: "user-eve", Name: "Eve"}}}}
	return state
}

// onStage has somebody somewhere in relation to the stage.
func onStage(state meeting.State, id meeting.ParticipantID, stage meeting.StageStatus) meeting.State {
	p := *state.Joined.Get(id)
	p.Stage = stage
	edit := state.Joined.Edit()
	edit.Put(&p)
	state.Joined = edit.Done()
	return state
}

// asksSince has somebody ask for the stage.
func asksSince(state meeting.State, id meeting.ParticipantID, since int64) meeting.State {
	state = onStage(state, id, meeting.RequestedToJoinStage)
	state.Joined.Get(id).Since = since
	return state
}

// show returns a screen that shows a state with ten rows visible.
func show(state meeting.State) *Screen {
	s := NewScreen()
	s.people.Look(0, 10)
	s.waiting.Look(0, 10)
	s.stage.Look(0, 10)
	s.Update(&state, nil, noon)
	return s
}

func (p Panel) row(id meeting.ParticipantID) (section.Row, bool) {
	for _, row := range p.People.Rows {
		if row.ID == id {
			return *row, true
		}
	}
	return section.Row{}, false
}

func names(p Panel) []string {
	var all []string
	for _, row := range p.People.Rows {
		all = append(all, row.Name)
	}
	return all
}
