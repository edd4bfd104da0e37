//go:build js && wasm

package hostcontrols_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func TestWhatOneIsAskedIsAcceptedOrDeclined(t *testing.T) {
	fake := newWorld(t)
	h := attach(t, t.Context(), fake.MeetingObject())
	defer h.Close()
	asked := make(chan meeting.Flags, 2)
	h.Subscribe(func(update meeting.Update) {
		if update.Requested != 0 {
			asked <- update.Requested
		}
	})
	fake.Do(`world.request({ kind: 'audio' }); world.request({ kind: 'video' })`)
	assert.Equal(t, meeting.AudioOn|meeting.VideoOn, <-asked)
	h.Decline(meeting.VideoOn)
	assert.Equal(t, meeting.AudioOn, h.State().Requested)
	require.NoError(t, h.Accept(t.Context(), meeting.AudioOn))
	assert.Equal(t, meeting.AudioOn, h.State().Self.Flags)
	assert.Zero(t, h.State().Requested)
}

func TestCloseEndsTheWaitForADevice(t *testing.T) {
	fake := newWorld(t)
	h := attach(t, t.Context(), fake.MeetingObject())
	fake.Do(`world.self.enableVideo = () => new Promise(() => {})`)
	answer := make(chan error, 1)
	go func() { answer <- h.Accept(context.Background(), meeting.VideoOn) }()
	h.Close()
	require.ErrorIs(t, <-answer, meeting.ReasonAborted)
}
