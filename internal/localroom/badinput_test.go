package localroom_test

import (
	"strings"
	"testing"

	"github.com/coder/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

func TestGarbageEndsTheSocketWithAReasonAndTheRoomGoesOn(t *testing.T) {
	for name, garbage := range map[string]struct {
		kind websocket.MessageType
		data []byte
		code websocket.StatusCode
	}{
		"not a frame":   {websocket.MessageBinary, []byte{0xff, 0xff, 0xff}, websocket.StatusInvalidFramePayloadData},
		"unknown text":  {websocket.MessageText, []byte("hello"), websocket.StatusUnsupportedData},
		"far too large": {websocket.MessageBinary, make([]byte, 2<<20), websocket.StatusMessageTooBig},
	} {
		t.Run(name, func(t *testing.T) {
			h := openHall(t)
			ana, eve := h.enter("ana", "host"), h.enter("eve", "guest")
			require.NoError(t, eve.SendRaw(h.ctx, garbage.kind, garbage.data))
			assert.Equal(t, garbage.code, websocket.CloseStatus(eve.ended()))
			sees(ana, wire.LeaveRoom, func(m *wire.PeerMessage) bool { return m.GetPeer().GetPeerId() == eve.ID() })
			assert.Len(t, h.room().Participants, 1)
		})
	}
}

func TestUnknownEventsAndPayloadsAreRefused(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	assert.Contains(t, ana.refused(wire.Event(4711), nil), "event 4711 is not known here")
	broken, err := proto.Marshal(&wire.Frame{Event: uint32(wire.GlobalPinPeer), Payload: []byte{0xff}})
	require.NoError(t, err)
	require.NoError(t, ana.SendRaw(h.ctx, websocket.MessageBinary, broken))
	ana.settle()
	assert.Empty(t, h.room().Pinned)
	assert.Equal(t, 1, h.person(ana.ID()).Sent["unknown"])
}

func TestTokensOfNobodyAreRefused(t *testing.T) {
	h := openHall(t)
	good := h.token("ana", "host")
	foreign := openHall(t).token("ana", "host")
	for name, wrong := range map[string]struct {
		meeting, token string
		status         int
	}{
		"no token":            {meeting, "", 401},
		"not a token":         {meeting, "x.y.z", 401},
		"another server's":    {meeting, foreign, 401},
		"changed":             {meeting, good + "A", 401},
		"for another meeting": {"other", good, 400},
	} {
		_, err := roomclient.Dial(h.ctx, h.API, wrong.meeting, wrong.token, "peer")
		var refusal *roomclient.Refusal
		require.ErrorAs(t, err, &refusal, name)
		assert.Equal(t, wrong.status, refusal.Status, name)
	}
	for _, peerID := range []string{"", strings.Repeat("x", 129)} {
		_, err := roomclient.Dial(h.ctx, h.API, meeting, good, peerID)
		assert.ErrorContains(t, err, "peerID")
	}
}

func TestClientThatNeverReadsIsDroppedAndTheRoomGoesOn(t *testing.T) {
	h := openHall(t)
	h.server.ShortenQueues(1 << 20)
	h.server.OpenPace()
	ana := h.enter("ana", "host")
	silent := h.rawSocket("sam", "guest")
	join, err := wire.EncodeFrame(wire.JoinRoom, "1", &wire.JoinRequest{})
	require.NoError(t, err)
	require.NoError(t, silent.Write(h.ctx, websocket.MessageBinary, join))
	sees(ana, wire.JoinRoom, func(m *wire.PeerMessage) bool { return m.GetPeer().GetPeerId() == "peer-sam" })
	large := &wire.Broadcast{Type: "flood", Payload: make([]byte, 64<<10), Ids: []string{"peer-sam"}}
	for ana.Pushed(wire.LeaveRoom) == 0 {
		ana.tell(wire.BroadcastToEntity, large)
	}
	assert.Len(t, h.room().Participants, 1)
}
