package localroom_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/localroom"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

func TestKickFromOutside(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	_, token, err := h.server.AddParticipant(meeting, localroom.NewParticipant{ID: "u-cem", Name: "Cem", PresetName: "guest", CustomParticipantID: "c-cem"})
	require.NoError(t, err)
	cem, cemToo := h.dial("peer-cem", "u-cem", token), h.dial("peer-cem-2", "u-cem", token)
	cem.join()
	cemToo.join()

	_, err = h.server.Kick(meeting, []string{ben.userID, "nobody"}, nil)
	assert.ErrorIs(t, err, localroom.ErrNoSuchParticipant)
	assert.ErrorContains(t, err, `"nobody"`)
	_, err = h.server.Kick(meeting, nil, []string{""})
	assert.ErrorIs(t, err, localroom.ErrNoSuchParticipant)
	assert.Len(t, h.room().Participants, 4, "nothing half done")

	kicked, err := h.server.Kick(meeting, []string{ben.userID, "u-cem"}, []string{"c-cem"})
	require.NoError(t, err)
	require.Len(t, kicked, 2)
	assert.Equal(t, "c-cem", kicked[1].CustomParticipantID)
	for _, gone := range []*guest{ben, cem, cemToo} {
		seesAny(gone, wire.KickPeers)
		sees(ana, wire.LeaveRoom, func(m *wire.PeerMessage) bool { return m.GetPeer().GetPeerId() == gone.ID() })
	}
	assert.Len(t, h.room().Participants, 1)
	_, err = h.server.Kick(meeting, []string{ana.userID}, nil)
	require.NoError(t, err)
	_, err = h.server.Kick(meeting, []string{ana.userID}, nil)
	assert.ErrorIs(t, err, localroom.ErrNoSession)
}

func TestMuteFromOutside(t *testing.T) {
	h := openHall(t)
	_, err := h.server.MuteAll(meeting)
	assert.ErrorIs(t, err, localroom.ErrNoSuchMeeting)
	h.token("ana", "host")
	_, err = h.server.MuteAll(meeting)
	assert.ErrorIs(t, err, localroom.ErrNoSession)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	h.bots(roomclient.Bots{Count: 1, Audio: true, Video: true})
	ana.produce("audio")
	microphone := ben.produce("audio")
	ben.produce("video")

	muted, err := h.server.Mute(meeting, []string{ben.userID}, nil)
	require.NoError(t, err)
	assert.Len(t, muted, 1)
	push := sees(ben, wire.PeerProducerToggleBroadcast, paused(microphone))
	assert.Nil(t, push.InitiatorParticipantId, "nobody in the meeting did it")
	assert.True(t, h.person(ben.ID()).Video)
	assert.True(t, h.person(ana.ID()).Audio)

	count, err := h.server.MuteAll(meeting)
	require.NoError(t, err)
	assert.Equal(t, 3, count)
	for _, p := range h.room().Participants {
		assert.False(t, p.Audio, p.Name)
	}
}

func TestRecordingsFromOutside(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	started, err := h.server.StartRecording(meeting, false)
	require.NoError(t, err)
	_, err = h.server.StartRecording(meeting, false)
	assert.ErrorIs(t, err, localroom.ErrRecordingRuns)
	sees(ana, wire.RecordingStarted, about(started.ID))
	active, err := h.server.ActiveRecordings(meeting)
	require.NoError(t, err)
	require.Len(t, active, 1)
	assert.Equal(t, "RECORDING", active[0].State)
	assert.Equal(t, h.room().SessionID, active[0].SessionID)
	stopped, err := h.server.ChangeRecording(started.ID, "stop")
	require.NoError(t, err)
	assert.Equal(t, "IDLE", stopped.State)
	sees(ana, wire.RecordingStopped, about(started.ID))
	_, err = h.server.ChangeRecording(started.ID, "stop")
	assert.ErrorIs(t, err, localroom.ErrNoSuchRecording)
}

func TestRecordingsAreKeptWhenTheyAreOver(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	session := h.room().SessionID
	first, err := h.server.StartRecording(meeting, false)
	require.NoError(t, err)
	stopped, err := h.server.ChangeRecording(first.ID, "stop")
	require.NoError(t, err)
	assert.False(t, stopped.StoppedAt.IsZero())
	second, err := h.server.StartRecording(meeting, false)
	require.NoError(t, err)
	_, err = h.server.KickAll(meeting)
	require.NoError(t, err)
	seesAny(ana, wire.KickEverybody)

	all, err := h.server.Recordings(meeting)
	require.NoError(t, err)
	require.Len(t, all, 2)
	for i, id := range []string{second.ID, first.ID} {
		assert.Equal(t, id, all[i].ID, "the newest first")
		assert.Equal(t, "IDLE", all[i].State)
		assert.Equal(t, session, all[i].SessionID)
		assert.False(t, all[i].StoppedAt.IsZero())
	}

	h.enter("ben", "host")
	third, err := h.server.StartRecording(meeting, false)
	require.NoError(t, err)
	all, err = h.server.Recordings(meeting)
	require.NoError(t, err)
	require.Len(t, all, 3)
	assert.Equal(t, third.ID, all[0].ID)
	assert.True(t, all[0].StoppedAt.IsZero())
	_, err = h.server.Recordings("another")
	assert.ErrorIs(t, err, localroom.ErrNoSuchMeeting)
}
