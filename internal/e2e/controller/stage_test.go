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

const (
	offStage = "OFF_STAGE"
	asking   = "REQUESTED_TO_JOIN_STAGE"
	invited  = "ACCEPTED_TO_JOIN_STAGE"
	onStage  = "ON_STAGE"
)

// stands waits until somebody stands there, in their own tab and in others.
func stands(p *e2e.Participant, status string, others ...*e2e.Participant) {
	p.Await("(status) => meeting.stage.status === status", status)
	for _, other := range others {
		other.Await("(id, status) => meeting.participants.joined.get(id)?.stageStatus === status", p.ID, status)
	}
}

// requireDone requires how an action on the whole meeting, or on oneself, ended.
func requireDone(t *testing.T, outcome e2e.Outcome, action, status string) {
	t.Helper()
	require.Equal(t, action, outcome.Action)
	require.Equal(t, status, outcome.Status, "%+v", outcome)
}

// stageMessages are those that carry out the actions of the stage.
var stageMessages = []wire.Event{
	wire.RequestStageAccess, wire.CancelStageRequest, wire.GrantStageAccess, wire.DenyStageAccess, wire.JoinStage, wire.LeaveStage,
}

func TestStageFromRequestToKick(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "webinar-host"}).Attach(e2e.AttachOptions{})
	bob := meeting.Join(e2e.Who{Name: "Bob", Preset: "webinar-viewer"}).Attach(e2e.AttachOptions{})
	carol := meeting.Join(e2e.Who{Name: "Carol", Preset: "webinar-viewer"})
	alice.Sees(carol.ID, here)
	all := []*e2e.Participant{alice.Participant, carol}
	alice.AwaitSnapshot(`({ stage }) => stage.enabled && stage.requests.length === 0`)

	requireDone(t, bob.Perform("stage.requestAccess", ""), "stage.requestAccess", "sent")
	stands(bob.Participant, asking, all...)
	alice.Await(`(id, userId) => {
		const [request, ...more] = controls.snapshot.stage.requests;
		return more.length === 0 && request?.id === id && request.userId === userId && request.name === "Bob" &&
			request.since > Date.now() - 60_000 && request.since <= Date.now();
	}`, bob.ID, bob.UserID)
	requireConfirmed(t, alice.Perform("stage.grantAccess", bob.ID), "stage.grantAccess", bob.Participant)
	stands(bob.Participant, invited, all...)
	alice.AwaitSnapshot(`({ stage }) => stage.requests.length === 0`)
	requireDone(t, bob.Perform("stage.join", ""), "stage.join", "confirmed")
	stands(bob.Participant, onStage, all...)
	bob.Do("meeting.self.enableVideo()")
	carol.Sees(bob.ID, seen)

	requireConfirmed(t, alice.Perform("stage.kick", bob.ID), "stage.kick", bob.Participant)
	stands(bob.Participant, offStage, all...)
	carol.Sees(bob.ID, "p => !p.videoEnabled")
	require.Equal(t, offStage, meeting.Person(bob.ID).Stage)

	requireDone(t, bob.Perform("stage.requestAccess", ""), "stage.requestAccess", "sent")
	stands(bob.Participant, asking, all...)
	requireConfirmed(t, alice.Perform("stage.denyAccess", bob.ID), "stage.denyAccess", bob.Participant)
	bob.Hears("stage", "stageRequestRejected", "() => true")
	stands(bob.Participant, offStage, all...)

	requireDone(t, bob.Perform("stage.requestAccess", ""), "stage.requestAccess", "sent")
	stands(bob.Participant, asking, all...)
	requireDone(t, bob.Perform("stage.cancelRequestAccess", ""), "stage.cancelRequestAccess", "sent")
	stands(bob.Participant, offStage, all...)
	alice.AwaitSnapshot(`({ stage }) => stage.requests.length === 0`)

	both := e2e.Command{Action: "stage.grantAccess", Targets: []string{carol.ID, bob.ID}}
	requireConfirmed(t, alice.BeginTogether(both)[0].Outcome(), "stage.grantAccess", bob.Participant, carol)
	stands(carol, invited, alice.Participant, bob.Participant)
	stands(bob.Participant, invited, all...)
	requireConfirmed(t, alice.Perform("stage.denyAccess", carol.ID), "stage.denyAccess", carol)
	stands(carol, offStage, alice.Participant, bob.Participant)
	requireDone(t, bob.Perform("stage.join", ""), "stage.join", "confirmed")
	stands(bob.Participant, onStage, all...)
	requireDone(t, bob.Perform("stage.leave", ""), "stage.leave", "confirmed")
	stands(bob.Participant, offStage, all...)
}

