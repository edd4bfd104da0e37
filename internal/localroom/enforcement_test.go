package localroom_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"google.golang.org/protobuf/proto"

	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// A guest may do none of this, whatever a page sends.
func TestForgedMessagesAreRefusedAndChangeNothing(t *testing.T) {
	h := openHall(t)
	ana, eve, will := h.enter("ana", "host"), h.enter("eve", "guest"), h.enter("will", "waiting-guest")
	ana.produce("audio")
	ana.produce("video")
	forged := []struct {
		event   wire.Event
		payload proto.Message
		lacks   string
	}{
		{wire.HostControlPeer, &wire.MuteRequest{ParticipantId: ana.ID(), Audio: true}, "disable_participant_audio"},
		{wire.HostControlPeer, &wire.MuteRequest{ParticipantId: ana.ID(), Video: true}, "disable_participant_video"},
		{wire.HostControlPeer, &wire.MuteRequest{ParticipantId: ana.ID(), ScreenShare: true}, "disable_participant_screensharing"},
		{wire.HostControlAllPeers, &wire.MuteAllRequest{Audio: true}, "disable_participant_audio"},
		{wire.HostControlAllPeers, &wire.MuteAllRequest{Video: true}, "disable_participant_video"},
		{wire.GlobalPinPeer, &wire.ParticipantId{ParticipantId: ana.ID()}, "pin_participant"},
		{wire.GlobalPinPeer, &wire.ParticipantId{ParticipantId: eve.ID()}, "pin_participant"},
		{wire.GlobalPinPeer, &wire.ParticipantId{}, "pin_participant"},
		{wire.KickPeers, &wire.Kick{PeerIds: []string{ana.ID()}}, "kick_participant"},
		{wire.KickEverybody, &wire.KickAll{}, "kick_participant"},
		{wire.GetWaitingRoomRequests, nil, "accept_waiting_requests"},
		{wire.AcceptWaitingRoomRequests, &wire.UserIds{UserIds: []string{will.userID}}, "accept_waiting_requests"},
		{wire.DenyWaitingRoomRequests, &wire.UserIds{UserIds: []string{will.userID}}, "accept_waiting_requests"},
		{wire.UpdateUserPreset, patchOf(eve, &wire.PermissionsPatch{KickParticipant: new(true)}), "can_change_participant_permissions"},
		{wire.GetStageRequests, nil, "accept_stage_requests"},
		{wire.GrantStageAccess, &wire.UserIds{UserIds: []string{eve.userID}}, "accept_stage_requests"},
		{wire.DenyStageAccess, &wire.UserIds{UserIds: []string{ana.userID}}, "accept_stage_requests"},
		{wire.LeaveStage, &wire.UserIds{UserIds: []string{ana.userID}}, "accept_stage_requests"},
	}
	for _, forgery := range forged {
		assert.Contains(t, eve.refused(forgery.event, forgery.payload), forgery.lacks, "%s", forgery.event)
	}
	room := h.room()
	host, _ := room.Person(ana.ID())
	assert.True(t, host.Audio)
	assert.True(t, host.Video)
	assert.Equal(t, "ON_STAGE", host.Stage)
	assert.Empty(t, room.Pinned)
	assert.Len(t, room.Participants, 2)
	assert.Len(t, room.Waiting, 1)
	assert.Equal(t, 1, room.Received["room.kick"], "refused messages are counted, too")
	assert.Contains(t, eve.refused(wire.KickPeers, &wire.Kick{PeerIds: []string{ana.ID()}}), "kick_participant")
}

func TestWhoHasNotJoinedMayDoNothing(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	outside, waiting := h.connect("olga", "host"), h.enter("will", "waiting-guest")
	for _, someone := range []*guest{outside, waiting} {
		for _, event := range []wire.Event{
			wire.KickPeers, wire.KickEverybody, wire.HostControlAllPeers, wire.GlobalPinPeer, wire.SendMessageToRoom,
			wire.BroadcastMessage, wire.StoreInsertKeys, wire.StoreDeleteKeys, wire.UpdateUserPreset, wire.GetPeerInfo, wire.JoinStage,
		} {
			assert.Contains(t, someone.refused(event, nil), "join first", "%s", event)
		}
		assert.Contains(t, someone.refused(wire.Produce, &wire.ProduceRequest{Kind: "audio"}), "join first")
		assert.Contains(t, someone.refused(wire.Consume, nil), "join first")
	}
	ana.settle()
	assert.Len(t, h.room().Participants, 1)
}

func TestCohostMayMuteAndPinButNotKick(t *testing.T) {
	h := openHall(t)
	cohost, ben := h.enter("cora", "cohost"), h.enter("ben", "guest")
	ben.produce("audio")
	cohost.ask(wire.HostControlPeer, &wire.MuteRequest{ParticipantId: ben.ID(), Audio: true}, nil)
	cohost.ask(wire.GlobalPinPeer, &wire.ParticipantId{ParticipantId: ben.ID()}, nil)
	assert.Contains(t, cohost.refused(wire.KickPeers, &wire.Kick{PeerIds: []string{ben.ID()}}), "kick_participant")
	assert.False(t, h.person(ben.ID()).Audio)
}

func TestWhatSomebodySentIsCountedByName(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	ana.ask(wire.GlobalPinPeer, &wire.ParticipantId{ParticipantId: ana.ID()}, nil)
	sent := h.person(ana.ID()).Sent
	assert.Equal(t, map[string]int{"room.joinRoom": 1, "media.selfJoinComplete": 1, "media.globalPinPeer": 1}, sent)
	h.bots(roomclient.Bots{Count: 1})
	assert.Empty(t, h.room().Participants[1].Sent)
}
