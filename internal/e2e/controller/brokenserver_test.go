//go:build long

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

// What takes long begins with TestLong. A livestream has everything: a stage, recordings,
// shares, and itself.

// broadcast is a livestream with a host, one who asks for the stage, and another host who
// shares a screen.
func broadcast(t *testing.T, options e2e.AttachOptions) (meeting *e2e.Meeting, alice *e2e.Controls, bob *e2e.Participant, carol *e2e.Controls) {
	t.Helper()
	meeting = rig.Meeting(t)
	alice = meeting.Join(e2e.Who{Name: "Alice", Preset: "livestream-host"}).Attach(options)
	bob = meeting.Join(e2e.Who{Name: "Bob", Preset: "livestream-panelist"})
	carol = meeting.Join(e2e.Who{Name: "Carol", Preset: "livestream-host"}).Attach(options)
	alice.Sees(bob.ID, here)
	carol.Sees(bob.ID, here)
	bob.Do("meeting.stage.requestAccess()")
	stands(bob, asking, alice.Participant, carol.Participant)
	shares(carol.Participant, alice.Participant)
	return meeting, alice, bob, carol
}

func TestLongServerRefuses(t *testing.T) {
	t.Parallel()
	meeting, alice, bob, carol := broadcast(t, soonUnconfirmed)
	alice.Allow("status of 500")      // the browser prints what the room refuses
	alice.Allow("refused by a fault") // the SDK leaves the answer to its own message unhandled
	refused := func(action, code string) {
		t.Helper()
		fault(meeting, wire.RecordingCall, "refuse")
		fault(meeting, wire.LivestreamCall, "refuse")
		failure := alice.Refused(action, "")
		require.Equal(t, e2e.Failure{Reason: "refused", Code: code, Action: action, Message: failure.Message}, failure)
		require.NotEmpty(t, failure.Message)
		meeting.ClearFaults()
	}
	done := func(action string) {
		t.Helper()
		requireDone(t, alice.Perform(action, ""), action, "confirmed")
	}
	fault(meeting, wire.DenyStageAccess, "refuse")
	fault(meeting, wire.UpdateUserPreset, "refuse")
	// The SDK does not say that these were refused.
	for _, performing := range alice.BeginTogether(
		e2e.Command{Action: "stage.denyAccess", Target: bob.ID}, e2e.Command{Action: "stopScreenShare", Target: carol.ID},
	) {
		outcome := performing.Outcome()
		require.Equal(t, "unconfirmed", outcome.Status, outcome.Action)
		require.NotEmpty(t, outcome.Targets[0].Message, outcome.Action)
	}
	require.Equal(t, asking, meeting.Person(bob.ID).Stage)
	require.True(t, meeting.Person(carol.ID).ScreenShare)

	refused("recording.start", "1000")
	records(meeting, "IDLE", alice, carol)
	refused("livestream.start", "1900")
	streams("IDLE", alice, carol)
	done("recording.start")
	done("livestream.start")
	// The SDK answers these before the server does; what the server says then is an unhandled
	// rejection of the page, unless somebody takes it.
	refused("recording.pause", "1000")
	refused("recording.stop", "1000")
	records(meeting, "RECORDING", alice, carol)
	done("recording.pause")
	refused("recording.resume", "1000")
	refused("recording.stop", "1000")
	records(meeting, "PAUSED", alice, carol)
	done("recording.stop")
	records(meeting, "IDLE", alice, carol)
	refused("livestream.stop", "1900")
	streams("LIVESTREAMING", carol)
}

