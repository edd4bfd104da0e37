package controller_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
)

// hostile loads pages/thrown.js.
func hostile(alice *e2e.Controls) { alice.Do(`import("/controller/thrown.js")`) }

// requireAlive requires that the controls still do what they should.
func requireAlive(t *testing.T, alice *e2e.Controls, bob *e2e.Participant) {
	t.Helper()
	requireConfirmed(t, alice.Perform("disableAudio", bob.ID), "disableAudio", bob)
	require.Empty(t, alice.Told("crash"))
}

func TestWhateverIsThrownTheControlsLiveOn(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"}).Attach(e2e.AttachOptions{})
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
	alice.Sees(bob.ID, heard)
	hostile(alice)

	require.Empty(t, e2e.Eval[[]string](alice.Tab, "throwEverything", bob.ID))

	requireAlive(t, alice, bob)
}

func TestAnEventWithoutAPersonThrowsNothingIntoTheSDK(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	host := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
	host.Sees(bob.ID, heard)
	host.Do(`(async () => {
		window.gavel = await (await gavelPackage()).loadGavel();
		await import("/controller/thrown.js");
		window.before = allListeners();
	})()`)
	alice := host.Attach(e2e.AttachOptions{})

	require.Empty(t, e2e.Eval[[]string](alice.Tab, "emitWithoutPeople(before)"))

	requireAlive(t, alice, bob)
}

func TestAMeetingThatCannotBeReadEndsNobodyElsesControls(t *testing.T) {
	t.Parallel()
	_, alice, bob, _ := trio(t, e2e.AttachOptions{})
	hostile(alice)

	failed := e2e.Eval[e2e.Attempt[any]](alice.Tab, "attachToABrokenMeeting()")

	require.NotNil(t, failed.Error)
	require.Equal(t, "failed", failed.Error.Reason)
	require.Contains(t, failed.Error.Message, "meeting.participants.joined gives nobody")
	requireAlive(t, alice, bob)
}

func TestClosedAndDisposedFromInsideAGetter(t *testing.T) {
	t.Parallel()
	const listening = "JSON.stringify(listeners(meeting))"
	meeting := rig.Meeting(t)
	host := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	host.Sees(bob.ID, here)
	before := e2e.Eval[string](host.Tab, listening)
	alice := host.Attach(e2e.AttachOptions{})

	alice.Do(`(id) => {
		const person = meeting.participants.joined.get(id);
		Object.defineProperty(person, "picture", { configurable: true, get() {
			controls.close();
			return "";
		} });
		meeting.participants.joined.emit("audioUpdate", person);
		void controls.perform({ action: "kick", target: id }).catch(() => {}); // reads
		delete person.picture;
	}`, bob.ID)
	require.Equal(t, "ended", alice.Refused("disableAudio", bob.ID).Reason)
	require.Equal(t, before, e2e.Eval[string](host.Tab, listening))

	alice.Do(`(async () => {
		let disposed;
		Object.defineProperty(meeting.self, "name", { configurable: true, get() {
			disposed ??= gavel.dispose();
			return "Alice";
		} });
		try {
			gavel.attach(meeting);
		} catch {
			// the module may have ended by then
		}
		delete meeting.self.name;
		await disposed;
	})()`)
	require.Equal(t, before, e2e.Eval[string](host.Tab, listening))
}
