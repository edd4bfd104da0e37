package localroom_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

func TestBotsAreSeenObeyAndUnmuteWhenTold(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	bot := h.bots(roomclient.Bots{Count: 1, Audio: true, Video: true})[0]
	joined := sees(ana, wire.PeerJoinedBroadcast, func(m *wire.MediaParticipantPush) bool { return m.GetParticipant().GetPeerId() == bot.ID })
	assert.Len(t, joined.GetParticipant().GetProducerStates(), 2)
	assert.NotEmpty(t, bot.Name)

	ana.ask(wire.HostControlPeer, &wire.MuteRequest{ParticipantId: bot.ID, Audio: true, Video: true}, nil)
	assert.False(t, h.person(bot.ID).Audio)
	assert.False(t, h.person(bot.ID).Video)
	patched, err := h.ChangeBot(h.ctx, bot.ID, map[string]any{"audio": true, "name": "Renamed"})
	require.NoError(t, err)
	assert.True(t, patched.Audio)
	sees(ana, wire.PeerProducerToggleBroadcast, func(m *wire.ProducerPush) bool { return !m.GetProducerState().GetPause() })
	sees(ana, wire.DisplayNameEditBroadcast, func(m *wire.DisplayName) bool { return m.GetDisplayName() == "Renamed" })
	_, err = h.ChangeBot(h.ctx, bot.ID, map[string]any{"video": true})
	require.NoError(t, err)
	sees(ana, wire.PeerJoinedBroadcast, func(m *wire.MediaParticipantPush) bool {
		states := m.GetParticipant().GetProducerStates()
		return len(states) == 1 && !states[0].GetPause()
	})
}

func TestBotsLeaveWhenKickedOrTold(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	bots := h.bots(roomclient.Bots{Count: 2})
	ana.tell(wire.KickPeers, &wire.Kick{PeerIds: []string{bots[0].ID}})
	sees(ana, wire.LeaveRoom, func(m *wire.PeerMessage) bool { return m.GetPeer().GetPeerId() == bots[0].ID })
	_, err := h.ChangeBot(h.ctx, bots[0].ID, map[string]any{"audio": true})
	assert.ErrorContains(t, err, "no bot with this id")
	_, err = h.ChangeBot(h.ctx, bots[1].ID, map[string]any{"leave": true})
	require.NoError(t, err)
	assert.Len(t, h.room().Participants, 1)
}

func TestLockedBotDoesNotUnmute(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	bot := h.bots(roomclient.Bots{Count: 1, Audio: true})[0]
	locked := wire.StreamPermission_STREAM_PERMISSION_NOT_ALLOWED
	ana.ask(wire.UpdateUserPreset, patchOf(&guest{userID: bot.UserID}, &wire.PermissionsPatch{Media: &wire.MediaPatch{Audio: &wire.StreamPatch{CanProduce: &locked}}}), nil)
	assert.False(t, h.person(bot.ID).Audio)
	_, err := h.ChangeBot(h.ctx, bot.ID, map[string]any{"audio": true})
	assert.ErrorContains(t, err, "does not allow media")
}

func TestAThousandBotsMuteAtOnce(t *testing.T) {
	const many = 1000
	h := openHall(t)
	ana := h.enter("ana", "host")
	bots := h.bots(roomclient.Bots{Count: many, Audio: true, Video: true})
	names := map[string]bool{}
	for _, bot := range bots {
		names[bot.Name] = true
	}
	assert.Len(t, names, many, "names are varied")
	ana.ask(wire.HostControlAllPeers, &wire.MuteAllRequest{Audio: true}, nil)
	assert.Equal(t, many, ana.Pushed(wire.PeerProducerToggleBroadcast))
	ana.Close()
	h.becomes(func(r roomclient.Room) bool { return len(r.Participants) == many && r.SessionID != "" }, "bots keep a session going")
}

func TestBadBotRequests(t *testing.T) {
	h := openHall(t)
	for _, wrong := range []struct {
		bots roomclient.Bots
		says string
	}{
		{roomclient.Bots{Meeting: meeting}, "count"},
		{roomclient.Bots{Meeting: meeting, Count: 5001}, "1 to 5000"},
		{roomclient.Bots{Count: 1}, "meeting"},
	} {
		_, err := h.AddBots(h.ctx, wrong.bots)
		assert.ErrorContains(t, err, wrong.says)
	}
	bot := h.bots(roomclient.Bots{Count: 1})[0]
	_, err := h.ChangeBot(h.ctx, bot.ID, map[string]any{"name": ""})
	assert.ErrorContains(t, err, "1 to 200 bytes")
	_, err = h.ChangeBot(h.ctx, bot.ID, map[string]any{"sing": true})
	assert.ErrorContains(t, err, "sing")
}
