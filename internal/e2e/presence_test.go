package e2e_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
)

func TestPresenceBothWays(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: `Bob <b>"Ünal"</b> 🎈`})

	alice.Hears("joined", "participantJoined", `p => p.name.startsWith("Bob")`)
	alice.Sees(bob.ID, `p => p.name === 'Bob <b>"Ünal"</b> 🎈' && p.presetName === "guest"`)
	bob.Sees(alice.ID, `p => p.name === "Alice" && p.presetName === "host" && !p.audioEnabled && !p.videoEnabled`)

	room := meeting.Room()
	require.Len(t, room.Participants, 2)
	require.Equal(t, bob.Name, meeting.Person(bob.ID).Name)
	require.Equal(t, bob.UserID, meeting.Person(bob.ID).UserID)
	require.Equal(t, "host", meeting.Person(alice.ID).Preset)

	bob.Do("meeting.leave()")
	bob.Hears("self", "roomLeft", `({ state }) => state === "left"`)
	alice.SeesNot(bob.ID)
	alice.Hears("joined", "participantLeft", `p => p.name.startsWith("Bob")`)
	require.Len(t, meeting.Room().Participants, 1)
}

func TestReloadLeavesNoGhost(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	before := bob.ID
	alice.Sees(before, "p => true")

	bob.Reload()
	bob.Rejoin(e2e.Who{Name: "Bob"})

	require.NotEqual(t, before, bob.ID)
	alice.SeesNot(before)
	alice.Sees(bob.ID, "p => true")
	require.Equal(t, 1, e2e.Eval[int](alice.Tab, "meeting.participants.joined.size"))
	require.Len(t, meeting.Room().Participants, 2)
}

func TestCutSocketReconnects(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
	carol := meeting.Join(e2e.Who{Name: "Carol"})
	alice.Sees(bob.ID, heard)
	alice.Do("(id) => meeting.participants.joined.get(id).pin()", carol.ID)
	bob.Sees(carol.ID, "p => p.isPinned")

	bob.Allow("WebSocket is already in CLOSING or CLOSED state") // the SDK keeps sending audio levels
	meeting.Cut(bob)

	bob.Hears("meta", "socketConnectionUpdate", `({ state }) => state === "disconnected"`)
	alice.Hears("joined", "participantLeft", `p => p.name === "Bob"`)
	bob.Hears("self", "roomJoined", "({ reconnected }) => reconnected")
	alice.Sees(bob.ID, heard)
	bob.Sees(alice.ID, `p => p.name === "Alice"`)
	bob.Sees(carol.ID, "p => p.isPinned")
	require.Len(t, meeting.Room().Participants, 3)

	alice.Do("(id) => meeting.participants.joined.get(id).disableAudio()", bob.ID)
	bob.Await("!meeting.self.audioEnabled")
}
