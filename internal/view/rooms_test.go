package view

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/view/section"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

const (
	creates meeting.Action = "connectedMeetings.createMeetings"
	moves   meeting.Action = "connectedMeetings.moveParticipants"
	deletes meeting.Action = "connectedMeetings.deleteMeetings"
)

// inRooms is a meeting with Ann and Bob, and with Eve in a breakout meeting.
func inRooms() meeting.State {
	return withRooms(with(host(), user("ann", bothOn), user("bob", bothOn)))
}

// opened shows a state with the dialog of rooms.
func opened(state meeting.State) *Screen {
	s := show(state)
	s.Rooms().Open("")
	return s
}

func TestTheDialogOfRoomsIsDrawnWhileItIsOpen(t *testing.T) {
	s := show(inRooms())
	assert.Equal(t, section.RoomsShown{There: true, Count: 1}, s.Panel().Rooms)
	s.Rooms().Open("")
	shown := s.Panel().Rooms
	require.Len(t, shown.All, 2)
	parent, room := shown.All[0], shown.All[1]
	assert.True(t, parent.IsParent && parent.Here && !room.Here)
	assert.Equal(t, 3, parent.Size)
	assert.Equal(t, []section.RoomPerson{{ID: "user-eve", Name: "Eve"}}, room.People)
	assert.Equal(t, section.ButtonFolded, parent.Delete.State, "the parent stays")
	assert.Equal(t, section.ButtonFolded, room.Move.State, "nobody is chosen")
	assert.Equal(t, section.ButtonReady, room.Go.State)
	s.Rooms().Close()
	assert.Empty(t, s.Panel().Rooms.All)
}

func TestRoomsNeedAModuleAParentAndARight(t *testing.T) {
	for what, lack := range map[string]func(state *meeting.State){
		"module":  func(state *meeting.State) { state.Room.Modules = "" },
		"parent":  func(state *meeting.State) { state.ConnectedMeetings = nil },
		"right":   func(state *meeting.State) { state.Self.Permissions = meeting.Permissions{} },
		"meeting": func(state *meeting.State) { state.Room.State = meeting.RoomInit },
	} {
		state := inRooms()
		lack(&state)
		assert.Equal(t, section.RoomsShown{}, opened(state).Panel().Rooms, what)
	}
}

func TestARightThatIsTakenIsNamed(t *testing.T) {
	state := inRooms()
	s := opened(state)
	state.Self.Permissions = state.Self.Permissions.Without(meeting.CanAlterConnectedMeetings)
	s.update(state)
	shown := s.Panel().Rooms
	for _, button := range []section.Button{shown.Create, shown.AllBack, shown.OneBack, shown.All[1].Delete} {
		assert.Equal(t, section.ButtonBlocked, button.State, button.Action)
		assert.NotEmpty(t, button.Permission, button.Action)
	}
	assert.Equal(t, section.ButtonReady, shown.All[1].Go.State, "oneself may still go")
}

func TestWhoMayOnlySwitchGoesOneself(t *testing.T) {
	state := inRooms()
	state.Self.Permissions = meeting.Permissions{}.With(meeting.CanSwitchConnectedMeetings)
	s := opened(state)
	shown := s.Panel().Rooms
	assert.Equal(t, section.ButtonFolded, shown.Create.State)
	assert.Equal(t, section.ButtonFolded, shown.OneBack.State)
	assert.Equal(t, section.ButtonReady, shown.All[1].Go.State)
	command, now := s.GoTo("room", noon)
	assert.True(t, now)
	assert.Equal(t, meeting.Command{Action: moves, Target: "user-me", Move: &meeting.Move{To: "room"}}, command)

	state.Room.MeetingID = "room"
	s.update(state)
	assert.Equal(t, section.ButtonFolded, s.Panel().Rooms.All[0].Go.State, "not back")
}

