package controller_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
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

	alice.Allow("status of 500") // the browser prints what the room refuses
	fault(meeting, wire.RecordingCall, "refuse")
	require.Equal(t, "refused", alice.Refused("recording.stop", "").Reason, "the SDK leaves this refusal unhandled")
	meeting.ClearFaults()
	records(meeting, "RECORDING", alice, bob, carol)

	require.True(t, alice.CanCommand(besideOthers).Allowed)
	requireDone(t, alice.BeginTogether(besideOthers)[0].Outcome(), "recording.start", "confirmed")
	carol.Await(`meeting.recording.recordings.filter(({ state }) => state === "RECORDING").length === 2`)
	done(bob, "recording.stop", "IDLE")
	carol.Await("meeting.recording.recordings.length === 0")
	notPossible("recording.stop")
	done(bob, "recording.start", "RECORDING")
}