func TestLongServerSaysNothing(t *testing.T) {
	t.Parallel()
	meeting, alice, bob, carol := broadcast(t, soonUnconfirmed)
	bot := meeting.Bots(roomclient.Bots{Count: 1})[0]
	alice.Sees(bot.ID, here)
	fault(meeting, wire.GrantStageAccess, "drop")
	fault(meeting, wire.LeaveStage, "drop")
	meeting.Fault(roomclient.Fault{Event: wire.UpdateUserPreset.String(), Action: "drop", Times: 1})
	hold(meeting, alice, wire.RecordingStarted, wire.LivestreamStarted)

	for _, performing := range alice.BeginTogether(
		e2e.Command{Action: "stage.grantAccess", Target: bob.ID}, e2e.Command{Action: "stage.kick", Target: bot.ID},
		e2e.Command{Action: "stopAllScreenShares"}, e2e.Command{Action: "recording.start"}, e2e.Command{Action: "livestream.start"},
	) {
		outcome := performing.Outcome()
		require.Equal(t, "unconfirmed", outcome.Status, outcome.Action)
		for _, row := range outcome.Targets {
			require.NotEmpty(t, row.Message, outcome.Action)
		}
	}
	require.Equal(t, asking, meeting.Person(bob.ID).Stage)
	require.Equal(t, onStage, meeting.Person(bot.ID).Stage)
	require.True(t, meeting.Person(carol.ID).ScreenShare)
	require.Equal(t, 2, meeting.Person(alice.ID).Sent[permissionUpdates], "the right is given back all the same")
	mayShare(carol.Participant, "ALLOWED")

	// For all that her SDK knows both are just starting.
	records(meeting, "RECORDING", carol)
	streams("LIVESTREAMING", carol)
	alice.AwaitSnapshot(`({ recordingState, livestreamState }) => recordingState === "STARTING" && livestreamState === "STARTING"`)
	for _, action := range []string{"recording.start", "recording.stop", "recording.pause", "recording.resume"} {
		requireRefused(t, alice, action, "", recordingState)
	}
	for _, action := range []string{"livestream.start", "livestream.stop"} {
		requireRefused(t, alice, action, "", livestreamState)
	}

	// One that fails while it starts.
	meeting.Fault(roomclient.Fault{Action: "livestream"})
	streams("IDLE", alice, carol)
	performing := alice.Begin("livestream.start", "")
	streams("LIVESTREAMING", carol)
	streams("STARTING", alice)
	meeting.Fault(roomclient.Fault{Action: "livestream"})
	requireDone(t, performing.Outcome(), "livestream.start", "unconfirmed")
	streams("IDLE", alice, carol)
}

// requireOneDone requires that of two hosts who wanted the same one did it, and that the
// other was refused, unless they saw it before that.
func requireOneDone(t *testing.T, one, other e2e.Performing, action string, refusal e2e.Failure) {
	t.Helper()
	done, refused := one.Ending(), other.Ending()
	if done.Error != nil {
		done, refused = refused, done
	}
	require.Nil(t, done.Error)
	requireDone(t, done.Value, action, "confirmed")
	if refused.Error == nil {
		requireDone(t, refused.Value, action, "confirmed")
		return
	}
	require.NotEmpty(t, refused.Error.Message)
	refusal.Action, refusal.Message = action, refused.Error.Message
	require.Equal(t, refusal, *refused.Error)
}

func TestLongTwoHostsAndASlowServer(t *testing.T) {
	t.Parallel()
	meeting, alice, bob, carol := broadcast(t, e2e.AttachOptions{})
	for _, p := range []*e2e.Controls{alice, carol} {
		p.Allow("status of 409") // the browser prints what the room refuses
		p.Allow("status of 404")
	}
	bob.Allow("Unsupported concurrent calls on method: meeting.self.disableScreenShare") // the SDK's own two
	slow(meeting, append([]wire.Event{wire.RecordingCall, wire.LivestreamCall, wire.UpdateUserPreset}, stageMessages...)...)
	both := func(commands ...e2e.Command) (hers, theirs []e2e.Performing) {
		return alice.BeginTogether(commands...), carol.BeginTogether(commands...)
	}

	hers, theirs := both(
		e2e.Command{Action: "stage.grantAccess", Target: bob.ID}, e2e.Command{Action: "recording.start"}, e2e.Command{Action: "livestream.start"},
	)
	requireConfirmed(t, hers[0].Outcome(), "stage.grantAccess", bob)
	requireConfirmed(t, theirs[0].Outcome(), "stage.grantAccess", bob)
	requireOneDone(t, hers[1], theirs[1], "recording.start", recordingState)
	requireOneDone(t, hers[2], theirs[2], "livestream.start", e2e.Failure{Reason: "refused", Code: "1900"})
	records(meeting, "RECORDING", alice, carol)
	streams("LIVESTREAMING", alice, carol)
	require.Equal(t, 1, e2e.Eval[int](carol.Tab, "meeting.recording.recordings.length"))

	stands(bob, invited, alice.Participant, carol.Participant)
	bob.Do("meeting.stage.join()")
	stands(bob, onStage, alice.Participant, carol.Participant)
	bob.Await("meeting.self.roomJoined")
	shares(bob, alice.Participant, carol.Participant)
	hers, theirs = both(e2e.Command{Action: "stopScreenShare", Target: bob.ID}, e2e.Command{Action: "recording.stop"})
	for _, performing := range [][]e2e.Performing{hers, theirs} {
		requireConfirmed(t, performing[0].Outcome(), "stopScreenShare", bob)
		requireDone(t, performing[1].Outcome(), "recording.stop", "confirmed")
	}
	records(meeting, "IDLE", alice, carol)
	sharesNot(bob, alice.Participant, carol.Participant)
	mayShare(bob, "ALLOWED")
	hers, theirs = both(e2e.Command{Action: "stage.kick", Target: bob.ID})
	requireConfirmed(t, hers[0].Outcome(), "stage.kick", bob)
	requireConfirmed(t, theirs[0].Outcome(), "stage.kick", bob)
	stands(bob, offStage, alice.Participant, carol.Participant)
}

