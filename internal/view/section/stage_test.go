package section

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// asking is a person who asks for the stage since then.
func asking(name string, since int64) *meeting.Participant {
	p := person(name, 0)
	p.Stage, p.Since = meeting.RequestedToJoinStage, since
	return p
}

func stageHost() meeting.State {
	state := host()
	state.Room.HasStage = true
	return state
}

func askers(s *screen) []string {
	var names []string
	for _, row := range s.stage.Shown().Rows {
		names = append(names, row.Name)
	}
	return names
}

func TestWhoAsksLongestIsFirst(t *testing.T) {
	s := show(with(stageHost(), asking("Ann", 30), person("Bob", 0), asking("Cy", 20)))
	assert.Equal(t, []string{"Cy", "Ann"}, askers(s))
	row := s.stage.Shown().Rows[0]
	assert.Equal(t, meeting.StageGrantAccess, row.Buttons[0].Action)
	assert.Equal(t, meeting.StageDenyAccess, row.Buttons[1].Action)
	for _, row := range s.people.Shown().Rows {
		for _, button := range row.Menu {
			assert.False(t, row.Name != "Bob" && button.Action == meeting.StageGrantAccess, "who is in the queue is let in there only")
		}
	}
}

func TestTheStageQueueIsThereForWhomItConcerns(t *testing.T) {
	room := with(stageHost(), asking("Ann", 1))
	guest := room
	guest.Self.Permissions = guest.Self.Permissions.Without(meeting.AcceptStageRequests)
	assert.Empty(t, askers(show(guest)))
	none := room
	none.Self.Permissions = none.Self.Permissions.Without(meeting.StageEnabled)
	assert.Empty(t, askers(show(none)), "without a stage the SDK shows statuses all the same")
}

func TestNobodyWhoAsksMovesWhileSomebodyAims(t *testing.T) {
	room := with(stageHost(), asking("Ann", 1), asking("Bob", 2))
	s := show(room)
	s.stage.Aim(true)
	s.update(with(stageHost(), person("Ann", 0), asking("Bob", 2), asking("Cy", 0)), noon)
	assert.Equal(t, []string{"Ann", "Bob", "Cy"}, askers(s))
	gone := s.stage.Shown().Rows[0]
	assert.NotZero(t, gone.Look&LookGone)
	assert.Equal(t, [rowSlots]Button{}, gone.Buttons)
	s.update(with(stageHost(), person("Ann", 0), person("Bob", 0), person("Cy", 0)), noon)
	assert.Empty(t, askers(s), "with nobody left there is nobody to take for somebody else")
}

// What stands in the menu of a row depends on where somebody is.
func TestTheMenuHasWhatIsPossible(t *testing.T) {
	ann := person("Ann", bothOn)
	for stage, expected := range map[meeting.StageStatus][]meeting.Action{
		meeting.OffStage:             {meeting.StageGrantAccess},
		meeting.RequestedToJoinStage: nil,
		meeting.AcceptedToJoinStage:  {meeting.StageDenyAccess},
		meeting.OnStage:              {meeting.StageKick},
	} {
		ann.Stage = stage
		var found []meeting.Action
		for _, button := range show(with(stageHost(), ann)).people.Shown().Rows[1].Menu {
			found = append(found, button.Action)
		}
		assert.Equal(t, append(expected, meeting.UpdatePermissions, floor), found, stage.String())
	}
	ann = person("Ann", bothOn|meeting.ScreenShareOn)
	assert.Equal(t, meeting.StopScreenShare, show(with(host(), ann)).people.Shown().Rows[1].Menu[0].Action)
}

// floor is what gives somebody the floor.
const floor = meeting.Action(meeting.Floor)

// Who may mute people may ask them back.
func TestTheMenuAsksForWhatIsOff(t *testing.T) {
	menu := func(state meeting.State) (found []meeting.Action) {
		for _, button := range show(state).people.Shown().Rows[1].Menu {
			found = append(found, button.Action)
		}
		return found
	}
	assert.Equal(t, []meeting.Action{meeting.AskToUnmute, meeting.AskToStartVideo, meeting.UpdatePermissions, floor}, menu(with(host(), person("Ann", 0))))
	assert.Equal(t, []meeting.Action{meeting.AskToUnmute, meeting.UpdatePermissions, floor}, menu(with(host(), person("Ann", meeting.VideoOn))))
	assert.Equal(t, []meeting.Action{meeting.UpdatePermissions, floor}, menu(with(host(), person("Ann", bothOn))))
	guest := with(host(), person("Ann", 0))
	guest.Self.Permissions = meeting.Permissions{}
	assert.Empty(t, menu(guest), "others have no button for it")
}
