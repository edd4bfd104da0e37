package localroom_test

import (
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

func TestJoinIsSeenByBothSides(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	ben := h.connect("ben", "guest")
	peer := ben.join()
	assert.Equal(t, "ben", peer.GetDisplayName())
	assert.Equal(t, wire.StageType_STAGE_TYPE_ON_STAGE, peer.GetStageType())
	assert.Equal(t, "guest", peer.GetFlags().GetPresetName())

	sees(ana, wire.JoinRoom, func(m *wire.PeerMessage) bool { return m.GetPeer().GetPeerId() == ben.ID() })
	sees(ana, wire.PeerJoinedBroadcast, func(m *wire.MediaParticipantPush) bool { return m.GetParticipant().GetPeerId() == ben.ID() })
	list := &wire.PeersAnswer{}
	ben.ask(wire.GetRoomPeersInfo, nil, list)
	require.Len(t, list.GetPeers(), 2)
	assert.Equal(t, ana.ID(), list.GetPeers()[0].GetPeerId())

	one := &wire.PeerMessage{}
	ben.ask(wire.GetPeerInfo, &wire.PeerInfoRequest{PeerId: ana.ID()}, one)
	assert.Equal(t, "ana", one.GetPeer().GetDisplayName())
	assert.Contains(t, ben.refused(wire.GetPeerInfo, &wire.PeerInfoRequest{PeerId: "nobody"}), "no participant")
}

func TestJoiningTwiceOnOneSocketChangesNothing(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	ben := h.enter("ben", "guest")
	ben.ask(wire.JoinRoom, &wire.JoinRequest{}, nil)
	ana.settle()
	assert.Equal(t, 1, ana.Pushed(wire.JoinRoom))
	assert.Len(t, h.room().Participants, 2)
}

func TestInitMessagesAreAnsweredBeforeJoining(t *testing.T) {
	h := openHall(t)
	h.enter("ana", "host")
	ben := h.connect("ben", "guest")
	for _, event := range []wire.Event{wire.JoinMedia, wire.StoreGetKeys, wire.GetMessages, wire.GetPolls, wire.GetRoomInfo} {
		ben.ask(event, nil, nil)
	}
	list := &wire.PeersAnswer{}
	ben.ask(wire.GetRoomPeersInfo, nil, list)
	assert.Empty(t, list.GetPeers(), "who has not joined sees nobody")
	dump := &wire.ConnectedMeetingsAnswer{}
	ben.ask(wire.GetConnectedRoomsDump, nil, dump)
	assert.Equal(t, meeting, dump.GetParentMeeting().GetId(), "the SDK throws without a parent meeting")
	assert.Contains(t, ben.refused(wire.SelfJoinComplete, nil), "join first")
}

func TestJoinCompleteTellsWhoSendsAndWhoIsPinned(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	microphone := ana.produce("audio")
	ana.ask(wire.GlobalPinPeer, &wire.ParticipantId{ParticipantId: ana.ID()}, nil)
	ben := h.enter("ben", "guest")
	answer := &wire.JoinCompleteAnswer{}
	ben.ask(wire.SelfJoinComplete, nil, answer)
	assert.Equal(t, []string{ana.ID()}, answer.GetRoomState().GetPinnedPeerIds())
	require.Len(t, answer.GetParticipants(), 1)
	assert.Equal(t, microphone, answer.GetParticipants()[0].GetProducerStates()[0].GetProducerId())
}

func TestMediaMayBeginAnew(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	microphone := ben.produce("audio")
	ben.ask(wire.JoinMedia, nil, nil)
	sees(ana, wire.PeerProducerCloseBroadcast, func(m *wire.ProducerPush) bool { return m.GetProducerState().GetProducerId() == microphone })
	ben.ask(wire.SelfJoinComplete, nil, nil)
	ana.settle()
	assert.Equal(t, 1, ana.Pushed(wire.PeerJoinedBroadcast), "the SDK would list producers twice")
	assert.False(t, h.person(ben.ID()).Audio)
}

func TestLeavingIsSeenAndEndsTheSession(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	ben := h.enter("ben", "guest")
	session := h.room().SessionID
	closed := &wire.LeaveMediaAnswer{}
	ben.ask(wire.LeaveMedia, nil, closed)
	assert.True(t, closed.GetClosed())
	ben.Close()
	sees(ana, wire.PeerLeaveBroadcast, func(m *wire.ParticipantId) bool { return m.GetParticipantId() == ben.ID() })
	sees(ana, wire.LeaveRoom, func(m *wire.PeerMessage) bool { return m.GetPeer().GetPeerId() == ben.ID() })
	ana.Close()
	h.becomes(func(r roomclient.Room) bool { return r.SessionID == "" && r.Connected == 0 }, "an empty meeting has no session")

	h.enter("ana", "host")
	assert.NotEqual(t, session, h.room().SessionID, "the next one is a new session")
}

func TestReconnectKeepsThePeerID(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	token := h.token("ben", "guest")
	ben := h.dial("peer-ben", "user-ben", token)
	ben.join()
	ben.Cut()
	sees(ana, wire.LeaveRoom, func(m *wire.PeerMessage) bool { return m.GetPeer().GetPeerId() == ben.ID() })
	again := h.dial("peer-ben", "user-ben", token)
	again.join()
	ana.settle()
	assert.Equal(t, 2, ana.Pushed(wire.JoinRoom))
	assert.Len(t, h.room().Participants, 2)
}

func TestNewerSocketReplacesTheOlder(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	token := h.token("ben", "guest")
	older := h.dial("peer-ben", "user-ben", token)
	older.join()
	newer := h.dial("peer-ben", "user-ben", token)
	assert.ErrorContains(t, older.ended(), "replaced by a newer connection")
	newer.join()
	ana.settle()
	assert.Equal(t, 2, ana.Pushed(wire.JoinRoom))
	assert.Equal(t, 1, ana.Pushed(wire.LeaveRoom))
	room := h.room()
	assert.Len(t, room.Participants, 2)
	assert.Equal(t, 2, room.Connected)
}

func TestPeerIDOfSomebodyElseIsRefused(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	thief := h.dial(ana.ID(), "user-eve", h.token("eve", "guest"))
	ended := thief.ended()
	assert.ErrorContains(t, ended, "belongs to somebody else")
	assert.Equal(t, websocket.StatusPolicyViolation, websocket.CloseStatus(ended))
	ana.settle()
	assert.Equal(t, ana.userID, h.person(ana.ID()).UserID)
}

func TestOwnNameCanBeChanged(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	ben := h.enter("ben", "guest")
	ben.ask(wire.ChangeDisplayName, &wire.DisplayName{ParticipantId: ben.ID(), DisplayName: "Benedikt"}, nil)
	sees(ana, wire.DisplayNameEditBroadcast, func(m *wire.DisplayName) bool { return m.GetDisplayName() == "Benedikt" })
	assert.Equal(t, "Benedikt", h.person(ben.ID()).Name)
	assert.Contains(t, ben.refused(wire.ChangeDisplayName, &wire.DisplayName{ParticipantId: ana.ID(), DisplayName: "x"}), "own name")
	assert.Contains(t, ben.refused(wire.ChangeDisplayName, &wire.DisplayName{ParticipantId: ben.ID(), DisplayName: " "}), "1 to 200 bytes")
	ana.ask(wire.UpdateUserPreset, patchOf(ben, &wire.PermissionsPatch{CanEditDisplayName: new(false)}), nil)
	assert.Contains(t, ben.refused(wire.ChangeDisplayName, &wire.DisplayName{ParticipantId: ben.ID(), DisplayName: "x"}), "can_edit_display_name")
}

func TestHeartbeatsGoBothWays(t *testing.T) {
	h := openHall(t)
	h.server.Hurry(time.Millisecond, 1, 1)
	conn := h.rawSocket("ana", "host")
	require.NoError(t, conn.Write(h.ctx, websocket.MessageText, []byte("2")))
	heard := map[string]bool{}
	for !heard["2"] || !heard["3"] {
		kind, data, err := conn.Read(h.ctx)
		require.NoError(t, err)
		require.Equal(t, websocket.MessageText, kind, "the SDK knows heartbeats as text only")
		heard[string(data)] = true
	}
}
