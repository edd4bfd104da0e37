package localroom_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/localroom"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

func TestSessionsAreRemembered(t *testing.T) {
	h := openHall(t)
	server := h.server
	ana := h.connect("ana", "host")
	_, err := server.ActiveSession(meeting)
	assert.ErrorIs(t, err, localroom.ErrNoSession)
	ana.join()
	ben := h.enter("ben", "guest")
	live, err := server.ActiveSession(meeting)
	require.NoError(t, err)
	assert.Equal(t, 2, live.LiveParticipants)
	assert.Zero(t, live.EndedAt)
	assert.Equal(t, h.room().SessionID, live.ID)

	ben.Cut()
	h.becomes(func(r roomclient.Room) bool { return len(r.Participants) == 1 }, "ben does not leave")
	people, err := server.SessionParticipants(live.ID)
	require.NoError(t, err)
	require.Len(t, people, 2)
	assert.Equal(t, "user-ben", people[1].UserID)
	assert.NotZero(t, people[1].LeftAt)
	assert.Zero(t, people[0].LeftAt)
	h.dial(ben.ID(), ben.userID, ben.token).join()
	people, err = server.SessionParticipants(live.ID)
	require.NoError(t, err)
	require.Len(t, people, 2, "a reconnect goes on with the former attendance")
	assert.Zero(t, people[1].LeftAt)

	removed, err := server.KickAll(meeting)
	require.NoError(t, err)
	assert.Equal(t, 2, removed)
	_, err = server.KickAll(meeting)
	assert.ErrorIs(t, err, localroom.ErrNoSession)
	h.enter("cem", "guest")
	sessions, err := server.Sessions(meeting)
	require.NoError(t, err)
	require.Len(t, sessions, 2)
	assert.Equal(t, live.ID, sessions[0].ID)
	assert.NotZero(t, sessions[0].EndedAt)
	assert.Equal(t, 2, sessions[0].MostAtOnce)
	assert.Zero(t, sessions[0].LiveParticipants)
	assert.Equal(t, 1, sessions[1].LiveParticipants)
	people, err = server.SessionParticipants(live.ID)
	require.NoError(t, err)
	assert.NotZero(t, people[0].LeftAt)
	_, err = server.SessionParticipants("none")
	assert.ErrorIs(t, err, localroom.ErrNoSuchSession)
	_, err = server.Sessions("never-used")
	assert.ErrorIs(t, err, localroom.ErrNoSuchMeeting)
}

func TestOnlySoManySessionsAreKept(t *testing.T) {
	h := openHall(t)
	for range 102 {
		h.bots(roomclient.Bots{Count: 1})
		_, err := h.server.KickAll(meeting)
		require.NoError(t, err)
	}
	sessions, err := h.server.Sessions(meeting)
	require.NoError(t, err)
	assert.Len(t, sessions, 100)
}

func TestNoticesTellWhatHappens(t *testing.T) {
	h := openHall(t)
	var mu sync.Mutex
	var told []localroom.Notice
	cancel := h.server.Subscribe(func(one localroom.Notice) {
		mu.Lock()
		defer mu.Unlock()
		told = append(told, one)
	})
	ana := h.enter("ana", "host")
	ana.tell(wire.KickEverybody, &wire.KickAll{})
	h.bots(roomclient.Bots{Count: 1})
	cancel()
	_, err := h.server.KickAll(meeting)
	require.NoError(t, err)

	mu.Lock()
	defer mu.Unlock()
	kinds := []localroom.NoticeKind{}
	for _, one := range told {
		kinds = append(kinds, one.Kind)
	}
	assert.Equal(t, []localroom.NoticeKind{
		localroom.MeetingStarted, localroom.ParticipantJoined, localroom.ParticipantLeft, localroom.MeetingEnded,
		localroom.MeetingStarted, localroom.ParticipantJoined,
	}, kinds)
	assert.Equal(t, "ana", told[1].Participant.Name)
	assert.Equal(t, "HOST_ENDED_MEETING", told[3].Reason)
	assert.NotZero(t, told[3].Session.EndedAt)
	assert.Equal(t, told[0].Session.ID, told[3].Session.ID)
}
