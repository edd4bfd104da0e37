package controller_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// counts are what is alive inside the module.
type counts struct{ Callbacks, Goroutines, Controllers int }

// traces is what the controls might leave on a page and its meeting.
type traces struct {
	Listeners map[string]int
	Globals   []string
	Document  string
}

func tracesOf(p *e2e.Participant) traces {
	return e2e.Eval[traces](p.Tab, `({
		listeners: listeners(meeting),
		globals: Reflect.ownKeys(window).map(String).sort(),
		document: document.documentElement.outerHTML,
	})`)
}

func TestCloseLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
	bots := meeting.Bots(roomclient.Bots{Count: 3, Audio: true})
	alice.Sees(bob.ID, heard)
	alice.Sees(bots[2].ID, "p => p.audioEnabled")
	alice.Do("window.api = window.gavel = window.controls = window.other = undefined; spy()")
	before := tracesOf(alice)
	require.NotEmpty(t, before.Listeners)

	alice.Do(`gavelPackage().then(({ loadGavel }) => loadGavel()).then((gavel) => { window.gavel = gavel })`)
	alice.Await("window.api !== undefined")
	idle := e2e.Eval[counts](alice.Tab, "api.counts()")
	require.Zero(t, idle.Controllers)

	for range 2 {
		controls := alice.Attach(e2e.AttachOptions{})
		alice.Do("void (window.other = follow(gavel.attach(meeting)))")
		require.Equal(t, 1, e2e.Eval[counts](alice.Tab, "api.counts()").Controllers, "several on one meeting share one controller")
		require.NotEqual(t, before.Listeners, tracesOf(alice).Listeners)
		requireConfirmed(t, controls.Perform("disableAudio", bob.ID), "disableAudio", bob)
		bob.Do("meeting.self.enableAudio()")
		alice.Sees(bob.ID, "p => p.audioEnabled")

		alice.Do("controls.close(); controls.close(); other.close()")

		require.Equal(t, before, tracesOf(alice))
		require.Eventually(t, func() bool { return e2e.Eval[counts](alice.Tab, "api.counts()") == idle }, e2e.Patience, e2e.PollInterval,
			"idle %+v, now %+v", idle, e2e.Eval[counts](alice.Tab, "api.counts()"))
	}
}

func TestClosedControlsSayNothingMore(t *testing.T) {
	t.Parallel()
	meeting, alice, bob, carol := trio(t, e2e.AttachOptions{})
	alice.AwaitSnapshot("({ participants }) => participants.length === 2")
	fault(meeting, wire.HostControlPeer, "drop")
	performing := alice.Begin("disableAudio", bob.ID)
	alice.AwaitSnapshot("({ pending }) => pending.length === 1")

	alice.Do("controls.close()")

	require.Equal(t, "aborted", performing.Failure().Reason)
	require.Equal(t, "ended", alice.Can("kick", bob.ID).Reason)
	require.Equal(t, "ended", alice.Refused("kick", bob.ID).Reason)
	alice.Do("told.length = 0")
	bob.Do("meeting.leave()")
	alice.SeesNot(bob.ID)
	require.Equal(t, 2, e2e.Eval[int](alice.Tab, "controls.snapshot.participants.length"), "the last snapshot stays")
	carol.Reaches(alice.Participant)
	require.Zero(t, e2e.Eval[int](alice.Tab, "told.length"))
}

func TestDisposeAndLoadAgain(t *testing.T) {
	t.Parallel()
	meeting, alice, bob, carol := trio(t, e2e.AttachOptions{})
	fault(meeting, wire.HostControlPeer, "drop")
	performing := alice.Begin("disableAudio", bob.ID)

	alice.Do("gavel.dispose()")

	require.Contains(t, []string{"ended", "aborted"}, performing.Failure().Reason)
	require.Equal(t, "ended", alice.Can("disableAudio", bob.ID).Reason)
	require.Equal(t, "ended", alice.Refused("disableAudio", bob.ID).Reason)
	require.Equal(t, "ended", e2e.Eval[e2e.Attempt[any]](alice.Tab, "attempt(() => void gavel.attach(meeting))").Error.Reason)
	require.Zero(t, e2e.Eval[int](alice.Tab, "told.filter(e => e.type === 'crash').length"))

	meeting.ClearFaults()
	again := alice.Attach(e2e.AttachOptions{})
	requireConfirmed(t, again.Perform("disableAudio", bob.ID), "disableAudio", bob)
	carol.Sees(bob.ID, "p => !p.audioEnabled")
}

func TestTwoMeetingsOnOnePage(t *testing.T) {
	t.Parallel()
	here, alice, bob, _ := trio(t, e2e.AttachOptions{})
	there := rig.Meeting(t)
	dan := there.Join(e2e.Who{Name: "Dan", Audio: true})
	alice.Do(`async (authToken) => {
		window.second = await RealtimeKitClient.init({ authToken, baseURI: "gavel-local.localhost", defaults: { audio: false, video: false } });
		await second.join();
		window.others = follow(gavel.attach(second));
	}`, there.Token("Alice", "guest"))
	alice.Await(`others.snapshot.participants.length === 1 && others.snapshot.participants[0].name === "Dan"`)
	alice.AwaitSnapshot(`({ participants, self }) => participants.length === 2 && self.presetName === "host"`)
	require.Equal(t, "permission", e2e.Eval[e2e.Verdict](alice.Tab, "(id) => others.can('kick', id)", dan.ID).Reason)
	require.Equal(t, "no-such-participant", alice.Can("kick", dan.ID).Reason, "each meeting has its own people")

	requireConfirmed(t, alice.Perform("disableAllAudio", ""), "disableAllAudio", bob)
	require.True(t, there.Person(dan.ID).Audio)

	requireConfirmed(t, e2e.Eval[e2e.Outcome](alice.Tab, "others.perform({ action: 'leave' })"), "leave",
		&e2e.Participant{ID: e2e.Eval[string](alice.Tab, "second.self.id"), UserID: e2e.Eval[string](alice.Tab, "second.self.userId"), Name: "Alice"})
	dan.Await("meeting.participants.joined.size === 0")
	requireConfirmed(t, alice.Perform("kick", bob.ID), "kick", bob)
	require.Len(t, here.Room().Participants, 2)
}
