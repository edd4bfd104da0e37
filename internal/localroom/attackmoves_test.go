package localroom_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// What a guest tried who may switch to connected meetings.

// openSwitching is a hall in which guests may.
func openSwitching(t *testing.T) *hall {
	t.Helper()
	presets := builtin(t)
	for _, name := range []string{"guest", "waiting-guest"} {
		presets[name].Permissions.ConnectedMeetings.CanSwitch = true
		presets[name].Permissions.ConnectedMeetings.CanSwitchToParent = true
	}
	return openHallWith(t, presets)
}

// sendsAway has a guest go from one meeting to another, and gives the token for it. The
// guest stays where they are too.
func (g *guest) sendsAway(from, to string) string {
	g.hall.t.Helper()
	g.ask(wire.MovePeers, moves(from, to, g.userID), nil)
	return sees(g, wire.TransferPeer, func(m *wire.Transfer) bool { return m.GetMeetingId() == to }).GetAuthToken()
}

// enters joins another meeting with a token.
func (h *hall) enters(other, token, peerID, userID string) *guest {
	h.t.Helper()
	client, err := roomclient.Dial(h.ctx, h.API, other, token, peerID)
	require.NoError(h.t, err)
	h.t.Cleanup(client.Close)
	g := &guest{Client: client, hall: h, userID: userID, token: token}
	g.join()
	return g
}

// silenced takes the public chat from somebody.
func silenced(userID string) *wire.PermissionsUpdates {
	return &wire.PermissionsUpdates{Updates: []*wire.PermissionsUpdate{{UserId: userID, Patch: &wire.PermissionsPatch{
		Chat: &wire.ChatPatch{Public: &wire.PublicChatPatch{CanSend: proto.Bool(false)}},
	}}}}
}

func TestNobodyWinsRightsByMoving(t *testing.T) {
	h := openSwitching(t)
	ana, eve := h.enter("ana", "host"), h.enter("eve", "guest")
	green := ana.breakout("Green")

	asHost := moves(meeting, green, eve.userID)
	asHost.Participants[0].PresetId = new("host")
	assert.Contains(t, eve.refused(wire.MovePeers, asHost), "can_alter_connected_meetings")

	// What was taken away stays away, there and back, also over a session that ends.
	ana.ask(wire.UpdateUserPreset, silenced(eve.userID), nil)
	eve.ask(wire.MovePeers, moves(meeting, green, eve.userID), nil)
	token := sees(eve, wire.TransferPeer, func(*wire.Transfer) bool { return true }).GetAuthToken()
	eve.Close()
	for _, peerID := range []string{"eve-there", "eve-again"} {
		moved, err := roomclient.Dial(h.ctx, h.API, green, token, peerID)
		require.NoError(t, err)
		_, err = moved.Join(h.ctx)
		require.NoError(t, err)
		there := &guest{Client: moved, hall: h, userID: eve.userID}
		if peerID == "eve-there" {
			assert.Contains(t, there.refused(wire.SendMessageToRoom, &wire.ChatToRoom{Payload: "hi"}), "chat")
			there.Close() // Green's session ends
			require.Eventually(t, func() bool {
				room, err := h.Room(h.ctx, green)
				return err == nil && room.Connected == 0
			}, patience, 1)
			continue
		}
		there.ask(wire.MovePeers, moves(green, meeting, eve.userID), nil)
		token = sees(there, wire.TransferPeer, func(*wire.Transfer) bool { return true }).GetAuthToken()
		there.Close()
	}
	back := h.dial("eve-back", eve.userID, token)
	back.join()
	assert.Equal(t, "guest", h.person("eve-back").Preset)
	assert.Contains(t, back.refused(wire.SendMessageToRoom, &wire.ChatToRoom{Payload: "hi"}), "chat")
}

func TestWhoMovesThemselvesWaitsWhereOneHasTo(t *testing.T) {
	h := openSwitching(t)
	ana, wanda := h.enter("ana", "host"), h.connect("wanda", "waiting-guest")
	require.True(t, wanda.join().GetWaitlisted())
	ana.tell(wire.AcceptWaitingRoomRequests, &wire.UserIds{UserIds: []string{wanda.userID}})
	seesAny(wanda, wire.WaitingRoomRequestAccepted)
	wanda.join()
	green := ana.breakout("Green")
	wanda.ask(wire.MovePeers, moves(meeting, green, wanda.userID), nil)
	order := sees(wanda, wire.TransferPeer, func(*wire.Transfer) bool { return true })
	wanda.Close()
	moved, err := roomclient.Dial(h.ctx, h.API, green, order.GetAuthToken(), "wanda-moved")
	require.NoError(t, err)
	t.Cleanup(moved.Close)
	peer, err := moved.Join(h.ctx)
	require.NoError(t, err)
	assert.True(t, peer.GetWaitlisted())
}

func TestWhatIsTakenFromSomebodyWhoMovedAwayAndBackIsTaken(t *testing.T) {
	h := openSwitching(t)
	ana, eve := h.enter("ana", "host"), h.enter("eve", "guest")
	green := ana.breakout("Green")
	there := h.enters(green, eve.sendsAway(meeting, green), "eve-green", eve.userID)
	there.sendsAway(green, meeting) // and eve is still in the first one
	ana.ask(wire.UpdateUserPreset, silenced(eve.userID), nil)
	for _, one := range []*guest{eve, h.enters(meeting, eve.token, "eve-again", eve.userID)} {
		assert.Contains(t, one.refused(wire.SendMessageToRoom, &wire.ChatToRoom{Payload: "hi"}), "chat")
	}
}

func TestWhoWasDeletedGoesNowhere(t *testing.T) {
	h := openSwitching(t)
	ana, eve := h.enter("ana", "host"), h.enter("eve", "guest")
	green := ana.breakout("Green")
	token := eve.sendsAway(meeting, green)
	there := h.enters(green, token, "eve-green", eve.userID)
	require.NoError(t, h.server.DeleteParticipant(meeting, eve.userID))
	assert.Contains(t, there.refused(wire.MovePeers, moves(green, meeting, eve.userID)), "no participant")
	for _, one := range []struct{ meeting, token string }{{meeting, eve.token}, {green, token}} {
		_, err := roomclient.Dial(h.ctx, h.API, one.meeting, one.token, "eve-again")
		var refusal *roomclient.Refusal
		require.ErrorAs(t, err, &refusal)
		assert.Equal(t, 404, refusal.Status)
	}
}

func TestAUsersSocketsInConnectedMeetingsAreCountedTogether(t *testing.T) {
	h := openSwitching(t)
	ana, eve := h.enter("ana", "host"), h.enter("eve", "guest")
	open := 1
	for i := range 3 {
		green := ana.breakout(fmt.Sprint("Green ", i))
		token := eve.sendsAway(meeting, green)
		for j := range 6 {
			one, err := roomclient.Dial(h.ctx, h.API, green, token, fmt.Sprint("e", j))
			if err == nil {
				t.Cleanup(one.Close)
				open++
				continue
			}
			var refusal *roomclient.Refusal
			require.ErrorAs(t, err, &refusal)
			assert.Equal(t, 429, refusal.Status)
		}
	}
	assert.Equal(t, 16, open)
}
