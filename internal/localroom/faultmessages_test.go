package localroom_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// blurts sends one line of chat and does not wait for the answer.
func (g *guest) blurts(line string) {
	g.hall.t.Helper()
	require.NoError(g.hall.t, g.Send(g.hall.ctx, wire.SendMessageToRoom, &wire.ChatToRoom{Payload: line}))
}

// chat is what is on record of the meeting's chat.
func (g *guest) chat() []string {
	g.hall.t.Helper()
	answer := &wire.ChatMessages{}
	g.ask(wire.GetMessages, &wire.Nothing{}, answer)
	lines := []string{}
	for _, message := range answer.GetMessages() {
		lines = append(lines, message.GetPayload())
	}
	return lines
}

const chatSend, chatPush = "chat.sendMessageToRoom", "chat.sendMessageToRoom"

func TestDuplicatedMessageIsHandledTwice(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	h.fault(roomclient.Fault{Event: chatSend, Action: "duplicate", Times: 1})
	ana.blurts("a")
	ana.blurts("b")
	assert.Equal(t, []string{"a", "a", "b"}, ana.chat())
	h.fault(roomclient.Fault{Event: chatPush, Direction: "toClient", Action: "duplicate", Participant: ben.ID()})
	ben.settle()
	before := ben.Pushed(wire.SendMessageToRoom)
	ana.blurts("c")
	ana.settle()
	ben.settle()
	assert.Equal(t, before+2, ben.Pushed(wire.SendMessageToRoom))
}

func TestReorderedMessagesSwapWithTheNext(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	h.fault(roomclient.Fault{Event: chatSend, Action: "reorder"})
	for _, line := range []string{"a", "b", "c", "d", "e"} {
		ana.blurts(line)
	}
	assert.Equal(t, []string{"b", "a", "d", "c"}, ana.chat())
	assert.Equal(t, []string{"b", "a", "d", "c", "e"}, ana.chat(), "any message overtakes")
	ana.blurts("f")
	ana.blurts("g")
	ana.blurts("h")
	require.NoError(t, h.ClearFaults(h.ctx, meeting))
	assert.Equal(t, []string{"b", "a", "d", "c", "e", "g", "f", "h"}, ana.chat(), "clearing lets go of what is held back")
}

func TestReorderedPushesSwapWithTheNext(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	var told []string
	note := func(m *wire.ChatPush) bool {
		told = append(told, m.GetMessage().GetPayload())
		return false
	}
	h.fault(roomclient.Fault{Event: chatPush, Direction: "toClient", Action: "reorder", Participant: ben.ID()})
	for _, line := range []string{"a", "b", "c"} {
		ana.blurts(line)
	}
	ana.settle()
	require.NoError(t, h.ClearFaults(h.ctx, meeting))
	ana.blurts("last")
	sees(ben, wire.SendMessageToRoom, func(m *wire.ChatPush) bool { note(m); return m.GetMessage().GetPayload() == "last" })
	assert.Equal(t, []string{"b", "a", "c", "last"}, told)
}

func TestDelayedMessagesKeepTheirOrder(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	h.fault(roomclient.Fault{Event: chatSend, Action: "delay", DelayMs: 1})
	var lines []string
	for i := range 200 {
		lines = append(lines, fmt.Sprint(i))
		ana.blurts(lines[i])
	}
	require.Eventually(t, func() bool { return len(ana.chat()) == len(lines) }, patience, 1)
	assert.Equal(t, lines, ana.chat())
}

func TestAnswersCanBeLostThoughTheRequestTookEffect(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	h.fault(roomclient.Fault{Event: "media.globalPinPeer", Direction: "answer", Action: "drop", Times: 1})
	id := "unanswered"
	frame, err := wire.EncodeFrame(wire.GlobalPinPeer, id, &wire.ParticipantId{ParticipantId: ana.ID()})
	require.NoError(t, err)
	require.NoError(t, ana.SendRaw(h.ctx, 2, frame))
	ana.settle()
	assert.Equal(t, ana.ID(), h.room().Pinned)
	assert.Zero(t, ana.Pushed(wire.GlobalPinPeer), "an answer to an unknown id would show up as a push")
}

// The same seed gives the same person the same fate, whoever else talks.
func TestChanceFollowsTheSeed(t *testing.T) {
	survivors := func(seed uint64, others int) []string {
		h := openHall(t)
		ana := h.enter("ana", "host")
		h.fault(roomclient.Fault{Event: chatSend, Action: "drop", Chance: 0.5, Seed: seed})
		for i := range 40 {
			ana.blurts(fmt.Sprint(i))
		}
		lines := ana.chat()
		for i := range others {
			noisy := h.enter(fmt.Sprint("noisy", i), "guest")
			noisy.blurts("noise")
			noisy.settle()
		}
		return lines
	}
	first := survivors(1, 0)
	assert.Equal(t, first, survivors(1, 3))
	assert.NotEqual(t, first, survivors(2, 0))
	assert.Greater(t, len(first), 5)
	assert.Less(t, len(first), 35)
}
