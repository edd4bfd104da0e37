package controller_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
)

// The SDK loses sight of a pin of somebody off stage with whatever happens on the stage.
func TestAPinOffStage(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "webinar-host"}).Attach(e2e.AttachOptions{ConfirmTimeoutMs: 1000})
	bob := meeting.Join(e2e.Who{Name: "Bob", Preset: "webinar-viewer"})
	carol := meeting.Join(e2e.Who{Name: "Carol", Preset: "webinar-host"})
	alice.Sees(bob.ID, here)
	alice.Sees(carol.ID, here)
	pinned := func(id string) {
		t.Helper()
		alice.Await("(id) => [controls.snapshot.self, ...controls.snapshot.participants].every((p) => p.isPinned === (p.id === id))", id)
	}

	for _, action := range []string{"pin", "unpin", "pin"} {
		requireConfirmed(t, alice.Perform(action, bob.ID), action, bob)
	}
	carol.Do("meeting.stage.leave()")
	alice.Await("(id) => !meeting.participants.pinned.has(id)", bob.ID)
	pinned(bob.ID)

	outcome := alice.Perform("unpin", bob.ID)
	require.Equal(t, "unconfirmed", outcome.Status)
	require.Contains(t, outcome.Targets[0].Message, "off stage")
	require.Empty(t, meeting.Room().Pinned)
	requireConfirmed(t, alice.Perform("pin", bob.ID), "pin", bob)
	require.Equal(t, bob.ID, meeting.Room().Pinned)

	carol.Do("(id) => meeting.participants.joined.get(id).pin()", alice.ID)
	pinned(alice.ID)
	requireRefused(t, alice, "unpin", bob.ID, e2e.Failure{Reason: "not-pinned", Code: "not-pinned"}) // it would unpin Alice
}