func TestStageInAGroupCall(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "stage-host"}).Attach(e2e.AttachOptions{})
	bob := meeting.Join(e2e.Who{Name: "Bob", Preset: "stage-guest"}).Attach(e2e.AttachOptions{})
	alice.Sees(bob.ID, here)
	requireDone(t, bob.Perform("stage.requestAccess", ""), "stage.requestAccess", "sent")
	stands(bob.Participant, asking, alice.Participant)
	requireConfirmed(t, alice.Perform("stage.grantAccess", bob.ID), "stage.grantAccess", bob.Participant)
	requireDone(t, bob.Perform("stage.join", ""), "stage.join", "confirmed")
	stands(bob.Participant, onStage, alice.Participant)
	requireConfirmed(t, alice.Perform("stage.kick", bob.ID), "stage.kick", bob.Participant)
	stands(bob.Participant, offStage, alice.Participant)

	requireDone(t, alice.Perform("stage.leave", ""), "stage.leave", "confirmed")
	stands(alice.Participant, offStage, bob.Participant)
	alice.AwaitVerdict("disableAudio", bob.ID, `({ reason }) => reason === "media-not-joined"`)
}

func TestStageOfALivestream(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "livestream-host"}).Attach(e2e.AttachOptions{})
	bob := meeting.Join(e2e.Who{Name: "Bob", Preset: "livestream-panelist"}).Attach(e2e.AttachOptions{})
	carol := meeting.Join(e2e.Who{Name: "Carol", Preset: "livestream-viewer"}).Attach(soonUnconfirmed)
	alice.Sees(bob.ID, here)
	alice.Sees(carol.ID, here)
	requireRefused(t, carol, "stage.requestAccess", "", e2e.Failure{Reason: "permission", Code: "2001", Permission: "stage_access"})

	requireDone(t, bob.Perform("stage.requestAccess", ""), "stage.requestAccess", "sent")
	stands(bob.Participant, asking, alice.Participant)
	requireConfirmed(t, alice.Perform("stage.grantAccess", bob.ID), "stage.grantAccess", bob.Participant)
	requireDone(t, bob.Perform("stage.join", ""), "stage.join", "confirmed")
	stands(bob.Participant, onStage, alice.Participant, carol.Participant)
	requireConfirmed(t, alice.Perform("stage.kick", bob.ID), "stage.kick", bob.Participant)
	stands(bob.Participant, offStage, alice.Participant, carol.Participant)
}

// Who need not ask is accepted at once, and nobody else is told.
func TestWhoNeedNotAskForTheStage(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "webinar-host"}).Attach(e2e.AttachOptions{})
	carol := meeting.Join(e2e.Who{Name: "Carol", Preset: "webinar-host"}).Attach(e2e.AttachOptions{})
	alice.Sees(carol.ID, here)
	requireDone(t, carol.Perform("stage.leave", ""), "stage.leave", "confirmed")
	stands(carol.Participant, offStage, alice.Participant)
	requireRefused(t, alice, "stage.grantAccess", carol.ID, e2e.Failure{Reason: "wrong-state", Code: "2006"})

	requireDone(t, carol.Perform("stage.requestAccess", ""), "stage.requestAccess", "confirmed")
	stands(carol.Participant, invited)
	requireRefused(t, carol, "stage.cancelRequestAccess", "", e2e.Failure{Reason: "wrong-state", Code: "2006"})
	requireDone(t, carol.Perform("stage.leave", ""), "stage.leave", "confirmed")
	requireDone(t, carol.Perform("stage.requestAccess", ""), "stage.requestAccess", "confirmed")
	requireDone(t, carol.Perform("stage.join", ""), "stage.join", "confirmed")
	stands(carol.Participant, onStage, alice.Participant)
	require.NotContains(t, meeting.Room().Received, wire.RequestStageAccess.String())
	require.NotContains(t, meeting.Room().Received, wire.GrantStageAccess.String())
}

