package localroom_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/localroom"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

func TestMeetingsBeginToExistWhenUsed(t *testing.T) {
	h := openHall(t)
	_, err := h.server.Meeting(meeting)
	assert.ErrorIs(t, err, localroom.ErrNoSuchMeeting)
	h.token("ana", "host")
	found, err := h.server.Meeting(meeting)
	require.NoError(t, err)
	assert.Equal(t, meeting, found.Title)
	assert.Equal(t, localroom.Active, found.Status)

	made, err := h.server.CreateMeeting("Weekly")
	require.NoError(t, err)
	assert.Equal(t, "Weekly", made.Title)
	assert.Len(t, h.server.Meetings(), 2)
	changed, err := h.server.ChangeMeeting(made.ID, localroom.MeetingChange{Title: new("Daily")})
	require.NoError(t, err)
	assert.Equal(t, "Daily", changed.Title)
	_, err = h.server.ChangeMeeting(made.ID, localroom.MeetingChange{Title: new("")})
	assert.ErrorContains(t, err, "title")
	_, err = h.server.ChangeMeeting(made.ID, localroom.MeetingChange{Status: new(localroom.MeetingStatus("OPEN"))})
	assert.ErrorContains(t, err, `ACTIVE or INACTIVE, got "OPEN"`)
	_, err = h.server.ChangeMeeting("never-used", localroom.MeetingChange{})
	assert.ErrorIs(t, err, localroom.ErrNoSuchMeeting)
}

func TestInactiveMeetingRefusesJoins(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.connect("ben", "guest")
	require.NoError(t, h.SetStatus(h.ctx, meeting, "INACTIVE"))
	assert.ErrorContains(t, h.SetStatus(h.ctx, meeting, "shut"), "ACTIVE or INACTIVE")

	assert.Contains(t, ben.refused(wire.JoinRoom, &wire.JoinRequest{Peer: &wire.Peer{PeerId: ben.ID()}}), "inactive")
	response, body := h.call("GET", "/local/sdk/api/v2/internals/participant-details", "", "Authorization", "Bearer "+ben.token)
	assert.Equal(t, 403, response.StatusCode)
	assert.Contains(t, body, "inactive")
	assert.Len(t, h.room().Participants, 1, "who is in stays in")
	ana.join()
	ana.Cut()
	h.becomes(func(r roomclient.Room) bool { return len(r.Participants) == 0 }, "ana does not leave")
	again := h.dial(ana.ID(), ana.userID, ana.token)
	assert.Contains(t, again.refused(wire.JoinRoom, &wire.JoinRequest{}), "inactive", "a reconnect is a join")

	require.NoError(t, h.SetStatus(h.ctx, meeting, "ACTIVE"))
	ben.join()
}

func TestRegisteredParticipants(t *testing.T) {
	h := openHall(t)
	server := h.server
	ana, token, err := server.AddParticipant(meeting, localroom.NewParticipant{Name: "Ana", PresetName: "host", CustomParticipantID: "c-ana"})
	require.NoError(t, err)
	assert.NotEmpty(t, ana.ID)
	_, _, err = server.AddParticipant(meeting, localroom.NewParticipant{Name: "Eve", PresetName: "host", CustomParticipantID: "c-ana"})
	assert.ErrorIs(t, err, localroom.ErrCustomIDTaken)
	_, _, err = server.AddParticipant(meeting, localroom.NewParticipant{Name: "Eve", PresetName: "boss"})
	assert.ErrorContains(t, err, `no "boss"`)
	_, _, err = server.AddParticipant("", localroom.NewParticipant{Name: "Eve", PresetName: "host"})
	assert.ErrorContains(t, err, "meeting")

	inside := h.dial("peer-ana", ana.ID, token)
	inside.join()
	changed, err := server.ChangeParticipant(meeting, ana.ID, localroom.ParticipantChange{Name: new("Anna"), PresetName: new("guest")})
	require.NoError(t, err)
	assert.Equal(t, "Anna", changed.Name)
	assert.Equal(t, "guest", changed.PresetName)
	assert.Equal(t, "c-ana", changed.CustomParticipantID)
	assert.Equal(t, "host", h.person("peer-ana").Preset, "until the next join")
	_, err = server.ChangeParticipant(meeting, ana.ID, localroom.ParticipantChange{Name: new(strings.Repeat("x", 201))})
	assert.ErrorContains(t, err, "name")

	fresh, err := server.RefreshToken(meeting, ana.ID)
	require.NoError(t, err)
	assert.NotEqual(t, token, fresh)
	second := h.dial("peer-ana-2", ana.ID, fresh)
	assert.Equal(t, "guest", second.join().GetFlags().GetPresetName())

	list, err := server.Participants(meeting)
	require.NoError(t, err)
	assert.Equal(t, []localroom.RegisteredParticipant{changed}, list)
	require.NoError(t, server.DeleteParticipant(meeting, ana.ID))
	_, err = server.Participant(meeting, ana.ID)
	assert.ErrorIs(t, err, localroom.ErrNoSuchParticipant)
	_, err = roomclient.Dial(h.ctx, h.API, meeting, fresh, "peer-ana-3")
	assert.ErrorContains(t, err, "belongs to nobody")
	assert.Len(t, h.room().Participants, 2, "who is in stays in")
	for name, err := range map[string]error{
		"delete": server.DeleteParticipant(meeting, ana.ID),
		"token":  errorOf(server.RefreshToken(meeting, ana.ID)),
		"change": errorOf(server.ChangeParticipant(meeting, ana.ID, localroom.ParticipantChange{})),
	} {
		assert.ErrorIs(t, err, localroom.ErrNoSuchParticipant, name)
	}
}

func errorOf[T any](_ T, err error) error { return err }

func TestDeletedParticipantCannotJoinOnAnOpenSocket(t *testing.T) {
	h := openHall(t)
	ben := h.connect("ben", "guest")
	require.NoError(t, h.server.DeleteParticipant(meeting, ben.userID))
	assert.Contains(t, ben.refused(wire.JoinRoom, &wire.JoinRequest{}), "deleted")
}
