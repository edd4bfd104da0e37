package e2e_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
)

func TestChat(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	carol := meeting.Join(e2e.Who{Name: "Carol"})
	alice.Sees(carol.ID, "p => true")
	bob.Sees(carol.ID, "p => true")

	bob.Do(`meeting.chat.sendTextMessage("for all: <i>hé</i> 🎈")`)
	for _, p := range []*e2e.Participant{alice, bob, carol} {
		p.Hears("chat", "chatUpdate", `({ message }) => message.message === "for all: <i>hé</i> 🎈" && message.displayName === "Bob"`)
	}

	alice.Do(`(id) => meeting.chat.sendTextMessage("for Bob", [id])`, bob.ID)
	bob.Hears("chat", "chatUpdate", `({ message }) => message.message === "for Bob"`)
	alice.Hears("chat", "chatUpdate", `({ message }) => message.message === "for Bob"`)
	alice.Reaches(carol)
	require.False(t, e2e.Eval[bool](carol.Tab, `JSON.stringify(events).includes("for Bob")`), "private stays private")

	late := meeting.Join(e2e.Who{Name: "Dan"})
	late.Await(`meeting.chat.messages.some(m => m.message === "for all: <i>hé</i> 🎈")`)
	require.False(t, e2e.Eval[bool](late.Tab, `meeting.chat.messages.some(m => m.message === "for Bob")`))
}

func TestBroadcast(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	carol := meeting.Join(e2e.Who{Name: "Carol", Preset: "cohost"})
	alice.Sees(bob.ID, "p => true")
	alice.Sees(carol.ID, "p => true")

	alice.Do(`meeting.participants.broadcastMessage("lights", { on: true })`)
	for _, p := range []*e2e.Participant{bob, carol} {
		p.Hears("participants", "broadcastedMessage", `({ type, payload }) => type === "lights" && payload.on === true`)
	}

	alice.Do(`(id) => meeting.participants.broadcastMessage("whisper", { to: "Bob" }, { participantIds: [id] })`, bob.ID)
	bob.Hears("participants", "broadcastedMessage", `({ type }) => type === "whisper"`)
	alice.Do(`meeting.participants.broadcastMessage("cohosts", { to: "Carol" }, { presetNames: ["cohost"] })`)
	carol.Hears("participants", "broadcastedMessage", `({ type }) => type === "cohosts"`)
	alice.Reaches(bob)
	alice.Reaches(carol)
	require.False(t, e2e.Eval[bool](carol.Tab, `JSON.stringify(events).includes("whisper")`))
	require.False(t, e2e.Eval[bool](bob.Tab, `JSON.stringify(events).includes("cohosts")`))
}
