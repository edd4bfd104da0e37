//go:build long

package controller_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// With a stage the right is given back as one to ask: off stage nobody gets more than
// they had, and on stage it is as good.
func TestLongStopScreenShareOnTheStageOfALivestream(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "livestream-host"}).Attach(e2e.AttachOptions{})
	bob := meeting.Join(e2e.Who{Name: "Bob", Preset: "livestream-panelist"}).Attach(e2e.AttachOptions{})
	vera := viewer(meeting)
	alice.Sees(bob.ID, here)
	alice.Sees(vera.ID, here)
	requireRefused(t, vera, "stage.requestAccess", "", e2e.Failure{Reason: "permission", Code: "2001", Permission: "stage_access"})
	does(t, bob, "stage.requestAccess", "sent")
	stands(bob.Participant, asking, alice.Participant)
	requireConfirmed(t, alice.Perform("stage.grantAccess", bob.ID), "stage.grantAccess", bob.Participant)
	does(t, bob, "stage.join", "confirmed")
	stands(bob.Participant, onStage, alice.Participant, vera.Participant)
	bob.Await("meeting.self.roomJoined")
	shares(bob.Participant, alice.Participant)

	both := e2e.Command{Action: "stopScreenShare", Targets: []string{vera.ID, bob.ID}}
	outcome := alice.BeginTogether(both)[0].Outcome()
	require.Equal(t, map[string]int{"unchanged": 1, "confirmed": 1}, byStatus(outcome))
	sharesNot(bob.Participant, alice.Participant)
	mayShare(bob.Participant, "ALLOWED")
	shares(bob.Participant, alice.Participant)
	requireConfirmed(t, alice.Perform("stopAllScreenShares", ""), "stopAllScreenShares", bob.Participant)
	sharesNot(bob.Participant, alice.Participant)
	mayShare(bob.Participant, "ALLOWED")
	requireConfirmed(t, alice.Perform("stage.kick", bob.ID), "stage.kick", bob.Participant)
	stands(bob.Participant, offStage, alice.Participant, vera.Participant)
	mayShare(bob.Participant, "CAN_REQUEST")
	mayShare(vera.Participant, "NOT_ALLOWED")
	require.Empty(t, e2e.Eval[[]any](vera.Tab, `heard("permissions", "permissionsUpdate")`), "who shared nothing is given nothing back")
}

func TestLongRightToShareIsGivenBackWhateverHappens(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"}).Attach(e2e.AttachOptions{})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	alice.Sees(bob.ID, here)

	// Bob leaves before she has seen his share stop, and comes again.
	shares(bob, alice.Participant)
	hold(meeting, alice, wire.PeerProducerToggleBroadcast, wire.PeerProducerCloseBroadcast)
	performing := alice.Begin("stopScreenShare", bob.ID)
	mayShare(bob, "NOT_ALLOWED")
	bob.Hears("self", "screenShareUpdate", "({ screenShareEnabled }) => !screenShareEnabled")
	bob.Do("meeting.leave()")
	require.Equal(t, "left", performing.Outcome().Targets[0].Status)
	alice.SeesNot(bob.ID)
	bob.ComesBack()
	alice.Sees(bob.ID, here)
	mayShare(bob, "ALLOWED")
	meeting.ClearFaults()

	// Her controls are closed while it is being stopped.
	shares(bob, alice.Participant)
	before := meeting.Room().Received[permissionUpdates]
	slow(meeting, wire.UpdateUserPreset)
	performing = alice.Begin("stopScreenShare", bob.ID)
	meeting.AwaitRoom("the right is being taken away", func(room roomclient.Room) bool { return room.Received[permissionUpdates] > before })
	alice.Do("controls.close()")
	require.Equal(t, "aborted", performing.Failure().Reason)
	sharesNot(bob, alice.Participant)
	mayShare(bob, "ALLOWED")
	shares(bob, alice.Participant)
}
