package e2e_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

func TestKick(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	carol := meeting.Join(e2e.Who{Name: "Carol"})
	alice.Sees(bob.ID, "p => true")
	carol.Sees(bob.ID, "p => true")

	alice.Do("(id) => meeting.participants.joined.get(id).kick()", bob.ID)

	bob.Hears("self", "roomLeft", `({ state }) => state === "kicked"`)
	alice.SeesNot(bob.ID)
	carol.SeesNot(bob.ID)
	require.Equal(t, "joined", e2e.Eval[string](alice.Tab, "meeting.self.roomState"), "the host stays")
	require.Len(t, meeting.Room().Participants, 2)

	bob.Rejoin(e2e.Who{Name: "Bob"})
	alice.Sees(bob.ID, "p => true")
}

func TestKickAllEndsTheSession(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	alice.Sees(bob.ID, "p => true")
	first := meeting.Room().SessionID
	require.NotEmpty(t, first)

	alice.Do("meeting.participants.kickAll()")

	alice.Hears("self", "roomLeft", `({ state }) => state === "ended"`)
	bob.Hears("self", "roomLeft", `({ state }) => state === "ended"`)
	meeting.AwaitRoom("nobody there", func(room roomclient.Room) bool { return len(room.Participants) == 0 })

	alice.Rejoin(e2e.Who{Name: "Alice", Preset: "host"})
	bob.Rejoin(e2e.Who{Name: "Bob"})
	alice.Sees(bob.ID, "p => true")
	bob.Sees(alice.ID, "p => true")
	require.NotEqual(t, first, meeting.Room().SessionID, "a new session")
}
