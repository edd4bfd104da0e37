//go:build long

package controller_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
)

// Nobody comes anew because a connection broke, their own or the host's.
func TestLongABreakOfAConnectionIsNoEntry(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"}).Attach(e2e.AttachOptions{})
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
	alice.Sees(bob.ID, heard)
	sets(alice, "muteOnEntry", true)
	for _, p := range []*e2e.Participant{alice.Participant, bob} {
		p.Allow("WebSocket is already in CLOSING or CLOSED state")
	}
	meeting.Cut(alice.Participant)
	alice.AwaitSnapshot(`({ connection }) => connection !== "connected"`)
	carol := meeting.Join(e2e.Who{Name: "Carol", Audio: true})
	carol.Await("!meeting.self.audioEnabled")
	alice.AwaitSnapshot(`({ connection, policies }) => connection === "connected" && policies.length === 1`)

	meeting.Cut(bob)
	alice.Hears("joined", "participantLeft", `p => p.name === "Bob"`)
	bob.Hears("self", "roomJoined", "({ reconnected }) => reconnected")
	alice.Sees(bob.ID, heard)
	for _, p := range []*e2e.Participant{alice.Participant, bob} {
		p.Reaches(carol)
	}
	alice.AwaitSnapshot(`({ participants, pending }) => participants.length === 2 && pending.length === 0`)
	alice.Reaches(bob)
	require.True(t, bob.Self().AudioEnabled)
	require.Equal(t, "Carol", e2e.Eval[string](alice.Tab, `controls.journal.filter(({ by }) => by === "policy").map(({ name }) => name).join(" ")`))
}
