package controller_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// streams waits until the livestream has this state in the snapshots of some.
func streams(state string, people ...*e2e.Controls) {
	for _, p := range people {
		p.Await("(state) => controls.snapshot.livestreamState === state", state)
	}
}

func viewer(meeting *e2e.Meeting) *e2e.Controls {
	return meeting.Join(e2e.Who{Name: "Vera", Preset: "livestream-viewer"}).Attach(e2e.AttachOptions{})
}

var livestreamState = e2e.Failure{Reason: "wrong-state", Code: "1902"}

func TestLivestream(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice, bob := hosts(meeting, "livestream-host", e2e.AttachOptions{})
	vera := viewer(meeting)
	alice.AwaitSnapshot(`({ viewerCount, playbackUrl }) => viewerCount === 1 && playbackUrl === ""`)
	streams("IDLE", alice, bob, vera)
	requireRefused(t, alice, "livestream.stop", "", livestreamState)
	for _, action := range []string{"livestream.start", "livestream.stop"} {
		requireRefused(t, vera, action, "", e2e.Failure{Reason: "permission", Code: "1901", Permission: "can_livestream"})
	}
	require.NotContains(t, meeting.Room().Received, wire.LivestreamCall.String())

	requireDone(t, alice.Perform("livestream.start", ""), "livestream.start", "confirmed")
	streams("LIVESTREAMING", alice, bob, vera)
	vera.Await("(url) => url !== '' && controls.snapshot.playbackUrl === url", e2e.Eval[string](alice.Tab, "controls.snapshot.playbackUrl"))
	requireRefused(t, alice, "livestream.start", "", livestreamState)
	requireRefused(t, bob, "livestream.start", "", livestreamState)
	requireDone(t, bob.Perform("livestream.stop", ""), "livestream.stop", "confirmed")
	streams("IDLE", alice, bob, vera)
	alice.AwaitSnapshot(`({ playbackUrl }) => playbackUrl === ""`)
	requireRefused(t, bob, "livestream.stop", "", livestreamState)
	require.Equal(t, 2, meeting.Room().Received[wire.LivestreamCall.String()])
}

// The SDK says that media is joined, and refuses what needs it.
func TestAModeratorOfALivestreamHasMediaWithTheStage(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "livestream-host"}).Attach(e2e.AttachOptions{})
	mo := meeting.Join(e2e.Who{Name: "Mo", Preset: "livestream-moderator"}).Attach(e2e.AttachOptions{})
	alice.Do("meeting.self.enableAudio()")
	mo.Sees(alice.ID, here)
	require.True(t, e2e.Eval[bool](mo.Tab, "meeting.self.roomJoined"))
	without := e2e.Failure{Reason: "media-not-joined", Code: "1205"}
	for _, action := range []string{"disableAudio", "disableVideo", "pin"} {
		requireRefused(t, mo, action, alice.ID, without)
	}
	for _, action := range []string{"disableAllAudio", "disableAllVideo"} {
		requireRefused(t, mo, action, "", without)
	}
	require.Contains(t, mo.Can("pin", alice.ID).Message, "stage")

	does(t, mo, "stage.requestAccess", "sent")
	stands(mo.Participant, asking, alice.Participant)
	requireConfirmed(t, alice.Perform("stage.grantAccess", mo.ID), "stage.grantAccess", mo.Participant)
	does(t, mo, "stage.join", "confirmed")
	mo.Sees(alice.ID, heard)
	requireConfirmed(t, mo.Perform("disableAudio", alice.ID), "disableAudio", alice.Participant)
	does(t, mo, "stage.leave", "confirmed")
	requireConfirmed(t, mo.Perform("pin", alice.ID), "pin", alice.Participant)
}

// keepPrinted has a page keep all that is printed from now on.
const keepPrinted = `{
	window.printed = [];
	for (const level of ["debug", "log", "info", "warn", "error"]) {
		const print = console[level];
		console[level] = (...args) => {
			printed.push(args.map((arg) => arg instanceof Error ? arg.stack : typeof arg === "object" ? JSON.stringify(arg) : String(arg)).join(" "));
			print.apply(console, args);
		};
	}
}`

// The key of a livestream from an encoder lets anybody stream: nobody is told it.
func TestStreamKeyStaysWithTheSDK(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "livestream-host"})
	alice.Do(keepPrinted)
	controls := alice.Attach(e2e.AttachOptions{})
	alice.Allow("status of 500")
	startFromEncoder := func() {
		alice.Do("meeting.livestream.start({ manualIngestion: true })")
		streams("WAITING_ON_MANUAL_INGESTION", controls)
	}
	startFromEncoder()
	requireRefused(t, controls, "livestream.start", "", livestreamState)
	requireDone(t, controls.Perform("livestream.stop", ""), "livestream.stop", "confirmed")
	streams("IDLE", controls)

	startFromEncoder()
	key := e2e.Eval[string](alice.Tab, "meeting.livestream.ingestionCredentials.streamKey")
	require.NotEmpty(t, key)
	fault(meeting, wire.LivestreamCall, "refuse")
	failure := controls.Refused("livestream.stop", "")
	require.Equal(t, "refused", failure.Reason)
	require.Equal(t, "1900", failure.Code)
	said := e2e.Eval[string](alice.Tab, "JSON.stringify([controls.snapshot, told, printed])") + failure.Message
	require.Contains(t, said, "livestreamState")
	require.False(t, strings.Contains(said, key), "the key is told")
	require.False(t, strings.Contains(said, "ingest"), "so are its credentials")
}
