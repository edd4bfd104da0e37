package view

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/view/section"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// locked is a state with locks in it.
func locked(state meeting.State, locks ...meeting.ActiveLock) meeting.State {
	state.Locks = locks
	return state
}

func TestTheMenuLocksAndUnlocksForEverybody(t *testing.T) {
	people := with(host(), person("Ann", bothOn), person("Bob", 0))
	s := show(people)
	shown := s.Panel().Locks
	assert.Equal(t, section.ButtonReady, shown.Menu.State)
	assert.Empty(t, shown.Everybody)
	command, now := s.Lock(meeting.LockAudio, noon)
	require.True(t, now)
	assert.Equal(t, meeting.Command{Action: meeting.Lock, What: meeting.LockAudio}, command)

	s.update(locked(people, meeting.ActiveLock{What: meeting.LockAudio, Yielded: []meeting.ParticipantID{"id-ann"}}, meeting.ActiveLock{What: meeting.LockChat},
		meeting.ActiveLock{What: meeting.LockVideo, Target: "id-bob"}))
	shown = s.Panel().Locks
	assert.Equal(t, "audio chat", shown.Everybody)
	assert.Equal(t, 1, shown.Some)
	assert.Equal(t, 1, shown.Yielded)
	command, _ = s.Lock(meeting.LockAudio, noon)
	assert.Equal(t, meeting.Unlock, command.Action)
	command, _ = s.Lock(meeting.LockVideo, noon)
	assert.Equal(t, meeting.Lock, command.Action, "one is locked, not everybody")
}

func TestTheMenuOfLocksSaysWhyNot(t *testing.T) {
	state := host()
	state.Self.Permissions = state.Self.Permissions.Without(meeting.CanChangeParticipantPermissions)
	assert.Equal(t, section.ButtonFolded, show(state).Panel().Locks.Menu.State, "the preset has never allowed it")

	s := show(host())
	s.update(state)
	menu := s.Panel().Locks.Menu
	assert.Equal(t, section.ButtonBlocked, menu.State)
	assert.Equal(t, "can_change_participant_permissions", menu.Permission)
	_, now := s.Lock(meeting.LockAudio, noon)
	assert.False(t, now)
	assert.Equal(t, "failed.all", s.Panel().Notice.Sentences[0].Key)
}

func TestARowShowsWhatIsLocked(t *testing.T) {
	ann := person("Ann", 0)
	ann.Locked = meeting.AudioOn | meeting.Chat
	s := show(with(host(), ann))
	var look section.Look
	for _, row := range s.Panel().People.Rows {
		if row.ID == ann.ID {
			look = row.Look
		}
	}
	assert.Equal(t, section.LookAudioLocked|section.LookChatLocked, look&(section.LookAudioLocked|section.LookVideoLocked|section.LookScreenShareLocked|section.LookChatLocked))
}

// A pin of somebody off stage that the SDK has lost sight of is no sign of oneself.
func TestAPinOutOfSightIsNoLookOfOneself(t *testing.T) {
	s := show(with(host(), person("Ann", meeting.Pinned|meeting.PinUnseen)))
	for _, row := range s.Panel().People.Rows {
		assert.Equal(t, row.ID == host().Self.ID, row.Look&section.LookSelf != 0)
	}
}

// told are the sentences of the notice, with their names or numbers.
func told(s *Screen) (all []string) {
	for _, sentence := range s.Panel().Notice.Sentences {
		all = append(all, sentence.Key+" "+sentence.Arg("name")+sentence.Arg("count")+" "+sentence.Arg("what"))
	}
	return all
}

func TestWhoWasNeverSeenIsOfferedToBeUnlocked(t *testing.T) {
	people := with(host(), person("Ann", 0), person("Bob", 0), person("Cid", 0))
	s := show(people)
	stays := meeting.Message{Key: "target.never-seen"}
	command := meeting.Command{Action: meeting.Unlock, What: meeting.LockAudio}
	s.update(people, meeting.Ended{Command: command, Outcome: meeting.Outcome{Action: meeting.Unlock, Status: meeting.StatusSent, Targets: []meeting.TargetOutcome{
		{ID: "id-ann", Name: "Ann", Status: meeting.StatusSent},
		{ID: "id-bob", Name: "Bob", Status: meeting.StatusUnchanged, Message: stays},
		{ID: "id-cid", Name: "Cid", Status: meeting.StatusUnchanged, Message: stays},
	}}})
	s.Expire(noon + section.GatherFor)
	assert.Equal(t, []string{"done.unlock Ann audio", "unseen.many 2 audio"}, told(s))
	assert.Equal(t, Offer{Key: "locks.unseen"}, s.Panel().Notice.Offer)
	wanted, ok := s.Undo()
	require.True(t, ok)
	command.Targets, command.NeverSeen = []meeting.ParticipantID{"id-bob", "id-cid"}, true
	assert.Equal(t, command, wanted)
	assert.Empty(t, s.Panel().Notice.Offer)
}

func TestWhatCannotBeSeenToBeLockedIsSaidToBeSent(t *testing.T) {
	people := with(host(), person("Ann", 0), person("Bob", 0))
	s := show(people)
	s.update(people, meeting.Ended{Command: meeting.Command{Action: meeting.Lock, What: meeting.LockChat}, Outcome: meeting.Outcome{Action: meeting.Lock, Targets: []meeting.TargetOutcome{
		{ID: "id-ann", Name: "Ann", Status: meeting.StatusSent}, {ID: "id-bob", Name: "Bob", Status: meeting.StatusConfirmed},
	}}})
	s.Expire(noon + section.GatherFor)
	assert.Equal(t, []string{"sent.lock Ann chat", "done.lock Bob chat"}, told(s))
}

func TestALockThatComesToNothingIsTold(t *testing.T) {
	s := show(with(host(), person("Ann", 0)))
	s.Yield([]meeting.Yield{{What: meeting.LockAudio, ID: "id-ann", Name: "Ann"}}, noon)
	s.Expire(noon + section.GatherFor)
	assert.Equal(t, []string{"yielded Ann audio"}, told(s))
	assert.True(t, s.Panel().Notice.Warning)
}

func TestALockOfEverybodyThatFailsSaysWhichAndWhose(t *testing.T) {
	s := show(with(host(), person("Ann", 0)))
	s.Refused(meeting.Command{Action: meeting.Lock, What: meeting.LockAudio}, &meeting.Error{Reason: meeting.ReasonRateLimited}, noon)
	s.Expire(noon + section.GatherFor)
	assert.Equal(t, []string{"failed.everybody  audio"}, told(s))
}