func TestStageActionsThatAreNotPossible(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "webinar-host"}).Attach(e2e.AttachOptions{})
	bob := meeting.Join(e2e.Who{Name: "Bob", Preset: "webinar-viewer"}).Attach(e2e.AttachOptions{})
	alice.Sees(bob.ID, here)
	bob.Sees(alice.ID, here)
	wrong := e2e.Failure{Reason: "wrong-state", Code: "2006"}
	for _, action := range []string{"stage.denyAccess", "stage.kick"} {
		requireRefused(t, alice, action, bob.ID, wrong)
	}
	for _, action := range []string{"stage.requestAccess", "stage.cancelRequestAccess", "stage.join"} {
		requireRefused(t, alice, action, "", wrong)
	}
	for _, action := range []string{"stage.cancelRequestAccess", "stage.join", "stage.leave"} {
		requireRefused(t, bob, action, "", wrong)
	}
	for _, action := range []string{"stage.grantAccess", "stage.denyAccess", "stage.kick"} {
		requireRefused(t, bob, action, alice.ID, e2e.Failure{Reason: "permission", Code: "2001", Permission: "accept_stage_requests"})
		requireRefused(t, alice, action, alice.ID, e2e.Failure{Reason: "is-self", Code: "1204"})
		requireRefused(t, alice, action, "nobody", e2e.Failure{Reason: "no-such-participant", Code: "1204"})
	}
	alice.Reaches(bob.Participant)
	for _, event := range stageMessages {
		require.NotContains(t, meeting.Room().Received, event.String())
	}

	requireDone(t, bob.Perform("stage.requestAccess", ""), "stage.requestAccess", "sent")
	stands(bob.Participant, asking, alice.Participant)
	requireRefused(t, alice, "stage.kick", bob.ID, wrong)
	requireRefused(t, bob, "stage.requestAccess", "", wrong)
	requireRefused(t, bob, "stage.join", "", wrong)
	requireRefused(t, bob, "stage.leave", "", wrong)
	requireConfirmed(t, alice.Perform("stage.grantAccess", bob.ID), "stage.grantAccess", bob.Participant)
	stands(bob.Participant, invited)
	requireRefused(t, alice, "stage.grantAccess", bob.ID, wrong)
	requireRefused(t, alice, "stage.kick", bob.ID, wrong)
	requireDone(t, bob.Perform("stage.join", ""), "stage.join", "confirmed")
	stands(bob.Participant, onStage, alice.Participant)
	requireRefused(t, alice, "stage.grantAccess", bob.ID, wrong)
	requireRefused(t, alice, "stage.denyAccess", bob.ID, wrong)
}

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
	for _, event := range append(stageMessages, wire.RecordingCall, wire.LivestreamCall) {
		require.NotContains(t, meeting.Room().Received, event.String())
	}
}

