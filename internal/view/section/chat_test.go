package section

import (
	"encoding/json"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// messages are so many, of which every third is pinned.
func messages(count int) []meeting.ChatMessage {
	all := make([]meeting.ChatMessage, count)
	for i := range all {
		all[i] = meeting.ChatMessage{ID: meeting.MessageID("m" + strconv.Itoa(i)), Name: "Ann", Text: "text", Pinned: i%3 == 0}
	}
	return all
}

// chatting is a chat with messages.
func chatting(all []meeting.ChatMessage) *Chat {
	state := host()
	state.Room.Modules, state.Messages = "chat", all
	s := newScreen()
	s.update(state, noon)
	return NewChat(s.Basis)
}

// opsOf are the names of changes, and how often each comes.
func opsOf(t *testing.T, p *Patch) map[string]int {
	t.Helper()
	found := map[string]int{}
	changes := p.Done()
	if changes == nil {
		return found
	}
	var all [][]any
	require.NoError(t, json.Unmarshal(changes, &all))
	for _, op := range all {
		found[op[0].(string)]++
	}
	return found
}

func TestTheChatIsDrawnWhileItIsOpen(t *testing.T) {
	c := chatting(messages(MostShown + 20))
	shown := c.Shown()
	assert.True(t, shown.There)
	assert.Empty(t, shown.All)

	c.Open = true
	shown = c.Shown()
	require.Len(t, shown.All, MostShown)
	assert.Equal(t, 20, shown.More)
	assert.EqualValues(t, "m20", shown.All[0].ID, "the newest are there, the oldest of them first")
	assert.EqualValues(t, "m119", shown.All[MostShown-1].ID)
	for _, one := range shown.All {
		pin := meeting.ChatPin
		if one.Pinned {
			pin = meeting.ChatUnpin
		}
		assert.Equal(t, Button{Action: pin, State: ButtonReady}, one.Buttons[0])
		assert.Equal(t, Button{Action: meeting.ChatDeleteMessage, State: ButtonReady}, one.Buttons[1])
	}

	c.PinnedOnly = true
	shown = c.Shown()
	assert.Len(t, shown.All, 40, "older ones are found too")
	assert.Zero(t, shown.More)
}

func TestTheChatIsNotThereWithoutItsModule(t *testing.T) {
	c := chatting(messages(1))
	c.Open = true
	c.basis.State.Room.Modules = "polls"
	assert.Equal(t, ChatShown{}, c.Shown())
	c.basis.State.Room.Modules, c.basis.Live = "chat", false
	assert.Equal(t, ChatShown{}, c.Shown())
}

func TestWhatIsWrittenOfTheChatIsWhatChanged(t *testing.T) {
	c := chatting(messages(3))
	c.Open = true
	before := c.Shown()
	var p Patch
	before.Diff(&ChatShown{}, &p)
	assert.Equal(t, map[string]int{"chat": 1, "chat.message": 3, "chat.order": 1}, opsOf(t, &p))

	p = Patch{}
	again := c.Shown()
	again.Diff(&before, &p)
	assert.Empty(t, opsOf(t, &p))

	all := messages(4)
	all[1].Pinned = true
	c.basis.State.Messages = all[1:]
	after := c.Shown()
	p = Patch{}
	after.Diff(&before, &p)
	assert.Equal(t, map[string]int{"chat.message": 2, "chat.order": 1}, opsOf(t, &p), "one changed, one is new, one is gone")

	c.Open = false
	closed := c.Shown()
	p = Patch{}
	closed.Diff(&after, &p)
	assert.Equal(t, 1, opsOf(t, &p)["chat"])
}
