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

// records waits until the recording has this state in the snapshots of some and in the room.
func records(meeting *e2e.Meeting, state string, people ...*e2e.Controls) {
	for _, p := range people {
		p.Await("(state) => controls.snapshot.recordingState === state", state)
	}
	meeting.AwaitRoom("recording is "+state, func(room roomclient.Room) bool { return room.Recording == state })
}

func hosts(meeting *e2e.Meeting, preset string, options e2e.AttachOptions) (alice, bob *e2e.Controls) {
	alice = meeting.Join(e2e.Who{Name: "Alice", Preset: preset}).Attach(options)
	bob = meeting.Join(e2e.Who{Name: "Bob", Preset: preset}).Attach(options)
	alice.Sees(bob.ID, here)
	bob.Sees(alice.ID, here)
	return alice, bob
}

var (
	recordingState = e2e.Failure{Reason: "wrong-state", Code: "1005"}
	besideOthers   = e2e.Command{Action: "recording.start", AllowMultiple: true}
)

func TestRecording(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice, bob := hosts(meeting, "host", e2e.AttachOptions{})
	carol := meeting.Join(e2e.Who{Name: "Carol"}).Attach(e2e.AttachOptions{})
	notPossible := func(actions ...string) {
		t.Helper()
		for _, action := range actions {
			requireRefused(t, alice, action, "", recordingState)
		}
	}
	done := func(p *e2e.Controls, action, state string) {
		t.Helper()
		requireDone(t, p.Perform(action, ""), action, "confirmed")
		records(meeting, state, alice, bob, carol)
	}
	records(meeting, "IDLE", alice, bob, carol)
	notPossible("recording.stop", "recording.pause", "recording.resume")
	for _, action := range []string{"recording.start", "recording.stop", "recording.pause", "recording.resume"} {
		requireRefused(t, carol, action, "", e2e.Failure{Reason: "permission", Code: "1001", Permission: "can_record"})
	}

	done(alice, "recording.start", "RECORDING")
	notPossible("recording.start", "recording.resume")
	done(bob, "recording.pause", "PAUSED")
	notPossible("recording.start", "recording.pause")
	done(alice, "recording.resume", "RECORDING")
	require.Equal(t, 3, meeting.Room().Received[wire.RecordingCall.String()], "what is not possible is not sent")

	require.True(t, alice.CanCommand(besideOthers).Allowed)
	requireDone(t, alice.BeginTogether(besideOthers)[0].Outcome(), "recording.start", "confirmed")
	carol.Await(`meeting.recording.recordings.filter(({ state }) => state === "RECORDING").length === 2`)
	done(bob, "recording.stop", "IDLE")
	carol.Await("meeting.recording.recordings.length === 0")
	notPossible("recording.stop")
	done(bob, "recording.start", "RECORDING")
}

// The SDK answers stop, pause and resume before the server does; what the server says
// then is an unhandled rejection of the page, unless somebody takes it.
func TestRecordingIsRefusedByTheServer(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice, bob := hosts(meeting, "host", e2e.AttachOptions{})
	alice.Allow("status of 500") // the browser prints what the room refuses
	refused := func(action, state string) {
		t.Helper()
		meeting.Fault(roomclient.Fault{Event: wire.RecordingCall.String(), Action: "refuse", Times: 1})
		failure := alice.Refused(action, "")
		require.Equal(t, e2e.Failure{Reason: "refused", Code: "1000", Action: action, Message: failure.Message}, failure)
		require.NotEmpty(t, failure.Message)
		records(meeting, state, alice, bob)
	}
	refused("recording.start", "IDLE")
	requireDone(t, alice.Perform("recording.start", ""), "recording.start", "confirmed")
	refused("recording.pause", "RECORDING")
	refused("recording.stop", "RECORDING")
	requireDone(t, alice.Perform("recording.pause", ""), "recording.pause", "confirmed")
	refused("recording.resume", "PAUSED")
	refused("recording.stop", "PAUSED")
	requireDone(t, alice.Perform("recording.stop", ""), "recording.stop", "confirmed")
	records(meeting, "IDLE", alice, bob)
}

func TestRecordingOfASilentAndOfASlowServer(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice, bob := hosts(meeting, "host", soonUnconfirmed)
	meeting.Fault(roomclient.Fault{Event: wire.RecordingStarted.String(), Direction: "toClient", Action: "drop", Participant: alice.ID})
	requireDone(t, alice.Perform("recording.start", ""), "recording.start", "unconfirmed")
	records(meeting, "RECORDING", bob)
	for _, action := range []string{"recording.start", "recording.stop", "recording.pause", "recording.resume"} {
		requireRefused(t, alice, action, "", recordingState) // for all that her SDK knows it is just starting
	}
	meeting.Fault(roomclient.Fault{
		Event: wire.RecordingCall.String(), Action: "delay", DelayMs: int(testlimit.Of(300 * time.Millisecond).Milliseconds()),
	})
	requireDone(t, bob.Perform("recording.pause", ""), "recording.pause", "confirmed")
	records(meeting, "PAUSED", alice, bob)
	requireDone(t, bob.Perform("recording.stop", ""), "recording.stop", "confirmed")
	records(meeting, "IDLE", alice, bob)
}

func TestTwoHostsRecordAtOnce(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice, bob := hosts(meeting, "host", e2e.AttachOptions{})
	for _, p := range []*e2e.Controls{alice, bob} {
		p.Allow("status of 409")
		p.Allow("status of 404")
	}
	meeting.Fault(roomclient.Fault{
		Event: wire.RecordingCall.String(), Action: "delay", DelayMs: int(testlimit.Of(300 * time.Millisecond).Milliseconds()),
	})
	first, second := alice.Begin("recording.start", ""), bob.Begin("recording.start", "")
	endings := []e2e.Attempt[e2e.Outcome]{first.Ending(), second.Ending()}
	if endings[0].Error != nil {
		endings[0], endings[1] = endings[1], endings[0]
	}
	require.Nil(t, endings[0].Error)
	requireDone(t, endings[0].Value, "recording.start", "confirmed")
	require.NotNil(t, endings[1].Error, "there is one recording only")
	require.Equal(t, "wrong-state", endings[1].Error.Reason)
	require.Equal(t, "1005", endings[1].Error.Code)
	records(meeting, "RECORDING", alice, bob)

	first, second = alice.Begin("recording.stop", ""), bob.Begin("recording.stop", "")
	requireDone(t, first.Outcome(), "recording.stop", "confirmed")
	requireDone(t, second.Outcome(), "recording.stop", "confirmed")
	records(meeting, "IDLE", alice, bob)
}

func TestHostsConnectionBreaksWhileTheRecordingStarts(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice, bob := hosts(meeting, "host", e2e.AttachOptions{})
	alice.Do(comesBackSoon)
	meeting.Fault(roomclient.Fault{Event: wire.RecordingStarted.String(), Direction: "toClient", Action: "drop", Participant: alice.ID})
	performing := alice.Begin("recording.start", "")
	records(meeting, "RECORDING", bob)
	meeting.Cut(alice.Participant)
	alice.AwaitVerdict("recording.stop", "", `({ reason }) => reason === "offline"`)

	alice.Hears("self", "roomJoined", "({ reconnected }) => reconnected")
	requireDone(t, performing.Outcome(), "recording.start", "confirmed")
	records(meeting, "RECORDING", alice)
}
