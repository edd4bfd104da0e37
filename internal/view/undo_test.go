package view

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/view/section"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// mutedAll is how a mute of all ended for people.
func mutedAll(rows ...meeting.TargetOutcome) meeting.Ended {
	return ended(meeting.DisableAllAudio, "", rows...)
}

func muted(name string, status meeting.Status) meeting.TargetOutcome {
	return meeting.TargetOutcome{ID: person(name, 0).ID, Name: name, Status: status}
}

func offered(s *Screen) (key string, people int) {
	offer := s.Panel().Notice.Offer
	return offer.Key, offer.People
}

func TestWhoWasMutedIsAskedBack(t *testing.T) {
	room := with(host(), person("Ann", 0), person("Bob", 0), person("Cid", 0), person("Dan", meeting.AudioOn))
	rows := []meeting.TargetOutcome{{ID: "me", Name: "Host", Status: meeting.StatusConfirmed}, muted("Ann", meeting.StatusConfirmed), muted("Bob", meeting.StatusConfirmed), muted("Cid", meeting.StatusUnchanged), muted("Dan", meeting.StatusUnconfirmed), muted("Eva", meeting.StatusConfirmed)}
	s := show(room)
	s.update(room, mutedAll(rows...))
	s.Expire(noon + section.GatherFor)
	key, count := offered(s)
	assert.Equal(t, "offer.askToUnmute", key)
	assert.Equal(t, 2, count, "not oneself, nor who was off before, is still on, or has left")

	s.update(with(room, person("Ann", meeting.AudioOn)))
	_, count = offered(s)
	assert.Equal(t, 1, count, "who has unmuted need not be asked")
	command, ok := s.Undo()
	require.True(t, ok)
	assert.Equal(t, meeting.Command{Action: meeting.AskToUnmute, Targets: []meeting.ParticipantID{"id-bob"}}, command)
	assert.Empty(t, s.Panel().Notice.Sentences)
}

func TestWithNobodyLeftToAskNothingIsOffered(t *testing.T) {
	room := with(host(), person("Ann", 0))
	s := show(room)
	s.update(room, mutedAll(muted("Ann", meeting.StatusConfirmed)))
	s.Expire(noon + section.GatherFor)
	s.update(without(room, "id-ann"))
	key, _ := offered(s)
	assert.Empty(t, key)
	_, ok := s.Undo()
	assert.False(t, ok)
}

func TestWhatIsToldTogetherIsAskedTogether(t *testing.T) {
	room := with(host(), person("Ann", 0), person("Bob", 0))
	s := show(room)
	one := func(name string) meeting.Ended {
		return ended(meeting.DisableAudio, person(name, 0).ID, muted(name, meeting.StatusConfirmed))
	}
	s.update(room, one("Ann"))
	s.update(room, one("Bob"))
	s.Expire(noon + section.GatherFor)
	_, count := offered(s)
	assert.Equal(t, 2, count)

	s.update(room, one("Ann"))
	s.Expire(noon + 2*section.GatherFor)
	_, count = offered(s)
	assert.Equal(t, 1, count, "a receipt offers what belongs to it")

	s.update(room, ended(meeting.Kick, "id-bob", muted("Bob", meeting.StatusConfirmed)))
	s.Expire(noon + 3*section.GatherFor)
	key, _ := offered(s)
	assert.Empty(t, key)

	s.update(room, ended(meeting.DisableVideo, "id-ann", muted("Ann", meeting.StatusConfirmed)))
	s.Expire(noon + 4*section.GatherFor)
	key, _ = offered(s)
	assert.Equal(t, "offer.askToStartVideo", key)
}
