package localroom_test

import (
	"fmt"
	"testing"

	"github.com/coder/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// What a guest tried with many sockets that read and answer nothing.

func (h *hall) dialSilently(peerID, token string) (*websocket.Conn, int) {
	h.t.Helper()
	conn, response, err := websocket.Dial(h.ctx, h.socketURL(peerID, token), nil)
	if err != nil {
		require.NotNil(h.t, response)
		return nil, response.StatusCode
	}
	h.t.Cleanup(func() { _ = conn.CloseNow() })
	return conn, response.StatusCode
}

func TestSocketsThatAreRefusedKeepNobodyOut(t *testing.T) {
	h := openHall(t)
	token := h.token("eve", "guest")
	for i := range 40 {
		_, status := h.dialSilently(fmt.Sprint("p", i), token)
		want := 101
		if i >= 16 {
			want = 429
		}
		require.Equal(t, want, status)
	}
	h.enter("ana", "host")
	require.NoError(t, h.server.Close()) // waits for nobody's goodbye: the test would time out
}

func TestSocketsThatAreReplacedCountUntilTheyAreGone(t *testing.T) {
	h := openHall(t)
	token := h.token("eve", "guest")
	refused := false
	for range 17 {
		_, status := h.dialSilently("p", token)
		refused = refused || status == 429
	}
	assert.True(t, refused, "one peer id is no way to more sockets")
	assert.Equal(t, 1, h.room().Connected)
}

func TestNothingThatIsHeldBackLocksConnectedMeetingsUp(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	ana.breakout("Green")
	eve := h.rawSocket("eve", "guest")
	send := func(event wire.Event, id string) {
		data, err := wire.EncodeFrame(event, id, &wire.Nothing{})
		require.NoError(t, err)
		require.NoError(t, eve.Write(h.ctx, websocket.MessageBinary, data))
	}
	send(wire.JoinRoom, "1")
	h.becomes(func(r roomclient.Room) bool { _, in := r.Person("peer-eve"); return in }, "eve is in")
	h.fault(roomclient.Fault{Action: "reorder", Direction: "toClient", Event: wire.BroadcastMessage.String(), Participant: "peer-eve"})
	ana.ask(wire.BroadcastMessage, &wire.Broadcast{Payload: make([]byte, 64<<10)}, nil) // is held back
	h.server.ShortenQueues(10 << 10)
	send(wire.GetConnectedRoomsDump, "2") // lets it go, which is more than the queue takes
	h.becomes(func(r roomclient.Room) bool { _, in := r.Person("peer-eve"); return !in }, "eve is dropped")
	ana.ask(wire.GetConnectedRoomsDump, nil, nil)
}
