package controller_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// What a meeting, or a page, does not have is said before what a preset does not allow.
func TestWithoutTheModules(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	without := map[string]bool{"recording": false, "stage": false}
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host", Modules: without}).Attach(e2e.AttachOptions{})
	bob := meeting.Join(e2e.Who{Name: "Bob"}).Attach(e2e.AttachOptions{})
	alice.Sees(bob.ID, here)
	bob.Sees(alice.ID, here)
	unsupported := e2e.Failure{Reason: "unsupported", Code: "0010"}
	for _, action := range []string{"recording.start", "recording.stop", "recording.pause", "recording.resume", "stage.join", "stage.requestAccess"} {
		requireRefused(t, alice, action, "", unsupported)
	}
	requireRefused(t, alice, "stage.grantAccess", bob.ID, unsupported)
	for _, p := range []*e2e.Controls{alice, bob} {
		requireRefused(t, p, "livestream.start", "", unsupported)
		requireRefused(t, p, "livestream.stop", "", unsupported)
		p.AwaitSnapshot(`({ livestreamState, playbackUrl, stage }) => livestreamState === "" && playbackUrl === "" && !stage.enabled`)
	}
	alice.AwaitSnapshot(`({ recordingState }) => recordingState === ""`)
	bob.AwaitSnapshot(`({ recordingState }) => recordingState === "IDLE"`)
	noStage := e2e.Failure{Reason: "stage-disabled", Code: "2003"}
	for _, action := range []string{"stage.requestAccess", "stage.cancelRequestAccess", "stage.join", "stage.leave"} {
		requireRefused(t, bob, action, "", noStage)
	}
	for _, action := range []string{"stage.grantAccess", "stage.denyAccess", "stage.kick"} {
		requireRefused(t, bob, action, alice.ID, noStage)
	}
	requireConfirmed(t, alice.Perform("pin", bob.ID), "pin", bob.Participant)
	alice.Reaches(bob.Participant)
	for _, event := range append([]wire.Event{wire.RecordingCall, wire.LivestreamCall}, stageMessages...) {
		require.NotContains(t, meeting.Room().Received, event.String())
	}
}
