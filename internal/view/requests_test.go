package view

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/view/section"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// askedBy is a screen whose person is asked for something.
func askedFor(devices meeting.Flags) (*Screen, meeting.State) {
	room := with(host(), person("Ann", 0))
	s := show(room)
	room.Requested = devices
	s.update(room)
	s.Request(devices)
	s.Expire(noon)
	return s, room
}

func TestARequestIsShownAndTold(t *testing.T) {
	s, room := askedFor(meeting.AudioOn | meeting.VideoOn)
	assert.Equal(t, section.RequestsShown{Devices: meeting.AudioOn | meeting.VideoOn}, s.Panel().Requests)
	said := s.Panel().Said
	require.Len(t, said.Sentences, 2)
	assert.Equal(t, "request.audio", said.Sentences[0].Key)
	assert.Empty(t, said.Sentences[0].Args, "nobody is named: nothing proves who asks")
	assert.False(t, said.Assertive)
	s.Expire(noon)
	assert.Equal(t, said.Serial, s.Panel().Said.Serial, "once")

	room.Requested = 0
	s.update(room)
	assert.Zero(t, s.Panel().Requests)
}

func TestARequestIsAcceptedOnce(t *testing.T) {
	s, _ := askedFor(meeting.AudioOn)
	assert.False(t, s.Accept(meeting.VideoOn), "nobody asks for that")
	assert.True(t, s.Accept(meeting.AudioOn))
	assert.False(t, s.Accept(meeting.AudioOn), "it is being done")
	assert.Equal(t, meeting.AudioOn, s.Panel().Requests.Busy)
	s.Accepted(meeting.AudioOn, &meeting.Error{Reason: meeting.ReasonFailed}, noon)
	assert.Zero(t, s.Panel().Requests.Busy)
	assert.Equal(t, "request.audio.failed", s.Panel().Notice.Sentences[0].Key)
	assert.True(t, s.Panel().Notice.Warning)
	assert.True(t, s.Accept(meeting.AudioOn), "once more")
	s.Accepted(meeting.AudioOn, &meeting.Error{Reason: meeting.ReasonPermission, Permission: "media.audio.can_produce"}, noon)
	assert.Equal(t, "reason.permission", s.Panel().Notice.Sentences[0].Key)
}

func TestAPageMayIgnoreRequests(t *testing.T) {
	room := with(host(), person("Ann", 0))
	room.Requested = meeting.AudioOn
	s := NewScreen()
	s.IgnoreRequests()
	s.update(room)
	s.Request(room.Requested)
	s.Expire(noon)
	assert.Zero(t, s.Panel().Requests)
	assert.Zero(t, s.Panel().Said.Serial)
}
