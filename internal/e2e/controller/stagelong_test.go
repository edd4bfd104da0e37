//go:build long

package controller_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

func TestLongStageActionsThatAreNotPossible(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "webinar-host"}).Attach(e2e.AttachOptions{})
	bob := meeting.Join(e2e.Who{Name: "Bob", Preset: "webinar-viewer"}).Attach(e2e.AttachOptions{})
	carol := meeting.Join(e2e.Who{Name: "Carol", Preset: "webinar-host"}).Attach(e2e.AttachOptions{})
	alice.Sees(bob.ID, here)
	alice.Sees(carol.ID, here)
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

	does(t, bob, "stage.requestAccess", "sent")
	stands(bob.Participant, asking, alice.Participant)
	requireRefused(t, alice, "stage.kick", bob.ID, wrong)
	requireRefused(t, bob, "stage.requestAccess", "", wrong)
	requireRefused(t, bob, "stage.join", "", wrong)
	requireRefused(t, bob, "stage.leave", "", wrong)
	requireConfirmed(t, alice.Perform("stage.grantAccess", bob.ID), "stage.grantAccess", bob.Participant)
	stands(bob.Participant, invited)
	requireRefused(t, alice, "stage.grantAccess", bob.ID, wrong)
	requireRefused(t, alice, "stage.kick", bob.ID, wrong)
	does(t, bob, "stage.join", "confirmed")
	stands(bob.Participant, onStage, alice.Participant)
	requireRefused(t, alice, "stage.grantAccess", bob.ID, wrong)
	requireRefused(t, alice, "stage.denyAccess", bob.ID, wrong)

	// Who need not ask is accepted at once, and nobody else is told.
	sent := meeting.Room().Received
	does(t, carol, "stage.leave", "confirmed")
	stands(carol.Participant, offStage, alice.Participant)
	requireRefused(t, alice, "stage.grantAccess", carol.ID, wrong)
	does(t, carol, "stage.requestAccess", "confirmed")
	stands(carol.Participant, invited)
	requireRefused(t, carol, "stage.cancelRequestAccess", "", wrong)
	does(t, carol, "stage.leave", "confirmed")
	does(t, carol, "stage.requestAccess", "confirmed")
	does(t, carol, "stage.join", "confirmed")
	stands(carol.Participant, onStage, alice.Participant)
	for _, event := range []wire.Event{wire.RequestStageAccess, wire.GrantStageAccess} {
		require.Equal(t, sent[event.String()], meeting.Room().Received[event.String()], event)
	}
}

func TestLongStageInAGroupCall(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "stage-host"}).Attach(e2e.AttachOptions{})
	bob := meeting.Join(e2e.Who{Name: "Bob", Preset: "stage-guest"}).Attach(e2e.AttachOptions{})
	alice.Sees(bob.ID, here)
	does(t, bob, "stage.requestAccess", "sent")
	stands(bob.Participant, asking, alice.Participant)
	requireConfirmed(t, alice.Perform("stage.grantAccess", bob.ID), "stage.grantAccess", bob.Participant)
	does(t, bob, "stage.join", "confirmed")
	stands(bob.Participant, onStage, alice.Participant)
	requireConfirmed(t, alice.Perform("stage.kick", bob.ID), "stage.kick", bob.Participant)
	stands(bob.Participant, offStage, alice.Participant)

	does(t, alice, "stage.leave", "confirmed")
	stands(alice.Participant, offStage, bob.Participant)
	alice.AwaitVerdict("disableAudio", bob.ID, `({ reason }) => reason === "media-not-joined"`)
}