func TestStageOfASilentAndOfASlowServer(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "webinar-host"}).Attach(soonUnconfirmed)
	bob := meeting.Join(e2e.Who{Name: "Bob", Preset: "webinar-viewer"}).Attach(soonUnconfirmed)
	carol := meeting.Join(e2e.Who{Name: "Carol", Preset: "webinar-host"}).Attach(e2e.AttachOptions{})
	bot := meeting.Bots(roomclient.Bots{Count: 1})[0]
	alice.Sees(carol.ID, here)
	alice.Sees(bot.ID, here)
	carol.Sees(bot.ID, here)
	bob.Do("meeting.stage.requestAccess()")
	stands(bob.Participant, asking, alice.Participant, carol.Participant)
	fault(meeting, wire.GrantStageAccess, "drop")
	fault(meeting, wire.LeaveStage, "drop")
	lost := alice.BeginTogether(
		e2e.Command{Action: "stage.grantAccess", Target: bob.ID},
		e2e.Command{Action: "stage.kick", Target: bot.ID},
	)
	for _, performing := range lost {
		outcome := performing.Outcome()
		require.Equal(t, "unconfirmed", outcome.Status, outcome.Action)
		require.NotEmpty(t, outcome.Targets[0].Message, outcome.Action)
	}
	require.Equal(t, asking, meeting.Person(bob.ID).Stage)
	require.Equal(t, onStage, meeting.Person(bot.ID).Stage)
	meeting.ClearFaults()

	// Slow, and two hosts at once.
	slow := int(testlimit.Of(300 * time.Millisecond).Milliseconds())
	for _, event := range stageMessages {
		meeting.Fault(roomclient.Fault{Event: event.String(), Action: "delay", DelayMs: slow})
	}
	together := func(action, target string) []e2e.Performing {
		return []e2e.Performing{alice.Begin(action, target), carol.Begin(action, target)}
	}
	for _, performing := range together("stage.grantAccess", bob.ID) {
		requireConfirmed(t, performing.Outcome(), "stage.grantAccess", bob.Participant)
	}
	stands(bob.Participant, invited, alice.Participant, carol.Participant)
	requireDone(t, bob.Perform("stage.join", ""), "stage.join", "confirmed")
	stands(bob.Participant, onStage, alice.Participant, carol.Participant)
	for _, performing := range together("stage.kick", bob.ID) {
		requireConfirmed(t, performing.Outcome(), "stage.kick", bob.Participant)
	}
	stands(bob.Participant, offStage, alice.Participant, carol.Participant)
}

func TestStageActionsAreRefusedByTheServer(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "webinar-host"}).Attach(soonUnconfirmed)
	bob := meeting.Join(e2e.Who{Name: "Bob", Preset: "webinar-viewer"}).Attach(e2e.AttachOptions{})
	alice.Sees(bob.ID, here)
	requireConfirmed(t, alice.Perform("stage.grantAccess", bob.ID), "stage.grantAccess", bob.Participant)
	stands(bob.Participant, invited, alice.Participant)
	for _, event := range stageMessages {
		fault(meeting, event, "refuse")
	}
	require.Equal(t, "unconfirmed", alice.Perform("stage.denyAccess", bob.ID).Status, "the SDK does not say that it was refused")
	require.Equal(t, "refused", bob.Refused("stage.join", "").Reason)
	require.Equal(t, invited, meeting.Person(bob.ID).Stage)
}

// A decision that was on its way when the connection broke is proved by what is seen
// when it has come back.
func TestHostsConnectionBreaksWhileInviting(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "webinar-host"}).Attach(e2e.AttachOptions{})
	bob := meeting.Join(e2e.Who{Name: "Bob", Preset: "webinar-viewer"})
	alice.Sees(bob.ID, here)
	bob.Do("meeting.stage.requestAccess()")
	stands(bob, asking, alice.Participant)
	alice.Do(comesBackSoon)
	meeting.Fault(roomclient.Fault{
		Event: wire.PeerStageStatusUpdate.String(), Direction: "toClient", Action: "drop", Participant: alice.ID, Times: 1,
	})
	performing := alice.Begin("stage.grantAccess", bob.ID)
	stands(bob, invited)
	meeting.Cut(alice.Participant)
	alice.AwaitVerdict("stage.denyAccess", bob.ID, `({ reason }) => reason === "offline"`)

	alice.Hears("self", "roomJoined", "({ reconnected }) => reconnected")
	stands(bob, invited, alice.Participant)
	requireConfirmed(t, performing.Outcome(), "stage.grantAccess", bob)
	requireConfirmed(t, alice.Perform("stage.denyAccess", bob.ID), "stage.denyAccess", bob)
	stands(bob, offStage, alice.Participant)
}
