package localroom_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

func patchOf(target *guest, patch *wire.PermissionsPatch) *wire.PermissionsUpdates {
	return &wire.PermissionsUpdates{Updates: []*wire.PermissionsUpdate{{UserId: target.userID, Patch: patch}}}
}

func TestGainedAndLostPermissionsCountAtOnce(t *testing.T) {
	h := openHall(t)
	ana, ben, cem := h.enter("ana", "host"), h.enter("ben", "guest"), h.enter("cem", "guest")
	ana.ask(wire.UpdateUserPreset, patchOf(ben, &wire.PermissionsPatch{PinParticipant: new(true)}), nil)
	sees(ben, wire.UpdateUserPreset, func(m *wire.PermissionsUpdates) bool { return m.GetUpdates()[0].GetPatch().GetPinParticipant() })
	cem.settle()
	assert.Zero(t, cem.Pushed(wire.UpdateUserPreset), "others are not told")
	ben.ask(wire.GlobalPinPeer, &wire.ParticipantId{ParticipantId: cem.ID()}, nil)
	ana.ask(wire.UpdateUserPreset, patchOf(ben, &wire.PermissionsPatch{PinParticipant: new(false)}), nil)
	assert.Contains(t, ben.refused(wire.GlobalPinPeer, &wire.ParticipantId{}), "pin_participant")
}

func TestEveryPermissionCanBePatched(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	yes := new(true)
	allowed := &wire.StreamPatch{CanProduce: wire.StreamPermission_STREAM_PERMISSION_ALLOWED.Enum()}
	ana.ask(wire.UpdateUserPreset, patchOf(ben, &wire.PermissionsPatch{
		Polls:                 &wire.PollsPatch{CanCreate: yes, CanVote: yes, CanView: yes},
		Plugins:               &wire.PluginsPatch{CanClose: yes, CanStart: yes},
		Chat:                  &wire.ChatPatch{Public: &wire.PublicChatPatch{Files: yes}, Private: &wire.PrivateChatPatch{Files: yes}},
		ConnectedMeetings:     &wire.ConnectedMeetingsPatch{CanAlterConnectedMeetings: yes},
		Media:                 &wire.MediaPatch{Audio: allowed, Video: allowed, Screenshare: allowed},
		AcceptWaitingRequests: yes, DisableParticipantAudio: yes, DisableParticipantVideo: yes, DisableParticipantScreensharing: yes,
		KickParticipant: yes, PinParticipant: yes, CanChangeParticipantPermissions: yes, CanAcceptProductionRequests: yes,
	}), nil)
	ben.ask(wire.GetWaitingRoomRequests, nil, nil)
	ben.ask(wire.HostControlAllPeers, &wire.MuteAllRequest{Audio: true, Video: true, ScreenShare: true}, nil)
	ben.ask(wire.GlobalPinPeer, &wire.ParticipantId{}, nil)
	ben.ask(wire.GetStageRequests, nil, nil)
	ben.ask(wire.UpdateUserPreset, patchOf(ana, &wire.PermissionsPatch{KickParticipant: new(false)}), nil)
	assert.Contains(t, ana.refused(wire.KickEverybody, nil), "kick_participant")

	answer := &wire.PermissionsAnswer{}
	ana.ask(wire.GetUserPresets, &wire.UserIds{UserIds: []string{ben.userID}}, answer)
	require.Len(t, answer.GetPeerPresets(), 1)
	var preset struct {
		Permissions struct {
			Chat struct {
				Public struct{ Files bool }
			}
			Polls   map[string]bool
			Plugins map[string]any
		}
	}
	require.NoError(t, json.Unmarshal(answer.GetPeerPresets()[0].GetPreset(), &preset))
	assert.True(t, preset.Permissions.Chat.Public.Files)
	assert.Equal(t, map[string]bool{"can_create": true, "can_vote": true, "can_view": true}, preset.Permissions.Polls)
	assert.Equal(t, true, preset.Permissions.Plugins["can_close"])
}

func TestForbiddenMediaIsTurnedOffAndStaysOff(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	microphone, camera := ben.produce("audio"), ben.produce("video")
	locked := wire.StreamPermission_STREAM_PERMISSION_NOT_ALLOWED
	ana.ask(wire.UpdateUserPreset, patchOf(ben, &wire.PermissionsPatch{Media: &wire.MediaPatch{Audio: &wire.StreamPatch{CanProduce: &locked}}}), nil)
	sees(ben, wire.PeerProducerToggleBroadcast, paused(microphone))
	assert.Contains(t, ben.refused(wire.SetProducerPaused, &wire.ToggleProducer{ProducerId: microphone}), "media")
	assert.Contains(t, ben.refused(wire.Produce, &wire.ProduceRequest{Kind: "audio"}), "media")
	ben.tell(wire.SetProducerPaused, &wire.ToggleProducer{ProducerId: camera, Pause: true})
	h.becomes(func(room roomclient.Room) bool { p, _ := room.Person(ben.ID()); return !p.Video }, "their own switch still turns the camera off")
	ben.tell(wire.SetProducerPaused, &wire.ToggleProducer{ProducerId: camera})
	h.becomes(func(room roomclient.Room) bool { p, _ := room.Person(ben.ID()); return p.Video && !p.Audio }, "and on")
}

