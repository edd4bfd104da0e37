package localroom_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

const (
	livestreams      = "/local/sdk/api/v2/meetings/demo/livestreams"
	activeLivestream = "/local/sdk/api/v2/meetings/demo/active-livestream"
)

// livestream makes one REST call, and gives the status and the data.
func (g *guest) livestream(method, path, body string) (int, map[string]any) {
	g.hall.t.Helper()
	response, answer := g.hall.call(method, path, body, "Authorization", "Bearer "+g.token)
	var content struct{ Data map[string]any }
	require.NoError(g.hall.t, json.Unmarshal([]byte(answer), &content))
	return response.StatusCode, content.Data
}

func TestLivestreamFromStartToStop(t *testing.T) {
	h := openHall(t)
	ana, lou := h.enter("ana", "webinar-host"), h.enter("lou", "livestream-viewer")
	assert.Equal(t, "OFFLINE", h.room().Livestream)
	status, data := ana.livestream("POST", livestreams, `{"manual_ingest":false}`)
	require.Equal(t, 200, status)
	assert.Contains(t, []any{"INVOKED", "LIVE"}, data["status"])
	sees(lou, wire.LivestreamStarted, func(m *wire.LivestreamEvent) bool { return m.GetPlaybackUrl() == data["playback_url"] })
	assert.Equal(t, "LIVE", h.room().Livestream)
	_, data = lou.livestream("GET", activeLivestream, "")
	assert.Equal(t, "LIVE", data["status"])
	status, _ = ana.livestream("POST", livestreams, `{}`)
	assert.Equal(t, 409, status)

	status, _ = ana.livestream("POST", activeLivestream+"/stop", "")
	assert.Equal(t, 200, status)
	seesAny(lou, wire.LivestreamStopped)
	_, data = lou.livestream("GET", activeLivestream, "")
	assert.Equal(t, map[string]any{"status": "OFFLINE"}, data)
	status, _ = ana.livestream("POST", activeLivestream+"/stop", "")
	assert.Equal(t, 404, status)
}

func TestManualLivestreamWaitsForAnEncoder(t *testing.T) {
	h := openHall(t)
	ana, lou := h.enter("ana", "webinar-host"), h.enter("lou", "livestream-viewer")
	status, data := ana.livestream("POST", livestreams, `{"manual_ingest":true}`)
	require.Equal(t, 200, status)
	assert.NotEmpty(t, data["stream_key"])
	sees(lou, wire.LivestreamInvoked, func(m *wire.LivestreamEvent) bool { return m.GetManualIngest() })
	_, data = lou.livestream("GET", activeLivestream, "")
	assert.Equal(t, "INVOKED", data["status"])
	assert.NotContains(t, data, "stream_key", "the key is a secret")

	_, err := h.server.KickAll(meeting)
	require.NoError(t, err)
	seesAny(lou, wire.LivestreamStopped)
	assert.Equal(t, "OFFLINE", h.room().Livestream)
}

func TestLivestreamFails(t *testing.T) {
	h := openHall(t)
	ana, lou := h.enter("ana", "webinar-host"), h.enter("lou", "livestream-viewer")
	failure := roomclient.Fault{Meeting: meeting, Action: "livestream"}
	assert.ErrorContains(t, h.AddFault(h.ctx, failure), "no livestream is going")

	for failed, manual := range []string{"false", "true"} {
		status, data := ana.livestream("POST", livestreams, `{"manual_ingest":`+manual+`}`)
		require.Equal(t, 200, status)
		h.fault(failure)
		sees(lou, wire.LivestreamErrored, func(m *wire.LivestreamEvent) bool { return m.GetLivestreamId() == data["id"] })
		assert.Equal(t, "OFFLINE", h.room().Livestream)
		assert.Equal(t, failed+1, lou.Pushed(wire.LivestreamErrored))
		assert.Zero(t, lou.Pushed(wire.LivestreamStarted), "one that failed while starting does not go live")
	}
	status, _ := ana.livestream("POST", activeLivestream+"/stop", "")
	assert.Equal(t, 404, status)
	status, _ = ana.livestream("POST", livestreams, `{}`)
	assert.Equal(t, 200, status)
	seesAny(lou, wire.LivestreamStarted)
}

func TestLivestreamIsRefused(t *testing.T) {
	h := openHall(t)
	ana := h.connect("ana", "webinar-host")
	status, _ := ana.livestream("POST", livestreams, `{}`)
	assert.Equal(t, 404, status, "nobody is there")
	status, _ = ana.livestream("POST", activeLivestream+"/stop", "")
	assert.Equal(t, 404, status)
	ana.join()
	lou := h.enter("lou", "livestream-viewer")
	for _, path := range []string{livestreams, activeLivestream + "/stop"} {
		status, _ = lou.livestream("POST", path, `{}`)
		assert.Equal(t, 403, status)
		response, _ := h.call("POST", path, `{}`)
		assert.Equal(t, 401, response.StatusCode)
	}
	status, _ = ana.livestream("POST", livestreams, `{`)
	assert.Equal(t, 400, status)
	status, _ = ana.livestream("GET", "/local/sdk/api/v2/meetings/another/active-livestream", "")
	assert.Equal(t, 404, status)
}

func TestViewersAreCounted(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "webinar-host")
	count := func(want uint64) func(*wire.PeerCount) bool {
		return func(m *wire.PeerCount) bool { return m.GetCount() == want }
	}
	lou := h.enter("lou", "livestream-viewer")
	sees(ana, wire.RoomPeerCount, count(1))
	sees(lou, wire.RoomPeerCount, count(1))
	h.enter("lia", "livestream-viewer")
	sees(lou, wire.RoomPeerCount, count(2))
	h.bots(roomclient.Bots{Count: 1})
	late := h.enter("late", "webinar-host")
	sees(late, wire.RoomPeerCount, count(2))
	lou.Close()
	sees(late, wire.RoomPeerCount, count(1))
}
