package control_test

import (
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/internal/meetingtest"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// rooms are the parent with oneself and Ann, Green with Zoe and Yan, and Blue with nobody.
func rooms() []meeting.ConnectedMeeting {
	return []meeting.ConnectedMeeting{
		{ID: meetingtest.ParentID, Title: "Memory", Parent: true, Participants: []meeting.ConnectedParticipant{{UserID: "user-self", Name: "Host"}, {UserID: "user-1", Name: "Ann"}}},
		{ID: "green", Title: "Green", Participants: []meeting.ConnectedParticipant{{UserID: "user-zoe", Name: "Zoe"}, {UserID: "user-yan", Name: "Yan"}}},
		{ID: "blue", Title: "Blue"},
	}
}

func inRooms(t *testing.T, test func(t *testing.T, memory *meetingtest.Memory, c *control.Controller)) {
	synctest.Test(t, func(t *testing.T) {
		memory := meetingtest.NewMemory()
		defer memory.Close()
		memory.Join("Ann")
		memory.TellMeetings(rooms()...)
		c := control.New(memory, control.Options{})
		defer c.Close()
		test(t, memory, c)
	})
}

func moving(to string, users ...meeting.ParticipantID) meeting.Command {
	return meeting.Command{Action: meeting.ConnectedMeetingsMoveParticipants, Targets: users, Move: &meeting.Move{To: to}}
}

func TestPeopleAreMovedFromWhereverTheyAre(t *testing.T) {
	inRooms(t, func(t *testing.T, memory *meetingtest.Memory, c *control.Controller) {
		outcome, err := c.Perform(t.Context(), moving("blue", "user-1", "user-zoe"))
		require.NoError(t, err)
		assert.Equal(t, meeting.StatusConfirmed, outcome.Status)
		sent := memory.Sent()
		require.Len(t, sent, 1)
		assert.Equal(t, "blue", sent[0].To)
		assert.Equal(t, []control.Person{{ID: "user-zoe", UserID: "user-zoe", In: "green"}, {ID: "user-1", UserID: "user-1", In: meetingtest.ParentID}}, sent[0].Each, "from where oneself is last")
	})
}

func TestEverybodyBackIsEverybodyWhoIsElsewhere(t *testing.T) {
	inRooms(t, func(t *testing.T, memory *meetingtest.Memory, c *control.Controller) {
		outcome, err := c.Perform(t.Context(), meeting.Command{Action: meeting.ConnectedMeetingsMoveParticipants})
		require.NoError(t, err)
		require.Len(t, outcome.Targets, 2)
		assert.Equal(t, []string{"Zoe", "Yan"}, []string{outcome.Targets[0].Name, outcome.Targets[1].Name})
		again, err := c.Perform(t.Context(), meeting.Command{Action: meeting.ConnectedMeetingsMoveParticipants})
		require.NoError(t, err)
		assert.Equal(t, meeting.StatusUnchanged, again.Status)
		out, err := c.Perform(t.Context(), meeting.Command{Action: meeting.ConnectedMeetingsMoveParticipants, Move: &meeting.Move{To: "blue", From: meetingtest.ParentID}})
		require.NoError(t, err)
		assert.Len(t, out.Targets, 3, "all but oneself")
	})
}

func TestToGoOneselfTakesLess(t *testing.T) {
	inRooms(t, func(t *testing.T, memory *meetingtest.Memory, c *control.Controller) {
		memory.Withdraw(meeting.CanAlterConnectedMeetings)
		assert.Equal(t, "connected_meetings.can_alter_connected_meetings", c.CanCommand(moving("green", "user-1")).Permission)
		assert.True(t, c.CanCommand(moving("green", "user-self")).Allowed)
		memory.Withdraw(meeting.CanSwitchConnectedMeetings)
		assert.Equal(t, "connected_meetings.can_switch_connected_meetings", c.CanCommand(moving("green", "user-self")).Permission)
		assert.Equal(t, "connected_meetings.can_alter_connected_meetings", c.CanCommand(moving("green", "user-self", "user-1")).Permission)
	})
}

func TestWhereThereIsNoParentNobodyIsMoved(t *testing.T) {
	inRooms(t, func(t *testing.T, memory *meetingtest.Memory, c *control.Controller) {
		memory.TellMeetings()
		_, err := c.Perform(t.Context(), moving("green", "user-1"))
		require.ErrorIs(t, err, meeting.ReasonWrongState)
		_, err = c.Perform(t.Context(), meeting.Command{Action: meeting.ConnectedMeetingsMoveParticipants})
		require.ErrorIs(t, err, meeting.ReasonWrongState)
		assert.Empty(t, memory.Sent())
	})
}

func TestWhoGoesWithOthersSeesThemArrive(t *testing.T) {
	inRooms(t, func(t *testing.T, memory *meetingtest.Memory, c *control.Controller) {
		memory.SetServer(meetingtest.YesButNo)
		running, err := c.Start(moving("green", "user-1", "user-self"))
		require.NoError(t, err)
		synctest.Wait()
		memory.Batch(func() {
			memory.MoveTo("green")
			memory.TellMeetings(rooms()...)
		})
		synctest.Wait()
		there := rooms()
		there[0].Participants, there[1].Participants = nil, append(there[1].Participants, there[0].Participants...)
		memory.TellMeetings(there...)
		<-running.Done()
		outcome, err := running.Result()
		require.NoError(t, err)
		assert.Equal(t, meeting.StatusConfirmed, outcome.Status)
	})
}
