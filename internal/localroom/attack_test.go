package localroom_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/coder/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/localroom"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// What a guest tried, who has no more than a guest's token.

func TestAPeerIDThatCannotBeWrittenGetsNobodyIn(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	token := h.token("eve", "guest")
	for _, id := range []string{"\xff", "\xed\xa0\x80", "a\x00b", "a\x1b[31m", "\u0085"} {
		_, response, err := websocket.Dial(h.ctx, h.socketURL(id, token), nil)
		require.Error(t, err)
		assert.Equal(t, 400, response.StatusCode, "%q", id)
	}
	response, _ := h.call("POST", "/local/rooms/%ff", `{}`, "Content-Type", "application/json")
	assert.Equal(t, 400, response.StatusCode)
	people := &wire.PeersAnswer{}
	ana.ask(wire.GetRoomPeersInfo, nil, people)
	assert.Len(t, people.GetPeers(), 1)
}

func TestAMeetingFullOfContentCanBeJoined(t *testing.T) {
	h := openHall(t)
	eve := h.enter("eve", "guest")
	assert.Contains(t, eve.refused(wire.SendMessageToRoom, &wire.ChatToRoom{Payload: strings.Repeat("x", 1_000_000)}), "payload")
	appData := strings.Repeat("x", 1_000_000)
	assert.Contains(t, eve.refused(wire.Produce, &wire.ProduceRequest{Kind: "audio", AppData: &appData}), "app_data")
	h.server.OpenPace() // for users to come
	full := h.enter("mallory", "host")
	for range 70 {
		full.ask(wire.SendMessageToRoom, &wire.ChatToRoom{Payload: strings.Repeat("x", 16<<10)}, nil)
	}
	for i := range 60 {
		full.ask(wire.StoreInsertKeys, &wire.StoreRequest{StoreName: "s", Keys: []*wire.StoreKey{{StoreKey: fmt.Sprint(i), Payload: make([]byte, 64<<10)}}}, nil)
	}
	for range 16 {
		full.produce("audio")
	}

	h.server.ShortenQueues(64 << 10)
	ben := h.enter("ben", "guest")
	messages, items, media := &wire.ChatMessages{}, &wire.StoreItems{}, &wire.JoinCompleteAnswer{}
	ben.ask(wire.GetMessages, nil, messages)
	ben.ask(wire.StoreGetKeys, &wire.StoreRequest{StoreName: "s"}, items)
	ben.ask(wire.SelfJoinComplete, nil, media)
	assert.Len(t, messages.GetMessages(), 63)
	assert.Len(t, items.GetStoreItems(), 60)
	here := 0
	for _, one := range h.room().Participants {
		if one.ID != "peer-eve" { // who may have fallen behind with the long messages, and is cut off then
			here++
		}
	}
	assert.Equal(t, 2, here)
}

// builtin are presets to change.
func builtin(t *testing.T) localroom.Presets {
	t.Helper()
	presets, err := localroom.BuiltinPresets()
	require.NoError(t, err)
	return presets
}

func TestAskingForOneStreamManyTimesIsAskingOnce(t *testing.T) {
	h := openHall(t)
	ana, eve := h.enter("ana", "host"), h.enter("eve", "guest")
	id := ana.produce("audio")
	request := &wire.ConsumeRequest{}
	for range 5000 {
		request.Requests = append(request.Requests, &wire.ConsumeOne{ProducingPeerId: ana.ID(), ProducerId: &id})
	}
	assert.Equal(t, 1, h.server.ProducersAsked(meeting, request))
	eve.ask(wire.Consume, request, nil)
	request.Requests = append(request.Requests, request.Requests...)
	assert.Contains(t, eve.refused(wire.Consume, request), "at most 5000")
}

func TestAFloodOfOneGuestDropsNobodyElse(t *testing.T) {
	h := openHall(t)
	sam := h.rawSocket("sam", "host")
	join, err := wire.EncodeFrame(wire.JoinRoom, "1", &wire.JoinRequest{})
	require.NoError(t, err)
	require.NoError(t, sam.Write(h.ctx, websocket.MessageBinary, join)) // and reads nothing
	eve := h.enter("eve", "guest")
	for i := range 5 {
		name := strings.Repeat("x", 900_000+i)
		assert.Contains(t, eve.refused(wire.StoreInsertKeys, &wire.StoreRequest{StoreName: "s", Keys: []*wire.StoreKey{{StoreKey: name}}}), "store_key")
	}
	mallory := h.enter("mallory", "guest")
	for range 60 {
		require.NoError(t, mallory.Send(h.ctx, wire.BroadcastMessage, &wire.Broadcast{Payload: make([]byte, 64<<10)}))
	}
	mallory.settle()
	assert.Len(t, h.room().Participants, 3)
}

