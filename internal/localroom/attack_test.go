package localroom_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/coder/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

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
		query := url.Values{"roomID": {meeting}, "peerID": {id}, "authToken": {token}}
		_, response, err := websocket.Dial(h.ctx, h.URL+"/local/sdk/socket-edge/ws?"+query.Encode(), nil)
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
	assert.Len(t, h.room().Participants, 3)
}

// builtin are presets to change.
func builtin(t *testing.T) localroom.Presets {
	t.Helper()
	presets, err := localroom.BuiltinPresets()
	require.NoError(t, err)
	return presets
}

func TestNobodyWinsRightsByMoving(t *testing.T) {
	presets := builtin(t)
	presets["guest"].Permissions.ConnectedMeetings.CanSwitch = true
	presets["guest"].Permissions.ConnectedMeetings.CanSwitchToParent = true
	presets["waiting-guest"].Permissions.ConnectedMeetings = presets["guest"].Permissions.ConnectedMeetings
	h := openHallWith(t, presets)
	ana, eve := h.enter("ana", "host"), h.enter("eve", "guest")
	green := ana.breakout("Green")

	asHost := moves(meeting, green, eve.userID)
	asHost.Participants[0].PresetId = new("host")
	assert.Contains(t, eve.refused(wire.MovePeers, asHost), "can_alter_connected_meetings")

	// What was taken away stays away, there and back, also over a session that ends.
	silence := &wire.PermissionsUpdates{Updates: []*wire.PermissionsUpdate{{UserId: eve.userID, Patch: &wire.PermissionsPatch{
		Chat: &wire.ChatPatch{Public: &wire.PublicChatPatch{CanSend: proto.Bool(false)}},
	}}}}
	ana.ask(wire.UpdateUserPreset, silence, nil)
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
	presets := builtin(t)
	presets["waiting-guest"].Permissions.ConnectedMeetings.CanSwitch = true
	h := openHallWith(t, presets)
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