func TestOneIsMovedFromTheirMenu(t *testing.T) {
	state := inRooms()
	s := show(state)
	row, _ := s.Panel().row("id-ann")
	assert.Equal(t, section.ChooseRoom, row.Menu[len(row.Menu)-1].Action)
	_, now := s.Press(section.ChooseRoom, "id-ann", noon)
	assert.False(t, now)
	shown := s.Panel().Rooms
	assert.True(t, shown.Open)
	assert.Equal(t, 1, shown.Chosen)
	assert.Equal(t, "ann", shown.Name)
	assert.Equal(t, section.ButtonFolded, shown.All[0].Move.State, "is there")

	command, now := s.MoveTo("room", noon)
	require.True(t, now)
	assert.Equal(t, meeting.Command{Action: moves, Target: "user-ann", Move: &meeting.Move{To: "room"}}, command)
	s.update(pending(state, command))
	shown = s.Panel().Rooms
	assert.Equal(t, section.ButtonBusy, shown.All[1].Move.State)
	assert.True(t, shown.All[0].People[1].IsMoved)

	left := without(state, "id-ann")
	s.update(left)
	assert.Zero(t, s.Panel().Rooms.Chosen)
	_, now = s.MoveTo("room", noon)
	assert.False(t, now)
}

func TestNoMenuLeadsToRoomsThatThereAreNot(t *testing.T) {
	state := inRooms()
	state.ConnectedMeetings = state.ConnectedMeetings[:1]
	s := show(state)
	row, _ := s.Panel().row("id-ann")
	assert.NotEqual(t, section.ChooseRoom, row.Menu[len(row.Menu)-1].Action)
	s.update(inRooms())
	row, _ = s.Panel().row("id-ann")
	assert.Equal(t, section.ChooseRoom, row.Menu[len(row.Menu)-1].Action, "the row is drawn anew")
}

func TestTheSelectedAreMoved(t *testing.T) {
	state := inRooms()
	s := opened(state)
	s.Select(section.SelectAll, "")
	assert.Equal(t, 2, s.Panel().Rooms.All[1].Move.Count)
	command, now := s.MoveTo("room", noon)
	require.True(t, now)
	assert.Equal(t, []meeting.ParticipantID{"user-ann", "user-bob"}, command.Targets)

	s.Update(&state, []meeting.Ended{{Command: command, Outcome: meeting.Outcome{Action: moves, Status: meeting.StatusConfirmed, Targets: []meeting.TargetOutcome{
		{ID: "user-ann", Name: "ann", Status: meeting.StatusConfirmed}, {ID: "user-bob", Name: "bob", Status: meeting.StatusConfirmed},
	}}}}, noon)
	s.Expire(noon + section.GatherFor)
	assert.Equal(t, meeting.Message{Key: "done." + string(moves) + ".many", Args: []meeting.Arg{{Name: "action", Value: string(moves)}, {Name: "count", Value: "2"}}}, s.Panel().Notice.Sentences[0])
}

// many are twelve people, and twelve in a breakout meeting.
func many() meeting.State {
	state := host()
	for i := range 12 {
		state = with(state, user(fmt.Sprintf("u%02d", i), 0))
	}
	state = withRooms(state)
	room := &state.ConnectedMeetings[1]
	for i := range 24 {
		room.Participants = append(room.Participants, meeting.ConnectedParticipant{UserID: meeting.UserID(fmt.Sprint("away-", i)), Name: "Away"})
	}
	return state
}

