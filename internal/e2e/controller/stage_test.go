package controller_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
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

// does has somebody act on themselves, once it is possible.
func does(t *testing.T, p *e2e.Controls, action, status string) {
	t.Helper()
	p.AwaitVerdict(action, "", "({ allowed }) => allowed")
	requireDone(t, p.Perform(action, ""), action, status)
}

func TestAnotherFieldOfThePresetDecidesOnTheStage(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "webinar-producer"}).Attach(e2e.AttachOptions{})
	bob := meeting.Join(e2e.Who{Name: "Bob", Preset: "webinar-viewer"})
	alice.Sees(bob.ID, here)
	requireConfirmed(t, alice.Perform("stage.grantAccess", bob.ID), "stage.grantAccess", bob)
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

	does(t, bob, "stage.requestAccess", "sent")
	stands(bob.Participant, asking, all...)
	alice.Await(`(id, userId) => {
		const [request, ...more] = controls.snapshot.stage.requests;
		return more.length === 0 && request?.id === id && request.userId === userId && request.name === "Bob" &&
			request.since > Date.now() - 60_000 && request.since <= Date.now();
	}`, bob.ID, bob.UserID)
	requireConfirmed(t, alice.Perform("stage.grantAccess", bob.ID), "stage.grantAccess", bob.Participant)
	stands(bob.Participant, invited, all...)
	alice.AwaitSnapshot(`({ stage }) => stage.requests.length === 0`)
	does(t, bob, "stage.join", "confirmed")
	stands(bob.Participant, onStage, all...)
	bob.Do("meeting.self.enableVideo()")
	carol.Sees(bob.ID, seen)
	shares(bob.Participant, all...)
	requireConfirmed(t, alice.Perform("stopScreenShare", bob.ID), "stopScreenShare", bob.Participant)
	sharesNot(bob.Participant, all...)
	mayShare(bob.Participant, "ALLOWED")

	requireConfirmed(t, alice.Perform("stage.kick", bob.ID), "stage.kick", bob.Participant)
	stands(bob.Participant, offStage, all...)
	mayShare(bob.Participant, "CAN_REQUEST")
	carol.Sees(bob.ID, "p => !p.videoEnabled")
	require.Equal(t, offStage, meeting.Person(bob.ID).Stage)

	does(t, bob, "stage.requestAccess", "sent")
	stands(bob.Participant, asking, all...)
	requireConfirmed(t, alice.Perform("stage.denyAccess", bob.ID), "stage.denyAccess", bob.Participant)
	bob.Hears("stage", "stageRequestRejected", "() => true")
	stands(bob.Participant, offStage, all...)

	does(t, bob, "stage.requestAccess", "sent")
	stands(bob.Participant, asking, all...)
	does(t, bob, "stage.cancelRequestAccess", "sent")
	stands(bob.Participant, offStage, all...)
	alice.AwaitSnapshot(`({ stage }) => stage.requests.length === 0`)

	both := e2e.Command{Action: "stage.grantAccess", Targets: []string{carol.ID, bob.ID}}
	requireConfirmed(t, alice.BeginTogether(both)[0].Outcome(), "stage.grantAccess", bob.Participant, carol)
	stands(carol, invited, alice.Participant, bob.Participant)
	stands(bob.Participant, invited, all...)
	requireConfirmed(t, alice.Perform("stage.denyAccess", carol.ID), "stage.denyAccess", carol)
	stands(carol, offStage, alice.Participant, bob.Participant)
	does(t, bob, "stage.join", "confirmed")
	stands(bob.Participant, onStage, all...)
	does(t, bob, "stage.leave", "confirmed")
	stands(bob.Participant, offStage, all...)
}
