package localroom_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

func TestChatReachesAllAndIsKept(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	own := &wire.ChatPush{}
	ben.ask(wire.SendMessageToRoom, &wire.ChatToRoom{Payload: "hello"}, own)
	assert.Equal(t, "ben", own.GetMessage().GetDisplayName())
	sees(ana, wire.SendMessageToRoom, func(m *wire.ChatPush) bool { return m.GetMessage().GetPayload() == "hello" })
	assert.Zero(t, ben.Pushed(wire.SendMessageToRoom), "the sender's copy is the answer")

	late := h.enter("late", "guest")
	kept := &wire.ChatMessages{}
	late.ask(wire.GetMessages, nil, kept)
	require.Len(t, kept.GetMessages(), 1)
	assert.Equal(t, own.GetMessage().GetChatId(), kept.GetMessages()[0].GetChatId())
}

func TestPrivateMessagesStayPrivate(t *testing.T) {
	h := openHall(t)
	ana, ben, cem := h.enter("ana", "host"), h.enter("ben", "guest"), h.enter("cem", "guest")
	own := &wire.ChatPush{}
	ben.ask(wire.SendMessageToPeers, &wire.ChatToPeers{PeerIds: []string{ana.ID(), ben.ID()}, Payload: "psst"}, own)
	assert.ElementsMatch(t, []string{ana.userID, ben.userID}, own.GetMessage().GetTargetUserIds())
	sees(ana, wire.SendMessageToPeers, func(m *wire.ChatPush) bool { return m.GetMessage().GetPayload() == "psst" })
	kept := &wire.ChatMessages{}
	cem.ask(wire.GetMessages, nil, kept)
	assert.Empty(t, kept.GetMessages())
	assert.Zero(t, cem.Pushed(wire.SendMessageToPeers))
	assert.Contains(t, ben.refused(wire.SendMessageToPeers, &wire.ChatToPeers{PeerIds: []string{"nobody"}}), "no participant")

	ana.ask(wire.UpdateUserPreset, patchOf(cem, &wire.PermissionsPatch{Chat: &wire.ChatPatch{Private: &wire.PrivateChatPatch{CanReceive: new(false)}}}), nil)
	assert.Contains(t, ben.refused(wire.SendMessageToPeers, &wire.ChatToPeers{PeerIds: []string{cem.ID()}}), "may not receive")
}

func TestChatNeedsPermissionAndText(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	assert.Contains(t, ben.refused(wire.SendMessageToRoom, &wire.ChatToRoom{PayloadType: 2, Payload: "{}"}), "text messages only")
	ana.ask(wire.UpdateUserPreset, patchOf(ben, &wire.PermissionsPatch{Chat: &wire.ChatPatch{
		Public: &wire.PublicChatPatch{CanSend: new(false)}, Private: &wire.PrivateChatPatch{Text: new(false)},
	}}), nil)
	assert.Contains(t, ben.refused(wire.SendMessageToRoom, &wire.ChatToRoom{Payload: "x"}), "chat")
	assert.Contains(t, ben.refused(wire.SendMessageToPeers, &wire.ChatToPeers{Payload: "x"}), "chat")
	ana.settle()
	assert.Zero(t, ana.Pushed(wire.SendMessageToRoom))
}

func TestBroadcasts(t *testing.T) {
	h := openHall(t)
	ana, ben, cem := h.enter("ana", "host"), h.enter("ben", "guest"), h.enter("cem", "guest")
	typed := func(kind string) func(*wire.Broadcast) bool {
		return func(m *wire.Broadcast) bool { return m.GetType() == kind }
	}
	own := &wire.Broadcast{}
	ben.ask(wire.BroadcastMessage, &wire.Broadcast{Type: "all", Payload: []byte(`{}`)}, own)
	assert.Equal(t, "all", own.GetType())
	sees(ana, wire.BroadcastMessage, typed("all"))
	sees(cem, wire.BroadcastMessage, typed("all"))

	ben.tell(wire.BroadcastToEntity, &wire.Broadcast{Type: "some", Ids: []string{ana.ID()}})
	sees(ana, wire.BroadcastToEntity, typed("some"))
	cem.settle()
	assert.Zero(t, cem.Pushed(wire.BroadcastToEntity))

	toMeetings := wire.BroadcastTo_BROADCAST_TO_MEETINGS
	ben.ask(wire.BroadcastToEntity, &wire.Broadcast{Type: "meetings", Ids: []string{meeting}, BroadcastType: &toMeetings}, nil)
	sees(cem, wire.BroadcastToEntity, typed("meetings"))
	ben.ask(wire.BroadcastToEntity, &wire.Broadcast{Type: "elsewhere", Ids: []string{"other"}, BroadcastType: &toMeetings}, nil)
	cem.settle()
	assert.Equal(t, 1, cem.Pushed(wire.BroadcastToEntity))
}

