package controller_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
	"github.com/gavel-rtc/gavel/internal/testlimit"
)

func TestSameCommandTwiceIsSentOnce(t *testing.T) {
	t.Parallel()
	meeting, alice, bob, carol := trio(t, e2e.AttachOptions{})
	meeting.Fault(roomclient.Fault{Event: wire.HostControlPeer.String(), Action: "delay", DelayMs: 500})
	alice.Do("void (window.other = follow(gavel.attach(meeting)))")

	endings := e2e.Eval[[]e2e.Outcome](alice.Tab, `(target) => Promise.all([
		controls.perform({ action: "disableAudio", target }),
		controls.perform({ action: "disableAudio", target }),
		other.perform({ action: "disableAudio", target }),
	])`, bob.ID)

	for _, outcome := range endings {
		requireConfirmed(t, outcome, "disableAudio", bob)
		require.Equal(t, endings[0], outcome)
	}
	alice.Reaches(carol)
	require.Equal(t, 1, meeting.Person(alice.ID).Sent["media.hostControlPeer"])
	alice.Await(`told.filter(e => e.type === "outcome").length === 2`) // one on each of the two

	alice.Do("other.close()")
	requireConfirmed(t, alice.Perform("disableVideo", bob.ID), "disableVideo", bob)
}

func TestAbortBefore(t *testing.T) {
	t.Parallel()
	meeting, alice, bob, carol := trio(t, e2e.AttachOptions{})

	ended := e2e.Eval[e2e.Attempt[e2e.Outcome]](alice.Tab, `(target) => attempt(() =>
		controls.perform({ action: "disableAudio", target }, { signal: AbortSignal.abort() }))`, bob.ID)

	require.Equal(t, "aborted", ended.Error.Reason)
	requireNothingSent(t, meeting, alice, carol)
	require.True(t, bob.Self().AudioEnabled)
}

func TestAbortAfterEndsOnlyOneCallersWait(t *testing.T) {
	t.Parallel()
	meeting, alice, bob, _ := trio(t, e2e.AttachOptions{})
	meeting.Fault(roomclient.Fault{Event: wire.HostControlPeer.String(), Action: "delay", DelayMs: int(testlimit.Of(time.Second).Milliseconds())})
	alice.Do(`(target) => {
		window.stop = new AbortController();
		window.stopped = attempt(() => controls.perform({ action: "disableAudio", target }, { signal: stop.signal }));
	}`, bob.ID)
	other := alice.Begin("disableAudio", bob.ID)
	meeting.AwaitRoom("the command has arrived", func(room roomclient.Room) bool {
		return room.Received["media.hostControlPeer"] == 1
	})

	alice.Do("stop.abort()")

	require.Equal(t, "aborted", e2e.Eval[e2e.Attempt[e2e.Outcome]](alice.Tab, "stopped").Error.Reason)
	requireConfirmed(t, other.Outcome(), "disableAudio", bob)
	bob.Await("!meeting.self.audioEnabled")
}

func TestSnapshotChangesOnlyWithTheMeeting(t *testing.T) {
	t.Parallel()
	_, alice, bob, _ := trio(t, e2e.AttachOptions{})
	alice.AwaitSnapshot(`({ participants }) => participants.length === 2 && participants.some(p => p.videoEnabled)`)
	require.True(t, e2e.Eval[bool](alice.Tab, `controls.snapshot === controls.snapshot && Object.isFrozen(controls.snapshot) &&
		Object.isFrozen(controls.snapshot.participants) && Object.isFrozen(controls.snapshot.participants[0]) &&
		Object.isFrozen(controls.snapshot.self.permissions)`))
	alice.Do("void (window.before = controls.snapshot)")

	bob.Do("meeting.self.disableVideo()")

	alice.AwaitSnapshot(`({ participants }) => !participants.some(p => p.videoEnabled)`)
	require.True(t, e2e.Eval[bool](alice.Tab, `(() => {
		const now = controls.snapshot, of = (snapshot, name) => snapshot.participants.find(p => p.name === name);
		return now !== before && of(now, "Carol") === of(before, "Carol") && of(now, "Bob") !== of(before, "Bob");
	})()`), "who did not change keeps the same object")
}