func TestTheWaitingListIsQueuedOnce(t *testing.T) {
	h := openHall(t)
	h.server.ShortenQueues(256 << 10)
	ana := h.enter("ana", "host")
	sam := h.rawSocket("sam", "host")
	join, err := wire.EncodeFrame(wire.JoinRoom, "1", &wire.JoinRequest{})
	require.NoError(t, err)
	require.NoError(t, sam.Write(h.ctx, websocket.MessageBinary, join)) // and reads nothing
	sees(ana, wire.JoinRoom, func(m *wire.PeerMessage) bool { return m.GetPeer().GetPeerId() == "peer-sam" })
	for range 300 { // lists of more than 20 MB in all
		h.bots(roomclient.Bots{Count: 5, Knock: true})
	}
	_, stays := h.room().Person("peer-sam")
	assert.True(t, stays)
}

func TestAPeerIDStaysItsUsers(t *testing.T) {
	h := openHall(t)
	ana, token := h.enter("ana", "host"), h.token("eve", "guest")
	ana.Cut()
	h.becomes(func(r roomclient.Room) bool { return len(r.Participants) == 0 }, "ana is gone")
	h.enter("ben", "guest") // somebody is there
	h.dial(ana.ID(), ana.userID, ana.token).join()
	ben := h.enter("cem", "guest")
	ben.Close()
	h.becomes(func(r roomclient.Room) bool { return len(r.Participants) == 2 }, "cem is gone")
	eve := h.dial(ben.ID(), "user-eve", token)
	assert.Equal(t, websocket.StatusPolicyViolation, websocket.CloseStatus(eve.ended()))
	session, err := h.server.ActiveSession(meeting)
	require.NoError(t, err)
	people, err := h.server.SessionParticipants(session.ID)
	require.NoError(t, err)
	for _, one := range people {
		assert.NotEqual(t, "user-eve", one.UserID)
	}
}

func TestWhoIsLetInIsAUserWithTheirPeerID(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.connect("ben", "waiting-guest")
	ben.join()
	ana.tell(wire.AcceptWaitingRoomRequests, &wire.UserIds{UserIds: []string{ben.userID}})
	ben.Close() // without having come in
	h.becomes(func(r roomclient.Room) bool { return r.Connected == 1 }, "ben is gone")
	eve := h.dial(ben.ID(), "user-eve", h.token("eve", "waiting-guest"))
	assert.True(t, eve.join().GetWaitlisted(), "eve was never let in")
}

func TestWhoIsRemovedWaitsAgainWhereverTheyAre(t *testing.T) {
	h := openHall(t)
	ana, token := h.enter("ana", "host"), h.token("eve", "waiting-guest")
	one, two := h.dial("a", "user-eve", token), h.dial("b", "user-eve", token)
	one.join()
	two.join()
	ana.tell(wire.AcceptWaitingRoomRequests, &wire.UserIds{UserIds: []string{"user-eve"}})
	one.join()
	ana.tell(wire.KickPeers, &wire.Kick{PeerIds: []string{"a"}})
	assert.True(t, two.join().GetWaitlisted())
}

func TestWhoWaitsSeesNobody(t *testing.T) {
	h := openHall(t)
	h.enter("ana", "host").breakout("Green")
	eve := h.connect("eve", "waiting-guest")
	require.True(t, eve.join().GetWaitlisted())
	people, dump := &wire.PeersAnswer{}, &wire.ConnectedMeetingsAnswer{}
	eve.ask(wire.GetRoomPeersInfo, nil, people)
	eve.ask(wire.GetConnectedRoomsDump, nil, dump)
	assert.Empty(t, people.GetPeers())
	assert.Equal(t, meeting, dump.GetParentMeeting().GetId(), "the SDK wants one")
	assert.Empty(t, dump.GetParentMeeting().GetParticipants())
	assert.Empty(t, dump.GetMeetings())
}

func TestBotsAreCountedOneRequestAtATime(t *testing.T) {
	h := openHall(t)
	var asking sync.WaitGroup
	for i := range 6 {
		asking.Go(func() { _, _ = h.AddBots(h.ctx, roomclient.Bots{Meeting: fmt.Sprint("m", i), Count: 5000}) })
	}
	asking.Wait()
	count := 0
	for i := range 6 {
		if room, err := h.Room(h.ctx, fmt.Sprint("m", i)); err == nil {
			count += len(room.Participants)
		}
	}
	assert.Equal(t, 10_000, count)
}