func TestSpotlightNeedsPermission(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	green := ana.breakout("Green")
	toMeetings := wire.BroadcastTo_BROADCAST_TO_MEETINGS
	ways := map[wire.Event][]*wire.Broadcast{
		wire.BroadcastMessage: {{Type: "spotlight"}},
		wire.BroadcastToEntity: {
			{Type: "spotlight", Ids: []string{ana.ID()}},
			{Type: "spotlight", Ids: []string{meeting, green}, BroadcastType: &toMeetings},
		},
	}
	for event, ways := range ways {
		for _, way := range ways {
			assert.Contains(t, ben.refused(event, way), "can_spotlight")
		}
	}
	ana.settle()
	assert.Zero(t, ana.Pushed(wire.BroadcastMessage)+ana.Pushed(wire.BroadcastToEntity))

	ana.ask(wire.UpdateUserPreset, patchOf(ben, &wire.PermissionsPatch{CanSpotlight: new(true)}), nil)
	ben.ask(wire.BroadcastMessage, &wire.Broadcast{Type: "spotlight", Payload: []byte(`{}`)}, nil)
	sees(ana, wire.BroadcastMessage, func(m *wire.Broadcast) bool { return m.GetType() == "spotlight" })
	ana.ask(wire.UpdateUserPreset, patchOf(ben, &wire.PermissionsPatch{CanSpotlight: new(false)}), nil)
	assert.Contains(t, ben.refused(wire.BroadcastMessage, &wire.Broadcast{Type: "spotlight"}), "can_spotlight")
}

func TestStoresAreSharedAndBounded(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	item := func(key, value string) *wire.StoreRequest {
		return &wire.StoreRequest{PluginId: meeting, StoreName: "s", Keys: []*wire.StoreKey{{StoreKey: key, Payload: []byte(value)}}}
	}
	ana.ask(wire.StoreInsertKeys, item("a", "1"), nil)
	ana.ask(wire.StoreInsertKeys, item("b", "2"), nil)
	sees(ben, wire.StoreInsertKeys, func(m *wire.StoreItems) bool { return string(m.GetStoreItems()[0].GetPayload()) == "2" })
	kept := &wire.StoreItems{}
	ben.ask(wire.StoreGetKeys, &wire.StoreRequest{PluginId: meeting, StoreName: "s"}, kept)
	assert.Len(t, kept.GetStoreItems(), 2)
	ben.ask(wire.StoreGetKeys, item("a", ""), kept)
	require.Len(t, kept.GetStoreItems(), 1)
	assert.Equal(t, ana.ID(), kept.GetStoreItems()[0].GetPeerId())

	ben.ask(wire.StoreDeleteKeys, item("a", ""), nil)
	sees(ana, wire.StoreDeleteKeys, func(m *wire.StoreItems) bool {
		return m.GetStoreItems()[0].GetStoreKey() == "a" && m.GetStoreItems()[0].GetPeerId() == ben.ID()
	})
	ben.ask(wire.StoreGetKeys, item("a", ""), kept)
	assert.Empty(t, kept.GetStoreItems())

	assert.Contains(t, ana.refused(wire.StoreInsertKeys, &wire.StoreRequest{StoreName: "s"}), "at least one key")
	assert.Contains(t, ana.refused(wire.StoreDeleteKeys, &wire.StoreRequest{StoreName: "s"}), "at least one key")
	assert.Contains(t, ana.refused(wire.StoreInsertKeys, item("c", string(make([]byte, 70_000)))), "at most 65536 bytes")
	many := &wire.StoreRequest{StoreName: "s"}
	for range 1001 {
		many.Keys = append(many.Keys, &wire.StoreKey{StoreKey: "k"})
	}
	assert.Contains(t, ana.refused(wire.StoreInsertKeys, many), "at most 1000 keys")
	for n := range 99 {
		one := item("k", "v")
		one.StoreName = fmt.Sprint("store-", n)
		ana.ask(wire.StoreInsertKeys, one, nil)
	}
	extra := item("k", "v")
	extra.StoreName = "one too many"
	assert.Contains(t, ana.refused(wire.StoreInsertKeys, extra), "at most 100 stores")
}