func TestMovingManyIsAskedAboutFirst(t *testing.T) {
	state := many()
	s := opened(state)
	assert.Len(t, s.Panel().Rooms.All[1].People, 20)
	assert.Equal(t, 25, s.Panel().Rooms.All[1].Size)
	s.Select(section.SelectAll, "")
	_, now := s.MoveTo("room", noon)
	require.False(t, now)
	assert.Equal(t, 12, s.Panel().Dialog.People)
	s.update(state)
	assert.Equal(t, section.ButtonReady, s.Panel().Dialog.State, "the question stays")
	command, now := s.Confirm()
	assert.True(t, now)
	assert.Len(t, command.Targets, 12)

	_, now = s.Press(moves, "", noon)
	require.False(t, now)
	assert.Equal(t, 25, s.Panel().Dialog.People)
	assert.Equal(t, "dialog."+string(moves), s.Panel().Dialog.Words)
	command, now = s.Confirm()
	assert.True(t, now)
	assert.Equal(t, meeting.Command{Action: moves}, command)

	_, now = s.Press(moves, "user-eve", noon)
	assert.True(t, now, "one is not")
}

func TestNobodyIsBroughtBackWhoIsHere(t *testing.T) {
	state := inRooms()
	state.ConnectedMeetings[1].Participants = nil
	s := opened(state)
	assert.Equal(t, section.ButtonBlocked, s.Panel().Rooms.AllBack.State)
	assert.Equal(t, "already."+string(moves), s.Panel().Rooms.AllBack.Why)
	_, now := s.Press(moves, "", noon)
	assert.False(t, now)
	assert.Equal(t, "already."+string(moves), s.Panel().Notice.Sentences[0].Arg("reason"))
	s.Select(section.SelectAll, "")
	assert.Equal(t, section.ButtonReady, s.Panel().Rooms.All[1].Move.State, "others can be moved there all the same")
}

func TestARoomIsDeletedAfterAQuestion(t *testing.T) {
	state := inRooms()
	s := opened(state)
	_, now := s.Press(deletes, "room", noon)
	require.False(t, now)
	dialog := s.Panel().Dialog
	assert.Equal(t, "Room 1", dialog.Name)
	assert.Equal(t, 1, dialog.People, "who comes back")

	state.ConnectedMeetings = state.ConnectedMeetings[:1]
	s.update(state)
	dialog = s.Panel().Dialog
	assert.Equal(t, section.ButtonBlocked, dialog.State, "somebody else was quicker")
	assert.Equal(t, "reason.not-found", dialog.Why)
}

func TestRoomsAreCreated(t *testing.T) {
	state := inRooms()
	s := opened(state)
	command, now := s.CreateRooms([]string{"Red", "Blue"}, noon)
	require.True(t, now)
	assert.Equal(t, []string{"Red", "Blue"}, command.Titles)
	s.Update(&state, []meeting.Ended{{Command: command, Outcome: meeting.Outcome{Action: creates, Status: meeting.StatusConfirmed, Targets: []meeting.TargetOutcome{{ID: "me", Status: meeting.StatusConfirmed}}}}}, noon)
	s.Expire(noon + section.GatherFor)
	sentence := s.Panel().Notice.Sentences[0]
	assert.Equal(t, "done."+string(creates)+".many", sentence.Key)
	assert.Equal(t, "2", sentence.Arg("count"))

	s.Refused(command, &meeting.Error{Reason: meeting.ReasonFailed, Action: creates}, noon)
	s.Expire(noon + 2*section.GatherFor)
	assert.Equal(t, "failed.all", s.Panel().Notice.Sentences[0].Key)
}

func TestOnlyTheRoomThatChangedIsWritten(t *testing.T) {
	state := inRooms()
	s := opened(state)
	before := s.Panel()
	assert.Contains(t, string(Diff(&Panel{}, &before)), `["rooms.open",`)

	state.ConnectedMeetings = append([]meeting.ConnectedMeeting(nil), state.ConnectedMeetings...)
	state.ConnectedMeetings[1].Participants = nil
	s.update(state)
	after := s.Panel()
	changes := string(Diff(&before, &after))
	assert.Equal(t, 1, strings.Count(changes, `["rooms.room",`))
	assert.Contains(t, changes, `["rooms.room","room",`)
	s.Rooms().Close()
	closed := s.Panel()
	assert.Equal(t, `[["rooms.close"]]`, string(Diff(&after, &closed)))
}
