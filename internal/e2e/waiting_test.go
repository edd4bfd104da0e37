package e2e_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
)

const waits = `(id) => meeting.participants.waitlisted.has(id)`

// knock lets somebody come to the waiting room.
func knock(meeting *e2e.Meeting, name string) *e2e.Participant {
	p := meeting.Join(e2e.Who{Name: name, Preset: "waiting-guest"})
	p.Await(`meeting.self.roomState === "waitlisted" && !meeting.self.roomJoined`)
	return p
}

// waiting is who waits by the server's belief.
func waiting(meeting *e2e.Meeting) []string {
	ids := []string{}
	for _, p := range meeting.Room().Waiting {
		ids = append(ids, p.ID)
	}
	return ids
}

func TestWaitingRoomAccept(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := knock(meeting, "Bob")
	alice.Await(waits, bob.ID)
	require.Equal(t, []string{bob.ID}, waiting(meeting))
	require.Zero(t, e2e.Eval[int](bob.Tab, "meeting.participants.joined.size"), "who waits sees nobody")

	alice.Do("(id) => meeting.participants.acceptWaitingRoomRequest(id)", bob.ID)

	bob.Hears("self", "roomJoined", "() => true")
	alice.Sees(bob.ID, "p => !meeting.participants.waitlisted.has(p.id)")
	bob.Sees(alice.ID, "p => true")
	require.Empty(t, waiting(meeting))
}

func TestWaitingRoomReject(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "cohost"})
	bob := knock(meeting, "Bob")
	alice.Await(waits, bob.ID)

	alice.Do("(id) => meeting.participants.rejectWaitingRoomRequest(id)", bob.ID)

	bob.Hears("self", "roomLeft", `({ state }) => state === "rejected"`)
	alice.Await(`(id) => !meeting.participants.waitlisted.has(id)`, bob.ID)
	room := meeting.Room()
	require.Empty(t, room.Waiting)
	require.Len(t, room.Participants, 1)
}

func TestWaitingRoomAcceptAll(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob, carol := knock(meeting, "Bob"), knock(meeting, "Carol")
	alice.Await(waits, bob.ID)
	alice.Await(waits, carol.ID)

	alice.Do("meeting.participants.acceptAllWaitingRoomRequest([...meeting.participants.waitlisted.keys()])")

	alice.Sees(bob.ID, "p => true")
	alice.Sees(carol.ID, "p => true")
	bob.Sees(carol.ID, "p => true")
	alice.Await("meeting.participants.waitlisted.size === 0")
	require.Empty(t, waiting(meeting))
}

func TestWaitingRoomLeft(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := knock(meeting, "Bob")
	alice.Await(waits, bob.ID)
	bob.Reload()
	alice.Await("meeting.participants.waitlisted.size === 0")
	require.Empty(t, waiting(meeting))
}

func TestGuestHasNoSayInTheWaitingRoom(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	mallory := meeting.Join(e2e.Who{Name: "Mallory"})
	bob := knock(meeting, "Bob")
	alice.Await(waits, bob.ID)

	// The SDK sends these without a check; it is the room that must refuse.
	mallory.Do(`(id) => {
		meeting.participants.acceptWaitingRoomRequest(id);
		meeting.participants.acceptAllWaitingRoomRequest([id]);
		void meeting.participants.rejectWaitingRoomRequest(id);
	}`, bob.ID)
	mallory.Reaches(alice)

	require.Equal(t, []string{bob.ID}, waiting(meeting))
	require.Equal(t, "waitlisted", e2e.Eval[string](bob.Tab, "meeting.self.roomState"))
	require.True(t, e2e.Eval[bool](alice.Tab, waits, bob.ID))
}
