package localroom_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// says sends a message to all, or to some, and gives its id.
func (g *guest) says(text string, to ...string) string {
	g.hall.t.Helper()
	own := &wire.ChatPush{}
	if len(to) > 0 {
		g.ask(wire.SendMessageToPeers, &wire.ChatToPeers{Payload: text, PeerIds: to}, own)
	} else {
		g.ask(wire.SendMessageToRoom, &wire.ChatToRoom{Payload: text}, own)
	}
	return own.GetMessage().GetChatId()
}

func texts(messages []*wire.ChatMessage) []string {
	found := []string{}
	for _, one := range messages {
		found = append(found, one.GetPayload())
	}
	return found
}

func TestMessagesAreEditedAndDeletedByTheirSender(t *testing.T) {
	h := openHall(t)
	ana, ben, cem := h.enter("ana", "host"), h.enter("ben", "guest"), h.enter("cem", "guest")
	id := ben.says("helo")
	edited := &wire.ChatPush{}
	ben.ask(wire.EditMessage, &wire.ChatEdit{ChatId: id, Payload: new("hello")}, edited)
	assert.True(t, edited.GetMessage().GetIsEdited())
	sees(ana, wire.EditMessage, func(m *wire.ChatPush) bool { return m.GetMessage().GetPayload() == "hello" })
	assert.Contains(t, ana.refused(wire.EditMessage, &wire.ChatEdit{ChatId: id, Payload: new("bye")}), "one's own")
	assert.Contains(t, ana.refused(wire.DeleteMessage, &wire.ChatMessageId{ChatId: id}), "one's own")
	assert.Contains(t, ben.refused(wire.EditMessage, &wire.ChatEdit{ChatId: id}), "empty")
	assert.Contains(t, ben.refused(wire.EditMessage, &wire.ChatEdit{ChatId: id, Payload: new("{}"), PayloadType: new(int32(2))}), "text messages only")
	assert.Contains(t, ben.refused(wire.EditMessage, &wire.ChatEdit{ChatId: "none", Payload: new("x")}), "no message")

	private := ben.says("psst", ana.ID())
	ben.ask(wire.EditMessage, &wire.ChatEdit{ChatId: private, Payload: new("psssst")}, nil)
	sees(ana, wire.EditMessage, func(m *wire.ChatPush) bool { return m.GetMessage().GetPayload() == "psssst" })
	assert.Contains(t, cem.refused(wire.PinMessage, &wire.ChatPin{ChatId: private}), "no message")
	ben.ask(wire.DeleteMessage, &wire.ChatMessageId{ChatId: private}, nil)
	sees(ana, wire.DeleteMessage, func(m *wire.ChatMessageId) bool { return m.GetChatId() == private })
	cem.settle()
	assert.Equal(t, 1, cem.Pushed(wire.EditMessage))
	assert.Zero(t, cem.Pushed(wire.DeleteMessage))

	ana.ask(wire.UpdateUserPreset, patchOf(ben, &wire.PermissionsPatch{Chat: &wire.ChatPatch{Public: &wire.PublicChatPatch{CanSend: new(false)}}}), nil)
	assert.Contains(t, ben.refused(wire.EditMessage, &wire.ChatEdit{ChatId: id, Payload: new("x")}), "permission denied")
	assert.Contains(t, ben.refused(wire.PinMessage, &wire.ChatPin{ChatId: id, Pinned: true}), "permission denied")
	assert.Contains(t, ben.refused(wire.PinMessage, &wire.ChatPin{ChatId: id}), "permission denied", "unpinning too")
	kept := &wire.ChatMessages{}
	cem.ask(wire.GetMessages, nil, kept)
	assert.Equal(t, []string{"hello"}, texts(kept.GetMessages()))
}

func TestMessagesArePinned(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	id := ben.says("rules")
	answer := &wire.ChatPinPush{}
	ana.ask(wire.PinMessage, &wire.ChatPin{ChatId: id, Pinned: true}, answer)
	assert.True(t, answer.GetPinned())
	sees(ben, wire.PinMessage, func(m *wire.ChatPinPush) bool { return m.GetPinned() && m.GetMessage().GetPayload() == "rules" })
	page := &wire.ChatPage{}
	pinned := &wire.ChatPageRequest{Size: 10, Filters: &wire.ChatPageFilters{Filters: &wire.ChatPageFilters_Pinned{Pinned: true}}}
	ben.ask(wire.GetMessagePage, pinned, page)
	assert.Equal(t, []string{"rules"}, texts(page.GetMessages()))
	ben.ask(wire.PinMessage, &wire.ChatPin{ChatId: id}, nil)
	ben.ask(wire.GetMessagePage, pinned, page)
	assert.Empty(t, page.GetMessages())
}

func TestChatComesInPages(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	for _, text := range []string{"1", "2", "3"} {
		ana.says(text)
	}
	ana.says("for ben", ben.ID())
	ana.says("for oneself", ana.ID())
	ask := func(in *wire.ChatPageRequest) *wire.ChatPage {
		page := &wire.ChatPage{}
		ben.ask(wire.GetMessagePage, in, page)
		return page
	}
	first := ask(&wire.ChatPageRequest{Size: 2})
	assert.Equal(t, []string{"1", "2"}, texts(first.GetMessages()))
	assert.True(t, first.GetNext())
	last := first.GetMessages()[1].GetCreatedAtMs()
	assert.Contains(t, texts(ask(&wire.ChatPageRequest{Size: 9, TimeStamp: last}).GetMessages()), "3")
	back := ask(&wire.ChatPageRequest{Size: 9, TimeStamp: 1 << 62, Reversed: true})
	assert.Equal(t, []string{"3", "2", "1"}, texts(back.GetMessages()))
	assert.False(t, back.GetNext())
	assert.Empty(t, ask(&wire.ChatPageRequest{Size: 9, TimeStamp: 1, Reversed: true}).GetMessages())
	private := &wire.ChatPageFilters{Filters: &wire.ChatPageFilters_UserId{UserId: ana.userID}}
	assert.Equal(t, []string{"for ben"}, texts(ask(&wire.ChatPageRequest{Size: 9, Filters: private}).GetMessages()))
	assert.Contains(t, ben.refused(wire.GetMessagePage, &wire.ChatPageRequest{}), "size")
}

func TestFilesAreRefused(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	const upload = "/local/sdk/api/v2/meetings/chat-upload"
	response, body := h.call("POST", upload, `{}`, "Authorization", "Bearer "+ana.token)
	require.Equal(t, 403, response.StatusCode)
	assert.Contains(t, body, "text messages only")
	response, _ = h.call("POST", upload, `{}`)
	assert.Equal(t, 401, response.StatusCode)
	assert.Contains(t, ana.refused(wire.SendMessageToRoom, &wire.ChatToRoom{PayloadType: 2, Payload: "{}"}), "text messages only")
}
