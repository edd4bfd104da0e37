package view

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/view/section"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// A press of its button performs each action, after a question where it is risky, or where there
// is something to choose.
func TestEveryActionHasAButton(t *testing.T) {
	for _, spec := range action.All() {
		if spec.Locks() { // it has a menu
			assert.Equal(t, action.NoSection, spec.Place.Section, spec.Name)
			continue
		}
		t.Run(string(spec.Name), func(t *testing.T) {
			ann, flags := person("Ann", bothOn), bothOn
			if spec.Needs&action.NeedsPinned != 0 {
				flags |= meeting.Pinned
			}
			state := with(host(), person("Bob", flags))
			state.Waitlisted = with(host(), ann).Joined
			state = accepting(state, spec, "id-bob")
			wanted := meeting.Command{Action: spec.Name}
			switch {
			case !spec.TakesTarget():
			case spec.Waiting():
				wanted.Target = ann.ID
			case spec.Scope == action.OnConnectedMeeting:
				wanted.Target = "room"
			case spec.Scope == action.OnUser:
				wanted.Target = "user-eve"
			case spec.AboutThings():
				wanted.Target = "thing"
			default:
				wanted.Target = "id-bob"
			}
			s := show(state)
			s.Rooms().Open("")
			s.Chat("open")
			s.Tools(true)
			assert.Contains(t, buttons(s.Panel()), spec.Name, "the panel has no place for %s: its spec says one", spec.Name)
			command, now := s.Press(spec.Name, wanted.Target, noon)
			switch spec.Takes {
			case action.Titles:
				wanted.Titles = []string{"Red"}
				command, now = s.CreateRooms(wanted.Titles, noon)
			case action.NewPoll:
				wanted.Poll = &meeting.NewPoll{Question: "Tea?", Options: []string{"Yes", "No"}, HideVotes: true}
				command, now = s.BeginPoll("Tea?", "Yes\n No \n\n", pollHidesVotes, noon)
			case action.Spotlight:
				wanted.Spotlight = &meeting.Spotlight{On: true}
			}
			if spec.Risk != action.RiskNone || spec.Takes == action.Patch { // in a group call
				require.False(t, now, "%s asks first", spec.Name)
				require.Equal(t, spec.Name, s.Panel().Dialog.Action)
				if spec.Takes == action.Patch {
					s.Choose("chat.public", int(forbid))
					wanted.Permissions = &meeting.PermissionsPatch{meeting.PatchChatPublicCanSend: meeting.PatchNo}
				}
				command, now = s.Confirm()
			}
			require.True(t, now, "the panel has no button that performs %s", spec.Name)
			assert.Equal(t, wanted, command)
		})
	}
}

// accepting is the state in which an action can be performed.
func accepting(state meeting.State, spec action.Spec, target meeting.ParticipantID) meeting.State {
	accepted, _, _ := strings.Cut(spec.States, " ")
	state.Room.ViewType, state.Room.HasStage = "GROUP_CALL", true
	state.Room.RecordingState, state.Room.LivestreamState = "IDLE", "IDLE"
	state = withRooms(state)
	state.Room.Modules = "chat polls plugins connectedMeetings"
	state.Messages = []meeting.ChatMessage{{ID: "thing", Pinned: spec.Proof == action.ProofMessageUnpinned}}
	state.Plugins = []meeting.Plugin{{ID: "thing", Active: spec.Proof == action.ProofPluginClosed, CanActivate: true, CanDeactivate: true}}
	bob := *state.Joined.Get(target)
	switch {
	case spec.Object == action.Recording:
		state.Room.RecordingState = accepted
	case spec.Object == action.Livestream:
		state.Room.LivestreamState = accepted
	case spec.Object == action.Stage && spec.TakesTarget():
		bob.Stage = meeting.ParseStageStatus(accepted)
	case spec.Object == action.Stage:
		state.Self.Stage = meeting.ParseStageStatus(accepted)
	case spec.Asks != 0:
		bob.Flags = 0
	case spec.Takes == action.NoScreenShare:
		bob.Flags |= meeting.ScreenShareOn
	}
	edit := state.Joined.Edit()
	edit.Put(&bob)
	state.Joined = edit.Done()
	return state
}

// buttons are the actions that have a button, in the rows, their menus or the sections.
func buttons(p Panel) []meeting.Action {
	var all []meeting.Action
	add := func(buttons []section.Button) {
		for _, button := range buttons {
			all = append(all, button.Action)
		}
	}
	add(p.Waiting.All)
	add(p.Stage.All)
	add(p.People.All)
	add(p.Broadcast.All)
	add(p.Session.All)
	add([]section.Button{p.Rooms.Create, p.Rooms.OneBack})
	for _, room := range p.Rooms.All {
		add([]section.Button{room.Delete, room.Move, room.Go})
	}
	for i := range p.Chat.All {
		add(p.Chat.All[i].Buttons[:])
	}
	add([]section.Button{p.Tools.Poll, p.Tools.Spotlight})
	for _, plugin := range p.Tools.Plugins {
		add([]section.Button{plugin.Button})
	}
	for _, row := range slices.Concat(p.Waiting.Rows, p.Stage.Rows, p.People.Rows) {
		add(row.Buttons[:])
		add(row.Menu)
	}
	return all
}
