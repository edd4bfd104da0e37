package localroom_test

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/localroom"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

func (h *hall) fault(fault roomclient.Fault) {
	h.t.Helper()
	fault.Meeting = meeting
	require.NoError(h.t, h.AddFault(h.ctx, fault))
}

func TestDroppedMessageHasNoEffectAndNoAnswer(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	h.fault(roomclient.Fault{Event: "media.globalPinPeer", Action: "drop", Times: 1})
	ana.tell(wire.GlobalPinPeer, &wire.ParticipantId{ParticipantId: ana.ID()})
	assert.Empty(t, h.room().Pinned)
	ana.ask(wire.GlobalPinPeer, &wire.ParticipantId{ParticipantId: ana.ID()}, nil)
	assert.Equal(t, ana.ID(), h.room().Pinned, "once means once")
}

func TestRefusedMessage(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "host")
	h.fault(roomclient.Fault{Event: "50331667", Action: "refuse", Participant: ana.ID()})
	pin := &wire.ParticipantId{ParticipantId: ana.ID()}
	assert.Contains(t, ana.refused(wire.GlobalPinPeer, pin), "by a fault")
	assert.Contains(t, ana.refused(wire.GlobalPinPeer, pin), "by a fault")
	ben.ask(wire.GlobalPinPeer, pin, nil)
	require.NoError(t, h.ClearFaults(h.ctx, meeting))
	ana.ask(wire.GlobalPinPeer, &wire.ParticipantId{}, nil)
}

func TestDelayedMessageIsOvertaken(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	h.fault(roomclient.Fault{Event: "media.globalPinPeer", Action: "delay", DelayMs: 1, Times: 1})
	ana.ask(wire.GlobalPinPeer, &wire.ParticipantId{ParticipantId: ana.ID()}, nil)
	assert.Equal(t, ana.ID(), h.room().Pinned)
	h.fault(roomclient.Fault{Event: "media.globalPinPeer", Action: "delay", DelayMs: 60_000})
	require.NoError(t, ana.Send(h.ctx, wire.GlobalPinPeer, &wire.ParticipantId{}))
	ana.settle()
	assert.Equal(t, ana.ID(), h.room().Pinned, "the next message does not wait; the delayed one ends with the socket")
}

func TestPushesCanBeLostAndLate(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	h.fault(roomclient.Fault{Event: "media.globalPeerPinBroadcast", Direction: "toClient", Action: "drop", Participant: ben.ID(), Times: 1})
	ana.ask(wire.GlobalPinPeer, &wire.ParticipantId{ParticipantId: ana.ID()}, nil)
	ben.settle()
	assert.Zero(t, ben.Pushed(wire.GlobalPeerPinBroadcast))
	assert.Equal(t, 1, ana.Pushed(wire.GlobalPeerPinBroadcast))
	h.fault(roomclient.Fault{Event: "media.globalPeerPinBroadcast", Direction: "toClient", Action: "delay", DelayMs: 1})
	ana.ask(wire.GlobalPinPeer, &wire.ParticipantId{}, nil)
	seesAny(ben, wire.GlobalPeerPinBroadcast)
}

func TestStalledSocketIsReadAgainWhenCleared(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	h.fault(roomclient.Fault{Event: "room.getRoomInfo", Action: "stall", Participant: ana.ID()})
	require.NoError(t, ana.Send(h.ctx, wire.GetRoomInfo, nil))
	require.NoError(t, ana.Send(h.ctx, wire.GlobalPinPeer, &wire.ParticipantId{ParticipantId: ben.ID()}))
	ben.settle()
	assert.Empty(t, h.room().Pinned)
	require.NoError(t, h.ClearFaults(h.ctx, meeting))
	seesAny(ben, wire.GlobalPeerPinBroadcast)
	h.fault(roomclient.Fault{Event: "room.getRoomInfo", Action: "stall"})
	require.NoError(t, ana.Send(h.ctx, wire.GetRoomInfo, nil), "a stalled socket does not keep the server from closing")
}

func TestCutSocketIsGoneAtOnce(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	h.fault(roomclient.Fault{Action: "cut", Participant: ben.ID()})
	ben.ended()
	sees(ana, wire.LeaveRoom, func(m *wire.PeerMessage) bool { return m.GetPeer().GetPeerId() == ben.ID() })
	h.fault(roomclient.Fault{Action: "cut"})
	ana.ended()
}

func TestBadFaults(t *testing.T) {
	h := openHall(t)
	for _, wrong := range []struct {
		fault roomclient.Fault
		says  string
	}{
		{roomclient.Fault{Meeting: meeting, Event: "room.sing", Action: "drop"}, "unknown event"},
		{roomclient.Fault{Meeting: meeting, Event: "room.kick", Action: "explode"}, "want drop, delay, duplicate, reorder, refuse, stall, slow, cut, dead, restart, clock or livestream"},
		{roomclient.Fault{Meeting: meeting, Event: "room.kick", Action: "drop", Direction: "up"}, "fromClient, toClient or answer"},
		{roomclient.Fault{Meeting: meeting, Event: "room.kick", Action: "refuse", Direction: "toClient"}, "only messages from clients can meet with refuse"},
		{roomclient.Fault{Meeting: meeting, Event: "room.kick", Action: "delay"}, "delayMs"},
		{roomclient.Fault{Meeting: meeting, Event: "room.kick", Action: "drop", Times: -1}, "times"},
		{roomclient.Fault{Meeting: meeting, Event: "room.kick", Action: "stall", Times: 1}, "until the faults are cleared"},
		{roomclient.Fault{Meeting: meeting, Event: "room.kick", Action: "drop", Chance: 2}, "chance"},
		{roomclient.Fault{Meeting: meeting, Event: "rest.recording", Action: "reorder"}, "drop, delay or refuse only"},
		{roomclient.Fault{Meeting: meeting, Event: "rest.recording", Action: "drop", Direction: "answer"}, "from the client"},
		{roomclient.Fault{Meeting: meeting, Action: "slow"}, "delayMs"},
		{roomclient.Fault{Meeting: meeting, Action: "restart", DelayMs: 60_001}, "delayMs"},
		{roomclient.Fault{Meeting: meeting, Action: "clock"}, "jumpMs"},
		{roomclient.Fault{Event: "room.kick", Action: "drop"}, "meeting"},
	} {
		assert.ErrorContains(t, h.AddFault(h.ctx, wrong.fault), wrong.says)
	}
}

func TestFaultsAreOffUnlessSwitchedOn(t *testing.T) {
	server, err := localroom.New(localroom.Options{})
	require.NoError(t, err)
	defer func() { assert.NoError(t, server.Close()) }()
	for _, method := range []string{"POST", "DELETE"} {
		answer := httptest.NewRecorder()
		server.Handler().ServeHTTP(answer, httptest.NewRequest(method, "/local/faults", strings.NewReader("{}")))
		assert.Equal(t, 404, answer.Code)
		assert.Contains(t, answer.Body.String(), "start the server with faults switched on")
	}
}
