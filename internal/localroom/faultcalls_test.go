package localroom_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

func TestFaultsOfCallsOverHTTP(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "host")
	h.fault(roomclient.Fault{Event: "rest.recording", Action: "refuse", Participant: ana.ID()})
	status, _ := ana.startRecording(startDemo)
	assert.Equal(t, 500, status)
	assert.Equal(t, "IDLE", h.room().Recording)
	h.fault(roomclient.Fault{Event: "rest.recording", Action: "delay", DelayMs: 1, Participant: ben.ID(), Times: 1})
	status, id := ben.startRecording(startDemo)
	assert.Equal(t, 200, status)
	assert.Equal(t, 200, ben.changeRecording(id, "stop"))
	require.NoError(t, h.ClearFaults(h.ctx, meeting))

	status, _ = ana.livestream("POST", livestreams, `{}`)
	assert.Equal(t, 200, status)
	h.fault(roomclient.Fault{Event: "rest.livestream", Action: "refuse"})
	status, _ = ana.livestream("POST", activeLivestream+"/stop", "")
	assert.Equal(t, 500, status)
	assert.NotEqual(t, "OFFLINE", h.room().Livestream)
	assert.Equal(t, 3, h.room().Received["rest.recording"])
	assert.Equal(t, 2, h.room().Received["rest.livestream"])
}

func TestDroppedCallIsNeverAnswered(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	h.fault(roomclient.Fault{Event: "rest.recording", Action: "drop"})
	for calls := range 2 {
		ctx, giveUp := context.WithCancel(h.ctx)
		request, err := http.NewRequestWithContext(ctx, "POST", h.URL+recordings, strings.NewReader(startDemo))
		require.NoError(t, err)
		request.Header.Set("Authorization", "Bearer "+ana.token)
		ended := make(chan error, 1)
		go func() {
			_, err := http.DefaultClient.Do(request)
			ended <- err
		}()
		h.becomes(func(room roomclient.Room) bool { return room.Received["rest.recording"] == calls+1 }, "the call has come")
		giveUp()
		assert.ErrorIs(t, <-ended, context.Canceled)
	}
	assert.Equal(t, "IDLE", h.room().Recording)
}
