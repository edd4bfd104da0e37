package localroom_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// again opens a new socket with the same peer id and joins, as the SDK does.
func (g *guest) again() *guest {
	g.hall.t.Helper()
	back := g.hall.dial(g.ID(), g.userID, g.token)
	back.join()
	return back
}

func TestDeadSocketCarriesNothingAndIsReplaced(t *testing.T) {
	h := openHall(t)
	h.server.Hurry(time.Millisecond, patience, patience)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	h.fault(roomclient.Fault{Action: "dead", Participant: ben.ID()})
	ben.blurts("into the void")
	ana.blurts("anybody?")
	assert.Equal(t, []string{"anybody?"}, ana.chat())
	assert.Contains(t, h.room().Participants[1].ID, ben.ID(), "nobody has noticed yet")

	back := ben.again()
	sees(ana, wire.LeaveRoom, func(m *wire.PeerMessage) bool { return m.GetPeer().GetPeerId() == ben.ID() })
	assert.Equal(t, []string{"anybody?"}, back.chat())
	assert.Zero(t, ben.Pushed(wire.SendMessageToRoom))
	assert.Len(t, h.room().Participants, 2)
}

func TestSlowSocketIsLateBothWaysUntilCleared(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	h.fault(roomclient.Fault{Action: "slow", Participant: ben.ID(), DelayMs: 60_000})
	ben.blurts("late")
	ana.blurts("soon")
	ana.blurts("sooner")
	assert.Equal(t, []string{"soon", "sooner"}, ana.chat())
	assert.Zero(t, ben.Pushed(wire.SendMessageToRoom))
	require.NoError(t, h.ClearFaults(h.ctx, meeting))
	require.Eventually(t, func() bool { return len(ana.chat()) == 3 }, patience, time.Millisecond)
	sees(ben, wire.SendMessageToRoom, func(m *wire.ChatPush) bool { return m.GetMessage().GetPayload() == "sooner" })
}

func TestSlowSocketStaysSlowForANewOne(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	h.fault(roomclient.Fault{Action: "slow", Participant: ben.ID(), DelayMs: 60_000})
	ben.Cut()
	back := h.dial(ben.ID(), ben.userID, ben.token)
	require.NoError(t, back.Send(h.ctx, wire.JoinRoom, &wire.JoinRequest{}))
	ana.settle()
	h.becomes(func(room roomclient.Room) bool { return len(room.Participants) == 1 }, "the first socket is gone")
	require.NoError(t, h.ClearFaults(h.ctx, meeting))
	h.becomes(func(room roomclient.Room) bool { return len(room.Participants) == 2 }, "the second one's message arrives")
}

func TestRestartKeepsTheSessionForThoseWhoComeBack(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	wendy := h.connect("wendy", "waiting-guest")
	require.True(t, wendy.join().GetWaitlisted())
	ana.tell(wire.AcceptWaitingRoomRequests, &wire.UserIds{UserIds: []string{wendy.userID}})
	wendy.join()
	bot := h.bots(roomclient.Bots{Count: 1})[0]
	ana.blurts("before")
	ana.settle()
	session := h.room().SessionID

	h.fault(roomclient.Fault{Action: "restart"})
	for _, g := range []*guest{ana, ben, wendy} {
		assert.Error(t, g.ended())
	}
	back := []*guest{ana.again(), ben.again(), wendy.again()}
	assert.Equal(t, []string{"before"}, back[1].chat())
	room := h.room()
	assert.Equal(t, session, room.SessionID)
	for _, g := range back {
		_, there := room.Person(g.ID())
		assert.True(t, there, g.ID())
	}
	_, there := room.Person(bot.ID)
	assert.True(t, there, "bots live on")
}

func TestNobodyComesInWhileTheServerIsDown(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	h.fault(roomclient.Fault{Action: "restart", DelayMs: 60_000})
	ana.ended()
	_, err := roomclient.Dial(h.ctx, h.API, meeting, ana.token, ana.ID())
	assert.ErrorContains(t, err, "restarts")
	h.fault(roomclient.Fault{Action: "restart"})
	ana.again()
}

func TestSessionEndsWhenNobodyComesBackFromARestart(t *testing.T) {
	h := openHall(t)
	h.server.Hurry(patience, patience, time.Millisecond)
	ana := h.enter("ana", "host")
	h.fault(roomclient.Fault{Action: "restart"})
	ana.ended()
	h.becomes(func(room roomclient.Room) bool { return room.SessionID == "" }, "the session ends")
}

func TestClockJumps(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	stamp := func(line string) time.Time {
		answer := &wire.ChatPush{}
		ana.ask(wire.SendMessageToRoom, &wire.ChatToRoom{Payload: line}, answer)
		return time.UnixMilli(int64(answer.GetMessage().GetCreatedAtMs()))
	}
	const hour = 3600 * 1000
	before := stamp("before")
	h.fault(roomclient.Fault{Action: "clock", JumpMs: -2 * hour})
	assert.True(t, stamp("back").Before(before.Add(-time.Hour)))
	h.fault(roomclient.Fault{Action: "clock", JumpMs: 4 * hour})
	assert.True(t, stamp("forth").After(before.Add(time.Hour)))
	assert.Equal(t, []string{"before", "back", "forth"}, ana.chat(), "order is by arrival")
	require.NoError(t, h.ClearFaults(h.ctx, meeting))
	assert.WithinDuration(t, before, stamp("now"), time.Hour)
}
