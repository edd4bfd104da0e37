package e2e_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
)

// reads waits until the message with that text is in the chat of every tab.
func reads(text string, people ...*e2e.Participant) {
	for _, p := range people {
		p.Await("(text) => meeting.chat.messages.some(m => m.message === text)", text)
	}
}

const withText = `(text) => meeting.chat.messages.find(m => m.message === text).id`

func TestChatEditPinDelete(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	bob.Do(`meeting.chat.sendTextMessage("helo")`)
	reads("helo", alice, bob)
	id := e2e.Eval[string](bob.Tab, withText, "helo")

	bob.Do(`(id) => meeting.chat.editTextMessage(id, "hello")`, id)
	reads("hello", alice, bob)
	require.True(t, e2e.Eval[bool](alice.Tab, `meeting.chat.messages.find(m => m.message === "hello").isEdited`))

	alice.Do(`(id) => meeting.chat.pin(id)`, id)
	bob.Hears("chat", "pinMessage", `({ message }) => message.message === "hello" && message.pinned`)
	require.Equal(t, []string{"hello"}, e2e.Eval[[]string](bob.Tab,
		`meeting.chat.fetchPinnedMessages({ timestamp: 0, limit: 10 }).then(list => list.map(m => m.message))`))
	bob.Do(`(id) => meeting.chat.unpin(id)`, id)
	alice.Hears("chat", "unpinMessage", `({ message }) => !message.pinned`)
	require.Equal(t, "0504", e2e.Eval[string](alice.Tab, `refusal(() => meeting.chat.pin("none"))`))

	bob.Do(`(id) => meeting.chat.deleteMessage(id)`, id)
	for _, p := range []*e2e.Participant{alice, bob} {
		p.Await(`meeting.chat.messages.length === 0`)
	}
}

func TestChatInPages(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	alice.Sees(bob.ID, "p => true")
	alice.Do(`(async () => { for (const text of ["1", "2", "3"]) await meeting.chat.sendTextMessage(text) })()`)
	alice.Do(`(id) => meeting.chat.sendTextMessage("for Bob", [id])`, bob.ID)
	reads("for Bob", bob)
	public := `(options) => meeting.chat.fetchPublicMessages(options).then(list => list.map(m => m.message))`
	require.Equal(t, []string{"1", "2"}, e2e.Eval[[]string](bob.Tab, public, map[string]any{"timestamp": 0, "limit": 2}))
	require.Equal(t, []string{"3", "2", "1"}, e2e.Eval[[]string](bob.Tab, public, map[string]any{"limit": 10, "direction": "before"}))
	require.Equal(t, []string{"for Bob"}, e2e.Eval[[]string](bob.Tab,
		`(userId) => meeting.chat.fetchPrivateMessages({ timestamp: 0, limit: 10, userId }).then(list => list.map(m => m.message))`, alice.UserID))
}

func TestFilesAreRefused(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	alice.Sees(bob.ID, "p => true")
	send := `refusal(() => meeting.chat.sendFileMessage(new File(["x"], "x.txt")))`
	require.Equal(t, "not refused", e2e.Eval[string](bob.Tab, send), "what the preset forbids the SDK drops without a word")
	require.NotContains(t, meeting.Person(bob.ID).Sent, "chat.sendMessageToRoom")

	alice.Do(`(id) => meeting.participants.updatePermissions([id], { chat: { public: { files: true } } })`, bob.ID)
	bob.Await("meeting.self.permissions.chatPublic.files")
	bob.Allow("403") // the browser prints what the room refuses
	require.Equal(t, "0500", e2e.Eval[string](bob.Tab, send))
}