// reasonsWhileAway keeps what stands against some actions as soon as the snapshot says that
// the connection is away.
const reasonsWhileAway = `(actions) => {
	window.reasonsWhileAway = new Promise((resolve) => {
		controls.addEventListener("change", () => {
			if (controls.snapshot.connection !== "connected") resolve(actions.map((action) => controls.can(action).reason));
		});
	});
}`

// What has happened while the connection was away is proved by what is there afterwards.
func TestLongHostsConnectionBreaksInTheMiddle(t *testing.T) {
	t.Parallel()
	meeting, alice, bob, carol := broadcast(t, e2e.AttachOptions{ConfirmTimeoutMs: int(testlimit.Of(6 * time.Second).Milliseconds())})
	alice.Do(comesBackSoon)
	hold(meeting, alice,
		wire.PeerStageStatusUpdate, wire.RecordingStarted, wire.LivestreamStarted, wire.PeerProducerToggleBroadcast, wire.PeerProducerCloseBroadcast)
	performing := alice.BeginTogether(
		e2e.Command{Action: "stopScreenShare", Target: carol.ID}, e2e.Command{Action: "stage.grantAccess", Target: bob.ID},
		e2e.Command{Action: "recording.start"}, e2e.Command{Action: "livestream.start"},
	)
	stands(bob, invited, carol.Participant)
	mayShare(carol.Participant, "NOT_ALLOWED")
	sharesNot(carol.Participant)
	records(meeting, "RECORDING", carol)
	streams("LIVESTREAMING", carol)
	meeting.ClearFaults()

	alice.Do(reasonsWhileAway, []string{"recording.stop", "livestream.stop", "stopAllScreenShares", "stage.leave"})
	meeting.Cut(alice.Participant)
	require.Equal(t, []string{"offline", "offline", "offline", "offline"}, e2e.Eval[[]string](alice.Tab, "reasonsWhileAway"))
	alice.Hears("self", "roomJoined", "({ reconnected }) => reconnected")

	stopped := performing[0].Outcome()
	require.Equal(t, "unconfirmed", stopped.Status, "nobody can tell whether it stopped before")
	mayShare(carol.Participant, "ALLOWED")
	requireConfirmed(t, performing[1].Outcome(), "stage.grantAccess", bob)
	requireDone(t, performing[2].Outcome(), "recording.start", "confirmed")
	requireDone(t, performing[3].Outcome(), "livestream.start", "confirmed")
	alice.AwaitSnapshot(`({ recordingState, livestreamState, stage }) =>
		recordingState === "RECORDING" && livestreamState === "LIVESTREAMING" && stage.requests.length === 0`)
	requireConfirmed(t, alice.Perform("stage.denyAccess", bob.ID), "stage.denyAccess", bob)
	stands(bob, offStage, alice.Participant)
}
