package localroom_test

import (
	"testing"

	"github.com/coder/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

func paused(id string) func(*wire.ProducerPush) bool {
	return func(m *wire.ProducerPush) bool {
		return m.GetProducerState().GetProducerId() == id && m.GetProducerState().GetPause()
	}
}

func TestMuteOneIsSeenByAllAndNamesTheHost(t *testing.T) {
	h := openHall(t)
	ana, ben, cem := h.enter("ana", "host"), h.enter("ben", "guest"), h.enter("cem", "guest")
	microphone, camera := ben.produce("audio"), ben.produce("video")
	status := &wire.StatusAnswer{}
	ana.ask(wire.HostControlPeer, &wire.MuteRequest{ParticipantId: ben.ID(), Audio: true}, status)
	assert.Equal(t, "success", status.GetStatus())
	for _, witness := range []*guest{ana, ben, cem} {
		push := sees(witness, wire.PeerProducerToggleBroadcast, paused(microphone))
		assert.Equal(t, ana.ID(), push.GetInitiatorParticipantId())
	}
	assert.False(t, h.person(ben.ID()).Audio)
	assert.True(t, h.person(ben.ID()).Video)

	ana.ask(wire.HostControlPeer, &wire.MuteRequest{ParticipantId: ben.ID(), Video: true}, nil)
	sees(cem, wire.PeerProducerToggleBroadcast, paused(camera))
	ana.ask(wire.HostControlPeer, &wire.MuteRequest{ParticipantId: ben.ID(), Audio: true, Video: true}, nil)
	cem.settle()
	assert.Equal(t, 2, cem.Pushed(wire.PeerProducerToggleBroadcast), "only changes are told")
	assert.Contains(t, ana.refused(wire.HostControlPeer, &wire.MuteRequest{ParticipantId: "nobody", Audio: true}), "no participant")
	assert.Contains(t, ana.refused(wire.HostControlPeer, &wire.MuteRequest{ParticipantId: ben.ID()}), "want audio")
}

func TestMuteAllMutesTheCallerWithoutNamingThem(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	own, other := ana.produce("audio"), ben.produce("audio")
	ana.produce("video")
	ana.ask(wire.HostControlAllPeers, &wire.MuteAllRequest{Audio: true}, nil)
	push := sees(ana, wire.PeerProducerToggleBroadcast, paused(own))
	assert.Nil(t, push.InitiatorParticipantId, "the SDK would ignore its own id")
	sees(ben, wire.PeerProducerToggleBroadcast, paused(other))
	assert.True(t, h.person(ana.ID()).Video)
	ana.ask(wire.HostControlAllPeers, &wire.MuteAllRequest{Video: true}, nil)
	assert.False(t, h.person(ana.ID()).Video)
	assert.Contains(t, ana.refused(wire.HostControlAllPeers, &wire.MuteAllRequest{}), "want audio")
}

func TestMutedPersonMayUnmute(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	microphone := ben.produce("audio")
	ana.ask(wire.HostControlPeer, &wire.MuteRequest{ParticipantId: ben.ID(), Audio: true}, nil)
	ben.tell(wire.SetProducerPaused, &wire.ToggleProducer{ProducerId: microphone})
	sees(ana, wire.PeerProducerToggleBroadcast, func(m *wire.ProducerPush) bool {
		return !m.GetProducerState().GetPause() && m.GetInitiatorParticipantId() == ben.ID()
	})
	assert.True(t, h.person(ben.ID()).Audio)
}

func TestOnlyOneIsPinned(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	pinned := func(id string) func(*wire.ParticipantId) bool {
		return func(m *wire.ParticipantId) bool { return m.GetParticipantId() == id }
	}
	ana.ask(wire.GlobalPinPeer, &wire.ParticipantId{ParticipantId: ben.ID()}, nil)
	for _, witness := range []*guest{ana, ben} {
		sees(witness, wire.GlobalPeerPinBroadcast, pinned(ben.ID()))
	}
	ana.ask(wire.GlobalPinPeer, &wire.ParticipantId{ParticipantId: ana.ID()}, nil)
	assert.Equal(t, ana.ID(), h.room().Pinned, "a new pin replaces the former")
	ana.ask(wire.GlobalPinPeer, &wire.ParticipantId{}, nil)
	sees(ben, wire.GlobalPeerPinBroadcast, pinned(""))
	assert.Empty(t, h.room().Pinned)

	ana.ask(wire.GlobalPinPeer, &wire.ParticipantId{ParticipantId: ben.ID()}, nil)
	ben.Close()
	h.becomes(func(r roomclient.Room) bool { return r.Pinned == "" }, "a pin goes with the one pinned")
	assert.Contains(t, ana.refused(wire.GlobalPinPeer, &wire.ParticipantId{ParticipantId: ben.ID()}), "no participant")
}

func TestKickRemovesAndIsNeverAnswered(t *testing.T) {
	h := openHall(t)
	h.server.Hurry(patience, 1, 1)
	ana, ben, cem := h.enter("ana", "host"), h.enter("ben", "guest"), h.enter("cem", "guest")
	ana.tell(wire.KickPeers, &wire.Kick{PeerIds: []string{ben.ID()}})
	ana.tell(wire.KickPeers, &wire.Kick{PeerIds: []string{ben.ID()}})
	seesAny(ben, wire.KickPeers)
	for _, witness := range []*guest{ana, cem} {
		sees(witness, wire.LeaveRoom, func(m *wire.PeerMessage) bool { return m.GetPeer().GetPeerId() == ben.ID() })
		assert.Zero(t, witness.Pushed(wire.KickPeers), "the SDK takes any kick for its own")
	}
	assert.ErrorContains(t, ben.ended(), "removed from the meeting", "a client that stays is dropped")
	h.enter("ben", "guest")
}

func TestKickedSocketCannotJoinAgain(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	ana.tell(wire.KickPeers, &wire.Kick{PeerIds: []string{ben.ID()}})
	assert.Contains(t, ben.refused(wire.JoinRoom, &wire.JoinRequest{}), "connect anew")
	ben.ask(wire.LeaveMedia, nil, nil)
}

func TestBanKeepsTheKickedOutUntilLifted(t *testing.T) {
	h := openHall(t)
	require.NoError(t, h.BanKicked(h.ctx, meeting, true))
	ana := h.enter("ana", "host")
	token := h.token("ben", "guest")
	waitingSocket := h.dial("peer-other", "user-ben", token)
	ben := h.dial("peer-ben", "user-ben", token)
	ben.join()
	ana.tell(wire.KickPeers, &wire.Kick{PeerIds: []string{ben.ID()}})
	assert.Contains(t, waitingSocket.refused(wire.JoinRoom, &wire.JoinRequest{}), "may not come back")
	_, err := roomclient.Dial(h.ctx, h.API, meeting, token, "peer-new")
	assert.ErrorContains(t, err, "may not come back")
	require.NoError(t, h.BanKicked(h.ctx, meeting, false))
	h.dial("peer-new", "user-ben", token).join()
}

func TestKickAllEndsTheSessionForEverybody(t *testing.T) {
	h := openHall(t)
	h.server.Hurry(patience, 1, 1)
	ana, ben, will := h.enter("ana", "host"), h.enter("ben", "guest"), h.enter("will", "waiting-guest")
	h.bots(roomclient.Bots{Count: 3})
	session := h.room().SessionID
	ana.ask(wire.SendMessageToRoom, &wire.ChatToRoom{Payload: "old"}, nil)
	require.NoError(t, ana.Send(h.ctx, wire.KickEverybody, &wire.KickAll{PropagateKickAcrossRooms: true}))
	for _, everyone := range []*guest{ana, ben, will} {
		seesAny(everyone, wire.KickEverybody)
		ended := everyone.ended()
		assert.ErrorContains(t, ended, "the meeting has ended")
		assert.Equal(t, websocket.StatusPolicyViolation, websocket.CloseStatus(ended))
	}
	room := h.room()
	assert.Empty(t, room.Participants)
	assert.Empty(t, room.Waiting)
	assert.Empty(t, room.SessionID)

	ana = h.enter("ana", "host")
	assert.NotEqual(t, session, h.room().SessionID)
	messages := &wire.ChatMessages{}
	ana.ask(wire.GetMessages, nil, messages)
	assert.Empty(t, messages.GetMessages(), "the chat ended with the session")
}
