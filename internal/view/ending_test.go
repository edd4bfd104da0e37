package view

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/view/section"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// own has another session of oneself beside some people.
func own(state meeting.State, flags meeting.Flags) meeting.State {
	again := person("Hana again", flags)
	again.UserID = state.Self.UserID
	return with(state, again)
}

func TestTheEndShowsWhatEnds(t *testing.T) {
	room := with(host(), person("Ann", 0), person("Bob", 0))
	s := show(room)
	s.Press(meeting.KickAll, "", noon)
	assert.Zero(t, s.Panel().Dialog.Ending, "nothing but people")
	assert.Equal(t, 3, s.Panel().Dialog.People)

	room = withWaiting(with(room, person("Bob", meeting.ScreenShareOn), person("Cid", 0)), waiting("Dan", 1000), waiting("Eve", 2000))
	room.Room.RecordingState, room.Room.LivestreamState = "PAUSED", "LIVESTREAMING"
	s.update(room)
	assert.Equal(t, 4, s.Panel().Dialog.People, "it goes with the meeting")
	assert.Equal(t, Ending{Waiting: 2, Recording: "PAUSED", Livestream: "LIVESTREAMING", Sharing: 1, Sharer: "Bob"}, s.Panel().Dialog.Ending)

	room.Self.Flags |= meeting.ScreenShareOn
	room.Room.RecordingState, room.Room.LivestreamState = "IDLE", "IDLE"
	s.update(room)
	room.ConnectedMeetings = []meeting.ConnectedMeeting{
		{ID: "main", Parent: true, Participants: []meeting.ConnectedParticipant{{UserID: "user-ann"}}},
		{ID: "green", Participants: []meeting.ConnectedParticipant{{UserID: "user-fay"}, {UserID: "user-gus"}}},
	}
	room.Room.MeetingID = "main"
	s.update(room)
	assert.Equal(t, Ending{Waiting: 2, Elsewhere: 2, Sharing: 2}, s.Panel().Dialog.Ending, "oneself shares too")
}

func TestOfTheOthersOneselfIsNone(t *testing.T) {
	room := own(withWaiting(with(host(), person("Ann", 0), person("Bob", meeting.ScreenShareOn)), waiting("Dan", 1000)), meeting.ScreenShareOn)
	room.Self.Flags |= meeting.ScreenShareOn
	room.Room.RecordingState = "RECORDING"
	s := show(room)
	s.Press(meeting.KickOthers, "", noon)
	assert.Equal(t, 2, s.Panel().Dialog.People)
	assert.Equal(t, Ending{Recording: "RECORDING", Sharing: 1, Sharer: "Bob"}, s.Panel().Dialog.Ending, "who waits goes on waiting")
	s.update(own(host(), 0))
	assert.Equal(t, section.ButtonBlocked, s.Panel().Dialog.State)
	assert.Equal(t, "already.kickOthers", s.Panel().Dialog.Why)
	_, now := s.Confirm()
	assert.False(t, now)
	s.Cancel()
	s.Press(meeting.KickOthers, "", noon)
	assert.Zero(t, s.Panel().Dialog, "nobody else is here")
	assert.Equal(t, "already.kickOthers", s.Panel().Notice.Sentences[0].Arg("reason"))
}

func TestAWordIsTypedAboveSomeNumber(t *testing.T) {
	room := with(host(), person("Ann", 0), person("Bob", 0))
	s := show(room)
	typed := func(action meeting.Action) bool {
		s.Press(action, "", noon)
		defer s.Cancel()
		return s.Panel().Dialog.Ending.Typed
	}
	assert.False(t, typed(meeting.KickAll), "unless a page wants it")
	s.TypeFrom = 3
	assert.True(t, typed(meeting.KickAll), "oneself is one of them")
	assert.False(t, typed(meeting.KickOthers), "and none of the others")
	s.Press(meeting.KickOthers, "", noon)
	s.update(with(room, person("Cid", 0)))
	assert.True(t, s.Panel().Dialog.Ending.Typed, "somebody came")
	s.Cancel()
	s.update(withWaiting(room, waiting("Dan", 1), waiting("Eve", 2), waiting("Fay", 3), waiting("Gil", 4)))
	assert.False(t, typed(meeting.RejectAllWaitingRoomRequest))
	s.Select(section.SelectAll, "")
	s.TypeFrom = 1
	s.PressMany(meeting.Kick, noon)
	assert.False(t, s.Panel().Dialog.Ending.Typed, "who was selected is known")
}

func TestEverybodyElseIsHeldBackAndTriedAgain(t *testing.T) {
	room := with(host(), person("Ann", 0), person("Bob", 0), person("Cid", 0))
	s := show(room)
	s.HoldBack = 5 * time.Second
	s.Press(meeting.KickOthers, "", noon)
	command, now := s.Confirm()
	require.True(t, now)
	require.Equal(t, s.HoldBack, s.Hold(command))
	held := room
	held.Pending = []meeting.Pending{{Command: command, Since: 1000, HeldUntil: 6000}}
	s.update(held)
	s.Expire(noon)
	assert.Equal(t, meeting.Message{Key: "held.kickOthers", Args: []meeting.Arg{{Name: "name"}, {Name: "count", Value: "5"}}}, s.Panel().Said.Sentences[0])

	s.update(without(room, "id-ann"), ended(meeting.KickOthers, "",
		meeting.TargetOutcome{ID: "id-ann", Name: "Ann", Status: meeting.StatusConfirmed},
		meeting.TargetOutcome{ID: "id-bob", Name: "Bob", Status: meeting.StatusUnconfirmed, Message: meeting.Message{Key: "target.unconfirmed"}},
		meeting.TargetOutcome{ID: "id-cid", Name: "Cid", Status: meeting.StatusUnconfirmed, Message: meeting.Message{Key: "target.unconfirmed"}}))
	s.Expire(noon + section.GatherFor)
	assert.Equal(t, []string{"done.kickOthers Ann ", "unconfirmed.many 2 "}, told(s))
	s.ListRows()
	var list []string
	for _, sentence := range s.Panel().Notice.List {
		list = append(list, sentence.Key+" "+sentence.Arg("name"))
	}
	assert.Equal(t, []string{"unconfirmed Bob", "unconfirmed Cid", "done.kick Ann"}, list)
	again, now := s.Again()
	require.True(t, now)
	assert.Equal(t, meeting.Command{Action: meeting.Kick, Targets: []meeting.ParticipantID{"id-bob", "id-cid"}}, again)
}