// mustAsk is a patch of somebody who has to ask before they may send.
func mustAsk(target *guest) *wire.PermissionsUpdates {
	ask := &wire.StreamPatch{CanProduce: wire.StreamPermission_STREAM_PERMISSION_CAN_REQUEST.Enum()}
	return patchOf(target, &wire.PermissionsPatch{Media: &wire.MediaPatch{Audio: ask, Video: ask, Screenshare: ask}})
}

func TestWhoMustAskMaySendWhileOnStage(t *testing.T) {
	h := openHall(t)
	ana, vera := h.enter("ana", "webinar-host"), h.enter("vera", "webinar-viewer")
	theirs := &wire.UserIds{UserIds: []string{vera.userID}}
	goOnStage := func() {
		ana.tell(wire.GrantStageAccess, theirs)
		vera.ask(wire.JoinStage, nil, nil)
	}
	ana.ask(wire.UpdateUserPreset, mustAsk(vera), nil)
	assert.Contains(t, vera.refused(wire.Produce, &wire.ProduceRequest{Kind: "video"}), "not on the stage")

	goOnStage()
	camera := vera.produce("video")
	ana.ask(wire.UpdateUserPreset, mustAsk(vera), nil)
	vera.settle()
	assert.True(t, h.person(vera.ID()).Video, "who is on the stage need not ask again")

	ana.ask(wire.LeaveStage, theirs, nil)
	sees(vera, wire.PeerProducerToggleBroadcast, paused(camera))
	on := &wire.ToggleProducer{ProducerId: camera}
	assert.Contains(t, vera.refused(wire.SetProducerPaused, on), "not on the stage")
	goOnStage()
	vera.tell(wire.SetProducerPaused, on)
	h.becomes(func(room roomclient.Room) bool { p, _ := room.Person(vera.ID()); return p.Video }, "back on the stage, back on")

	locked := wire.StreamPermission_STREAM_PERMISSION_NOT_ALLOWED
	ana.ask(wire.UpdateUserPreset, patchOf(vera, &wire.PermissionsPatch{Media: &wire.MediaPatch{Video: &wire.StreamPatch{CanProduce: &locked}}}), nil)
	assert.False(t, h.person(vera.ID()).Video)
	assert.Contains(t, vera.refused(wire.SetProducerPaused, on), "media")
}

func TestWithoutAStageEverybodyIsOnIt(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	ben.produce("audio")
	ana.ask(wire.UpdateUserPreset, mustAsk(ben), nil)
	ben.settle()
	assert.True(t, h.person(ben.ID()).Audio)
	assert.Zero(t, ben.Pushed(wire.PeerProducerToggleBroadcast))
	ben.produce("video")
}

func TestMeaninglessPatchesAreRefused(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	assert.Contains(t, ana.refused(wire.UpdateUserPreset, patchOf(&guest{userID: "nobody"}, &wire.PermissionsPatch{})), "no participant")
	assert.Contains(t, ana.refused(wire.UpdateUserPreset, patchOf(ben, nil)), "want a patch")
	seven := wire.StreamPermission(7)
	assert.Contains(t, ana.refused(wire.UpdateUserPreset, patchOf(ben, &wire.PermissionsPatch{Media: &wire.MediaPatch{Video: &wire.StreamPatch{CanProduce: &seven}}})), "want 1, 2 or 3, got 7")
	none := wire.WaitingRoomType_WAITING_ROOM_TYPE_NONE
	assert.Contains(t, ana.refused(wire.UpdateUserPreset, patchOf(ben, &wire.PermissionsPatch{WaitingRoomType: &none})), "waiting_room_type")
	ben.settle()
	assert.Zero(t, ben.Pushed(wire.UpdateUserPreset))
}

func TestPermissionsEndWithTheSession(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	token := h.token("ben", "guest")
	ben := h.dial("peer-ben", "user-ben", token)
	ben.join()
	ana.ask(wire.UpdateUserPreset, patchOf(ben, &wire.PermissionsPatch{PinParticipant: new(true)}), nil)
	require.NoError(t, ana.Send(h.ctx, wire.KickEverybody, nil))
	seesAny(ben, wire.KickEverybody)
	again := h.dial("peer-ben-2", "user-ben", token)
	again.join()
	assert.Contains(t, again.refused(wire.GlobalPinPeer, &wire.ParticipantId{}), "pin_participant")
}
