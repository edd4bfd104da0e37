package localroom_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

const recordings = "/local/sdk/api/v2/recordings"

// startRecording asks as the SDK does, and gives the status and the id.
func (g *guest) startRecording(body string) (int, string) {
	g.hall.t.Helper()
	response, answer := g.hall.call("POST", recordings, body, "Authorization", "Bearer "+g.token)
	var started struct{ Data struct{ ID string } }
	require.NoError(g.hall.t, json.Unmarshal([]byte(answer), &started))
	return response.StatusCode, started.Data.ID
}

func (g *guest) changeRecording(id, action string) int {
	g.hall.t.Helper()
	response, _ := g.hall.call("PUT", recordings+"/"+id, `{"action":"`+action+`"}`, "Authorization", "Bearer "+g.token)
	return response.StatusCode
}

func about(id string) func(*wire.RecordingEvent) bool {
	return func(m *wire.RecordingEvent) bool { return m.GetRecordingId() == id }
}

const startDemo = `{"meeting_id":"demo","allow_multiple_recordings":false,"file_name_prefix":"keys that the room does not read"}`

func TestRecordingFromStartToStop(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	assert.Equal(t, "IDLE", h.room().Recording)
	status, id := ana.startRecording(startDemo)
	require.Equal(t, 200, status)
	assert.Contains(t, []string{"STARTING", "RECORDING"}, h.room().Recording)
	sees(ben, wire.RecordingStarted, about(id))
	assert.Equal(t, "RECORDING", h.room().Recording)

	info := &wire.RoomAnswer{}
	h.enter("late", "guest").ask(wire.GetRoomInfo, nil, info)
	require.Len(t, info.GetRoom().GetActiveRecordings(), 1)
	assert.Equal(t, "RECORDING", info.GetRoom().GetActiveRecordings()[0].GetRecordingStatus())

	assert.Equal(t, 200, ana.changeRecording(id, "pause"))
	sees(ben, wire.RecordingPaused, about(id))
	assert.Equal(t, "PAUSED", h.room().Recording)
	assert.Equal(t, 200, ana.changeRecording(id, "resume"))
	assert.Equal(t, "RECORDING", h.room().Recording)
	assert.Equal(t, 200, ana.changeRecording(id, "stop"))
	sees(ben, wire.RecordingStopped, about(id))
	assert.Equal(t, "IDLE", h.room().Recording)
	assert.Equal(t, 2, ben.Pushed(wire.RecordingStarted))
}

func TestRecordingIsRefused(t *testing.T) {
	h := openHall(t)
	early := h.connect("ana", "host")
	status, _ := early.startRecording(startDemo)
	assert.Equal(t, 404, status, "nobody is there")
	early.join()
	ana, ben := early, h.enter("ben", "guest")

	status, _ = ben.startRecording(startDemo)
	assert.Equal(t, 403, status)
	status, _ = ana.startRecording(`{"meeting_id":"another"}`)
	assert.Equal(t, 400, status)
	status, _ = ana.startRecording(`{`)
	assert.Equal(t, 400, status)
	_, id := ana.startRecording(startDemo)
	status, _ = ana.startRecording(startDemo)
	assert.Equal(t, 409, status)
	assert.Equal(t, 403, ben.changeRecording(id, "stop"))
	assert.Equal(t, 404, ana.changeRecording("another", "stop"))
	assert.Equal(t, 400, ana.changeRecording(id, "rewind"))
	assert.Equal(t, 409, ana.changeRecording(id, "resume"))
	response, _ := h.call("POST", recordings, startDemo)
	assert.Equal(t, 401, response.StatusCode)

	sees(ben, wire.RecordingStarted, about(id))
	status, second := ana.startRecording(`{"meeting_id":"demo","allow_multiple_recordings":true}`)
	assert.Equal(t, 200, status)
	sees(ben, wire.RecordingStarted, about(second))
	assert.Equal(t, 200, ana.changeRecording(id, "stop"))
	assert.Equal(t, "RECORDING", h.room().Recording)
}

func TestRecordingEndsWithItsSession(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	_, id := ana.startRecording(startDemo)
	ana.tell(wire.KickEverybody, &wire.KickAll{})
	sees(ben, wire.RecordingStopped, about(id))
	seesAny(ben, wire.KickEverybody)
	assert.Equal(t, "IDLE", h.room().Recording)
	assert.Zero(t, ben.Pushed(wire.RecordingStarted), "it was still starting")

	cem := h.enter("cem", "host")
	_, _ = cem.startRecording(startDemo)
	cem.Close()
	h.becomes(func(r roomclient.Room) bool { return r.SessionID == "" }, "the session does not end")
	assert.Equal(t, "IDLE", h.room().Recording)
}
