package localroom_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

func waitingList(length int) func(*wire.WaitingList) bool {
	return func(m *wire.WaitingList) bool { return len(m.GetRequests()) == length }
}

func TestWaitingPersonIsListedAcceptedAndJoins(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	will := h.connect("will", "waiting-guest")
	assert.True(t, will.join().GetWaitlisted())
	list := sees(ana, wire.GetWaitingRoomRequests, waitingList(1))
	assert.Equal(t, "will", list.GetRequests()[0].GetDisplayName())
	asked := &wire.WaitingList{}
	ana.ask(wire.GetWaitingRoomRequests, nil, asked)
	assert.Len(t, asked.GetRequests(), 1)

	ana.tell(wire.AcceptWaitingRoomRequests, &wire.UserIds{UserIds: []string{will.userID}})
	seesAny(will, wire.WaitingRoomRequestAccepted)
	sees(ana, wire.GetWaitingRoomRequests, waitingList(0))
	assert.False(t, will.join().GetWaitlisted())
	assert.Len(t, h.room().Participants, 2)
}

func TestDeniedPersonIsToldAndStaysOut(t *testing.T) {
	h := openHall(t)
	ana, will := h.enter("ana", "host"), h.enter("will", "waiting-guest")
	ana.tell(wire.DenyWaitingRoomRequests, &wire.UserIds{UserIds: []string{will.userID}})
	seesAny(will, wire.WaitingRoomRequestDenied)
	assert.Zero(t, will.Pushed(wire.WaitingRoomRequestAccepted))
	room := h.room()
	assert.Len(t, room.Participants, 1)
	assert.Empty(t, room.Waiting)
	assert.True(t, will.join().GetWaitlisted(), "asking again means waiting again")
}

func TestAllAreAcceptedAtOnce(t *testing.T) {
	h := openHall(t)
	ana, will, wang := h.enter("ana", "host"), h.enter("will", "waiting-guest"), h.enter("wang", "waiting-guest")
	bots := h.bots(roomclient.Bots{Count: 5, Knock: true})
	sees(ana, wire.GetWaitingRoomRequests, waitingList(7))
	ids := []string{will.userID, wang.userID}
	for _, bot := range bots {
		ids = append(ids, bot.UserID)
	}
	ana.tell(wire.AcceptWaitingRoomRequests, &wire.UserIds{UserIds: ids})
	seesAny(will, wire.WaitingRoomRequestAccepted)
	seesAny(wang, wire.WaitingRoomRequestAccepted)
	assert.LessOrEqual(t, ana.Pushed(wire.GetWaitingRoomRequests), 4, "one list per arrival, one for all the bots, one for accepting all, and one that was not read in time is left out")
	assert.Len(t, h.room().Participants, 6, "the bots are in, the people join themselves")
}

func TestWhoLeavesTheDoorLeavesTheList(t *testing.T) {
	h := openHall(t)
	ana, will := h.enter("ana", "host"), h.enter("will", "waiting-guest")
	will.Close()
	sees(ana, wire.GetWaitingRoomRequests, waitingList(0))
	assert.Zero(t, ana.Pushed(wire.LeaveRoom), "who has not joined does not leave")
}

func TestWaitingEachTimeButNotAfterAReconnect(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	token := h.token("will", "waiting-guest")
	will := h.dial("peer-will", "user-will", token)
	will.join()
	ana.tell(wire.AcceptWaitingRoomRequests, &wire.UserIds{UserIds: []string{"user-will"}})
	will.join()
	will.Cut()
	assert.False(t, h.dial("peer-will", "user-will", token).join().GetWaitlisted(), "the same peer id is the same visit")
	assert.True(t, h.dial("peer-will-2", "user-will", token).join().GetWaitlisted(), "another is a new one")
}

func TestSkipOnAcceptWaitsOnce(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	token := h.token("will", "waiting-guest")
	will := h.dial("peer-will", "user-will", token)
	will.join()
	once := wire.WaitingRoomType_WAITING_ROOM_TYPE_SKIP_ON_ACCEPT
	ana.ask(wire.UpdateUserPreset, patchOf(will, &wire.PermissionsPatch{WaitingRoomType: &once}), nil)
	ana.tell(wire.AcceptWaitingRoomRequests, &wire.UserIds{UserIds: []string{"user-will"}})
	will.join()
	assert.False(t, h.dial("peer-will-2", "user-will", token).join().GetWaitlisted())

	ana.tell(wire.KickPeers, &wire.Kick{PeerIds: []string{"peer-will", "peer-will-2"}})
	assert.True(t, h.dial("peer-will-3", "user-will", token).join().GetWaitlisted(), "a kick takes the acceptance back")
}

func TestWaitingBotsKnockAndGoAway(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	bot := h.bots(roomclient.Bots{Count: 1, Knock: true})[0]
	assert.True(t, bot.Waiting)
	ana.tell(wire.DenyWaitingRoomRequests, &wire.UserIds{UserIds: []string{bot.UserID}})
	assert.Empty(t, h.room().Waiting)

	bot = h.bots(roomclient.Bots{Count: 1, Audio: true})[0]
	knocking, err := h.ChangeBot(h.ctx, bot.ID, map[string]any{"knock": true})
	require.NoError(t, err)
	assert.True(t, knocking.Waiting)
	sees(ana, wire.LeaveRoom, func(m *wire.PeerMessage) bool { return m.GetPeer().GetPeerId() == bot.ID })
	ana.tell(wire.AcceptWaitingRoomRequests, &wire.UserIds{UserIds: []string{bot.UserID}})
	assert.True(t, h.person(bot.ID).Audio)
}
