package view

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/view/section"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// holding is a screen on which a removal was confirmed that is held back.
func holding(t *testing.T) (s *Screen, held meeting.State, command meeting.Command) {
	room := with(host(), person("Ann", 0))
	s = show(room)
	s.HoldBack = 5 * time.Second
	s.Press(meeting.Kick, "id-ann", noon)
	command, ok := s.Confirm()
	require.True(t, ok)
	require.Equal(t, s.HoldBack, s.Hold(command))
	assert.Empty(t, s.Panel().Held.All, "until it is")
	held = room
	held.Pending = []meeting.Pending{{Command: command, Since: 1000, HeldUntil: 6000}}
	s.update(held)
	s.Expire(noon)
	return s, held, command
}

func TestWhatIsHeldBackIsShownAndToldOnce(t *testing.T) {
	s, held, command := holding(t)
	assert.Equal(t, []section.HeldShown{{Number: 1, Action: meeting.Kick, Name: "Ann", Until: 6000}}, s.Panel().Held.All)
	said := s.Panel().Said
	require.Len(t, said.Sentences, 1)
	assert.Equal(t, meeting.Message{Key: "held.kick", Args: []meeting.Arg{{Name: "name", Value: "Ann"}, {Name: "count", Value: "5"}}}, said.Sentences[0])
	s.update(held)
	s.Expire(noon + 2*time.Second)
	assert.Equal(t, said.Serial, s.Panel().Said.Serial, "not with each second")

	held.Pending = []meeting.Pending{{Command: command, Since: 1000}}
	s.update(held)
	assert.Empty(t, s.Panel().Held.All, "it was sent")
	_, found := s.CallOff(1, noon)
	assert.False(t, found)
}

func TestWhatIsHeldBackIsCalledOff(t *testing.T) {
	s, held, command := holding(t)
	key, found := s.CallOff(1, noon)
	require.True(t, found)
	assert.Equal(t, command.Key(), key)
	assert.Equal(t, "held.calledOff", s.Panel().Said.Sentences[0].Key)
	held.Pending = nil
	s.update(held, meeting.Ended{Command: command, Err: &meeting.Error{Reason: meeting.ReasonAborted}})
	assert.Empty(t, s.Panel().Held.All)
	assert.Equal(t, "held.calledOff", s.Panel().Notice.Sentences[0].Key, "and no failure")
}

func TestOnlyWhatEndsTheMeetingForSomebodyIsHeldBack(t *testing.T) {
	s := show(with(host(), person("Ann", bothOn)))
	assert.Zero(t, s.Hold(meeting.Command{Action: meeting.Kick, Target: "id-ann"}), "unless a page wants it")
	s.HoldBack = time.Second
	assert.Equal(t, time.Second, s.Hold(meeting.Command{Action: meeting.KickAll}))
	assert.Zero(t, s.Hold(meeting.Command{Action: meeting.RejectAllWaitingRoomRequest}))
	assert.Zero(t, s.Hold(meeting.Command{Action: meeting.StageKick, Target: "id-ann"}))
}

func TestWhatCouldNotBeHeldBackIsNotShown(t *testing.T) {
	s := show(with(host(), person("Ann", 0)))
	s.HoldBack = time.Second
	command := meeting.Command{Action: meeting.Kick, Target: "id-ann"}
	s.Hold(command)
	s.Refused(command, &meeting.Error{Reason: meeting.ReasonOffline}, noon)
	_, found := s.CallOff(1, noon)
	assert.False(t, found)
}

func TestOfSeveralThatAreHeldBackThoseWhoAreThereCount(t *testing.T) {
	room := with(host(), person("Ann", 0), person("Bob", 0), person("Cid", 0))
	s := show(room)
	s.HoldBack = 5 * time.Second
	s.Select(section.SelectAll, "")
	s.PressMany(meeting.Kick, noon)
	command, _ := s.Confirm()
	s.Hold(command)
	room.Pending = []meeting.Pending{{Command: command, Since: 1000, HeldUntil: 6000}}
	s.update(without(room, "id-bob"))
	assert.Equal(t, 2, s.Panel().Held.All[0].People)
}

func TestWhoLeavesBeforeTheyAreRemovedHasLeft(t *testing.T) {
	s, held, command := holding(t)
	s.update(without(held, "id-ann"))
	s.update(without(held, "id-ann"), meeting.Ended{Command: command, Err: &meeting.Error{Reason: meeting.ReasonNoSuchParticipant, Code: "1204"}})
	s.Expire(noon + section.GatherFor)
	assert.Equal(t, []string{"left Ann "}, told(s))
	assert.False(t, s.Panel().Notice.Warning)
}
