package controller_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// knocks has somebody come to the waiting room.
func knocks(meeting *e2e.Meeting, name, customID string) *e2e.Participant {
	p := meeting.Join(e2e.Who{Name: name, Preset: "waiting-guest", CustomID: customID})
	p.Await(`meeting.self.roomState === "waitlisted"`)
	return p
}

func TestWhoIsExpectedIsLetIn(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"}).Attach(e2e.AttachOptions{})
	bob := knocks(meeting, "Bob", "c-bob")
	carol := knocks(meeting, "Carol", "c-bobby")
	alice.AwaitSnapshot(`({ waitlisted }) => waitlisted.length === 2`)
	sets(alice, "admit", map[string]any{"customParticipantIds": []string{"c-bob", "c-dan"}})
	bob.Hears("self", "roomJoined", "() => true")
	dan := meeting.Join(e2e.Who{Name: "Dan", Preset: "waiting-guest", CustomID: "c-dan"})
	dan.Hears("self", "roomJoined", "() => true")
	nobody := knocks(meeting, "Bob", "")
	for _, name := range []string{"Bob", "Dan"} {
		notes(alice, `({ by, action, name, customParticipantId, status }) => by === "policy" && action === "acceptWaitingRoomRequest" && name === "`+name+`" && customParticipantId === "c-`+strings.ToLower(name)+`" && status === "confirmed"`)
	}
	alice.AwaitSnapshot(`({ waitlisted, pending }) => waitlisted.length === 2 && pending.length === 0`)
	alice.Reaches(bob)
	for _, p := range []*e2e.Participant{carol, nobody} {
		require.Equal(t, "waitlisted", e2e.Eval[string](p.Tab, "meeting.self.roomState"), p.Name)
	}
	require.Len(t, meeting.Room().Waiting, 2)
}

func TestNothingGoesOnAfterClose(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob", CustomID: "c-bob", Audio: true})
	alice.Sees(bob.ID, heard)
	alice.Do("(id) => meeting.participants.joined.get(id).pin()", bob.ID)
	alice.Sees(bob.ID, "p => p.isPinned")
	alice.Do("window.api = window.gavel = window.controls = undefined; spy()")
	alice.Do(`(hour) => { // keeps the timers that go off in an hour or later
		const { setTimeout, clearTimeout } = window;
		window.far = new Set();
		window.setTimeout = (work, after, ...rest) => {
			const timer = setTimeout(work, after, ...rest);
			if (after >= hour) far.add(timer);
			return timer;
		};
		window.clearTimeout = (timer) => { far.delete(timer); clearTimeout(timer); };
	}`, time.Hour.Milliseconds())
	before := tracesOf(alice)
	alice.Do(`gavelPackage().then(({ loadGavel }) => loadGavel()).then((gavel) => { window.gavel = gavel })`)
	alice.Await("window.api !== undefined")
	idle := e2e.Eval[counts](alice.Tab, "api.counts()")

	controls := alice.Attach(e2e.AttachOptions{})
	sets(controls, "floor", map[string]any{"target": bob.ID, "seconds": 7200})
	sets(controls, "keepMuted", true)
	sets(controls, "muteOnEntry", true)
	sets(controls, "keepPin", true)
	sets(controls, "admit", map[string]any{"customParticipantIds": []string{"c-bob"}})
	controls.AwaitSnapshot(`({ policies, pending }) => policies.length === 5 && pending.length === 0`)
	alice.Await("far.size > 0")

	alice.Do("(all) => controls.close(all)", "")
	require.Equal(t, before, tracesOf(alice))
	require.Eventually(t, func() bool { return e2e.Eval[counts](alice.Tab, "api.counts()") == idle }, e2e.Patience, e2e.PollInterval,
		"idle %+v, now %+v", idle, e2e.Eval[counts](alice.Tab, "api.counts()"))
	carol := meeting.Join(e2e.Who{Name: "Carol", Audio: true})
	alice.Do("meeting.self.pin()")
	alice.Sees(carol.ID, heard)
	for _, p := range []*e2e.Participant{bob, carol} {
		p.Reaches(alice)
		alice.Reaches(p)
		require.True(t, p.Self().AudioEnabled, p.Name)
	}
	require.Equal(t, alice.ID, meeting.Room().Pinned)
	require.NotContains(t, meeting.Person(alice.ID).Sent, wire.HostControlPeer.String())

	// Go's runtime ends a timer of the page when it needs a nearer one. The floor's would be back
	// then, if it had not ended.
	again := alice.Attach(e2e.AttachOptions{})
	requireStatuses(t, again.Perform("disableAudio", carol.ID), "confirmed")
	alice.Do("(all) => controls.close(all)", "")
	require.Eventually(t, func() bool { return e2e.Eval[counts](alice.Tab, "api.counts()") == idle }, e2e.Patience, e2e.PollInterval)
	require.Zero(t, e2e.Eval[int](alice.Tab, "far.size"))
}
