package view

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/view/section"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// askedBy is a screen whose person is asked for something.
func askedBy(requests ...meeting.Request) (*Screen, meeting.State) {
	room := with(host(), person("Ann", 0))
	s := show(room)
	room.Requests = requests
	s.update(room)
	s.Request(requests)
	s.Expire(noon)
	return s, room
}

func TestARequestIsShownAndTold(t *testing.T) {
	s, room := askedBy(meeting.RequestAudio, meeting.RequestVideo)
	assert.Equal(t, []section.RequestShown{{Request: meeting.RequestAudio}, {Request: meeting.RequestVideo}}, s.Panel().Requests.All)
	said := s.Panel().Said
	require.Len(t, said.Sentences, 2)
	assert.Equal(t, "request.audio", said.Sentences[0].Key)
	assert.Empty(t, said.Sentences[0].Args, "nobody is named: nothing proves who asks")
	assert.False(t, said.Assertive)
	s.Expire(noon)
	assert.Equal(t, said.Serial, s.Panel().Said.Serial, "once")

	room.Requests = nil
	s.update(room)
	assert.Empty(t, s.Panel().Requests.All)
}

func TestARequestIsAcceptedOnce(t *testing.T) {
	s, _ := askedBy(meeting.RequestAudio)
	assert.False(t, s.Accept(meeting.RequestVideo), "nobody asks for that")
	assert.True(t, s.Accept(meeting.RequestAudio))
	assert.False(t, s.Accept(meeting.RequestAudio), "it is being done")
	assert.True(t, s.Panel().Requests.All[0].Busy)
	s.Accepted(meeting.RequestAudio, &meeting.Error{Reason: meeting.ReasonFailed}, noon)
	assert.False(t, s.Panel().Requests.All[0].Busy)
	assert.Equal(t, "request.audio.failed", s.Panel().Notice.Sentences[0].Key)
	assert.True(t, s.Panel().Notice.Warning)
	assert.True(t, s.Accept(meeting.RequestAudio), "once more")
	s.Accepted(meeting.RequestAudio, &meeting.Error{Reason: meeting.ReasonPermission, Permission: "media.audio.can_produce"}, noon)
	assert.Equal(t, "reason.permission", s.Panel().Notice.Sentences[0].Key)
}

func TestAPageMayIgnoreRequests(t *testing.T) {
	room := with(host(), person("Ann", 0))
	room.Requests = []meeting.Request{meeting.RequestAudio}
	s := NewScreen()
	s.IgnoreRequests()
	s.update(room)
	s.Request(room.Requests)
	s.Expire(noon)
	assert.Empty(t, s.Panel().Requests.All)
	assert.Zero(t, s.Panel().Said.Serial)
}
