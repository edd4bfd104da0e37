package e2e_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
)

func TestPin(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	carol := meeting.Join(e2e.Who{Name: "Carol"})
	alice.Sees(carol.ID, "p => true")
	bob.Sees(carol.ID, "p => true")

	alice.Do("(id) => meeting.participants.joined.get(id).pin()", bob.ID)
	alice.Sees(bob.ID, "p => p.isPinned && meeting.participants.pinned.has(p.id)")
	carol.Sees(bob.ID, "p => p.isPinned")
	bob.Await("meeting.self.isPinned")
	require.Equal(t, bob.ID, meeting.Room().Pinned)

	alice.Do("(id) => meeting.participants.joined.get(id).pin()", carol.ID)
	bob.Sees(carol.ID, "p => p.isPinned")
	alice.Sees(bob.ID, "p => !p.isPinned")
	bob.Await("!meeting.self.isPinned")
	require.Equal(t, carol.ID, meeting.Room().Pinned, "one pin per meeting")

	late := meeting.Join(e2e.Who{Name: "Dan"})
	late.Sees(carol.ID, "p => p.isPinned")

	alice.Do("(id) => meeting.participants.joined.get(id).unpin()", carol.ID)
	late.Sees(carol.ID, "p => !p.isPinned")
	carol.Await("!meeting.self.isPinned")
	require.Empty(t, meeting.Room().Pinned)
}

func TestPinEndsWhenThePinnedOneLeaves(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	alice.Sees(bob.ID, "p => true")
	alice.Do("(id) => meeting.participants.joined.get(id).pin()", bob.ID)
	alice.Sees(bob.ID, "p => p.isPinned")

	bob.Do("meeting.leave()")
	alice.SeesNot(bob.ID)
	alice.Await("meeting.participants.pinned.size === 0")
	require.Empty(t, meeting.Room().Pinned)
	late := meeting.Join(e2e.Who{Name: "Dan"})
	late.Sees(alice.ID, "p => !p.isPinned")
}
