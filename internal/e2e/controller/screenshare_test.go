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

// shares has somebody share a screen, and waits until others see it.
func shares(p *e2e.Participant, others ...*e2e.Participant) {
	p.Do("drawScreen(), meeting.self.enableScreenShare()")
	for _, other := range others {
		other.Sees(p.ID, "p => p.screenShareEnabled && p.screenShareTracks?.video")
	}
}

// sharesNot waits until somebody shares nothing any more, in the tabs of others too.
func sharesNot(p *e2e.Participant, others ...*e2e.Participant) {
	p.Await("!meeting.self.screenShareEnabled")
	for _, other := range others {
		other.Sees(p.ID, "p => !p.screenShareEnabled")
	}
}

// mayShare waits until somebody's SDK has this to say of their right to share.
func mayShare(p *e2e.Participant, right string) {
	p.Await("(right) => meeting.self.permissions.canProduceScreenshare === right", right)
}

const permissionUpdates = "preset.updateUserPreset"

func TestStopScreenShare(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"}).Attach(e2e.AttachOptions{})
	herself := meeting.Join(e2e.Who{Name: "Alice again", Preset: "host", UserID: alice.UserID})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	carol := meeting.Join(e2e.Who{Name: "Carol"}).Attach(e2e.AttachOptions{})
	for _, p := range []*e2e.Participant{herself, bob, carol.Participant} {
		alice.Sees(p.ID, here)
	}
	shares(bob, alice.Participant, carol.Participant)
	requireRefused(t, carol, "stopScreenShare", bob.ID, e2e.Failure{Reason: "permission", Code: "1201", Permission: "can_change_participant_permissions"})
	requireRefused(t, carol, "stopAllScreenShares", "", e2e.Failure{Reason: "permission", Code: "1201", Permission: "can_change_participant_permissions"})
	requireRefused(t, alice, "stopScreenShare", alice.ID, e2e.Failure{Reason: "is-self", Code: "1204"})
	requireRefused(t, alice, "stopScreenShare", herself.ID, e2e.Failure{Reason: "is-self", Code: "1204"})
	require.Equal(t, "unchanged", alice.Perform("stopScreenShare", carol.ID).Status)
	require.NotContains(t, meeting.Person(alice.ID).Sent, permissionUpdates)

	requireConfirmed(t, alice.Perform("stopScreenShare", bob.ID), "stopScreenShare", bob)
	require.Equal(t, 2, meeting.Person(alice.ID).Sent[permissionUpdates], "the right is given back before the outcome")
	sharesNot(bob, alice.Participant, carol.Participant)
	mayShare(bob, "ALLOWED")

	shares(bob, alice.Participant, carol.Participant)
	shares(carol.Participant, alice.Participant, bob)
	shares(alice.Participant, bob)
	shares(herself, alice.Participant)
	requireConfirmed(t, alice.Perform("stopAllScreenShares", ""), "stopAllScreenShares", bob, carol.Participant)
	sharesNot(bob, alice.Participant, carol.Participant)
	sharesNot(carol.Participant, alice.Participant, bob)
	mayShare(bob, "ALLOWED")
	mayShare(carol.Participant, "ALLOWED")
	bob.Sees(alice.ID, "p => p.screenShareEnabled")
	bob.Sees(herself.ID, "p => p.screenShareEnabled")
	require.Equal(t, "unchanged", alice.Perform("stopAllScreenShares", "").Status)
}

// With a stage the right is given back as one to ask: off stage nobody gets more than
// they had, and on stage it is as good.
func TestStopScreenShareOnTheStageOfALivestream(t *testing.T) {
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

func TestClosedControlsGiveTheRightBack(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"}).Attach(e2e.AttachOptions{})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	alice.Sees(bob.ID, here)
	shares(bob, alice.Participant)
	meeting.Fault(roomclient.Fault{Event: permissionUpdates, Action: "delay", DelayMs: int(testlimit.Of(500 * time.Millisecond).Milliseconds())})
	performing := alice.Begin("stopScreenShare", bob.ID)
	meeting.AwaitRoom("the right is being taken away", func(room roomclient.Room) bool { return room.Received[permissionUpdates] == 1 })

	alice.Do("controls.close()")

	require.Equal(t, "aborted", performing.Failure().Reason)
	sharesNot(bob)
	mayShare(bob, "ALLOWED")
	shares(bob, alice.Participant)
}

// stopUnseen has a host stop somebody's share and not see it.
func stopUnseen(meeting *e2e.Meeting, host *e2e.Controls, target *e2e.Participant) e2e.Performing {
	for _, event := range []wire.Event{wire.PeerProducerToggleBroadcast, wire.PeerProducerCloseBroadcast} {
		meeting.Fault(roomclient.Fault{Event: event.String(), Direction: "toClient", Action: "drop", Participant: host.ID})
	}
	performing := host.Begin("stopScreenShare", target.ID)
	mayShare(target, "NOT_ALLOWED")
	target.Hears("self", "screenShareUpdate", "({ screenShareEnabled }) => !screenShareEnabled")
	return performing
}

func TestWhoLeftGetsTheRightBackWhenTheyReturn(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"}).Attach(e2e.AttachOptions{})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	alice.Sees(bob.ID, here)
	shares(bob, alice.Participant)
	performing := stopUnseen(meeting, alice, bob)
	bob.Do("meeting.leave()")
	require.Equal(t, "left", performing.Outcome().Targets[0].Status)
	alice.SeesNot(bob.ID)

	bob.ComesBack()

	alice.Sees(bob.ID, here)
	mayShare(bob, "ALLOWED")
	meeting.ClearFaults()
	shares(bob, alice.Participant)
}
