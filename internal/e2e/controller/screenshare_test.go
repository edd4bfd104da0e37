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
func TestStopScreenShareOnStage(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"webinar", "livestream"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			meeting := rig.Meeting(t)
			alice := meeting.Join(e2e.Who{Name: "Alice", Preset: kind + "-host"}).Attach(e2e.AttachOptions{})
			bob := meeting.Join(e2e.Who{Name: "Bob", Preset: kind + "-panelist"})
			vera := meeting.Join(e2e.Who{Name: "Vera", Preset: "livestream-viewer"})
			alice.Sees(bob.ID, here)
			alice.Sees(vera.ID, here)
			requireConfirmed(t, alice.Perform("stage.grantAccess", bob.ID), "stage.grantAccess", bob)
			bob.Await(`meeting.stage.status === "ACCEPTED_TO_JOIN_STAGE"`)
			bob.Do("meeting.stage.join()")
			stands(bob, onStage, alice.Participant)
			bob.Await("meeting.self.roomJoined")
			shares(bob, alice.Participant)

			both := e2e.Command{Action: "stopScreenShare", Targets: []string{vera.ID, bob.ID}}
			outcome := alice.BeginTogether(both)[0].Outcome()
			require.Equal(t, map[string]int{"unchanged": 1, "confirmed": 1}, byStatus(outcome))
			sharesNot(bob, alice.Participant)
			mayShare(bob, "ALLOWED")
			shares(bob, alice.Participant)
			requireConfirmed(t, alice.Perform("stopAllScreenShares", ""), "stopAllScreenShares", bob)
			sharesNot(bob, alice.Participant)
			requireConfirmed(t, alice.Perform("stage.kick", bob.ID), "stage.kick", bob)
			stands(bob, offStage)
			mayShare(bob, "CAN_REQUEST")
			mayShare(vera, "NOT_ALLOWED")
			require.Empty(t, e2e.Eval[[]any](vera.Tab, `heard("permissions", "permissionsUpdate")`), "who shared nothing is given nothing back")
		})
	}
}

func TestStopScreenShareIsLostRefusedOrSlow(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"}).Attach(soonUnconfirmed)
	dave := meeting.Join(e2e.Who{Name: "Dave", Preset: "host"}).Attach(soonUnconfirmed)
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	alice.Sees(dave.ID, here)
	shares(bob, alice.Participant, dave.Participant)
	alice.Allow("refused by a fault") // the SDK leaves the answer to its own message unhandled
	meeting.Fault(roomclient.Fault{Event: permissionUpdates, Action: "drop", Participant: dave.ID, Times: 1})
	meeting.Fault(roomclient.Fault{Event: permissionUpdates, Action: "refuse", Participant: alice.ID})
	for _, performing := range []e2e.Performing{alice.Begin("stopScreenShare", bob.ID), dave.Begin("stopAllScreenShares", "")} {
		outcome := performing.Outcome()
		require.Equal(t, "unconfirmed", outcome.Status, outcome.Action)
		require.NotEmpty(t, outcome.Targets[0].Message)
	}
	require.True(t, meeting.Person(bob.ID).ScreenShare)
	require.Equal(t, 2, meeting.Person(dave.ID).Sent[permissionUpdates], "given back all the same")
	mayShare(bob, "ALLOWED")
	meeting.ClearFaults()

	// Slow, and two hosts at once.
	meeting.Fault(roomclient.Fault{Event: permissionUpdates, Action: "delay", DelayMs: int(testlimit.Of(300 * time.Millisecond).Milliseconds())})
	first, second := alice.Begin("stopScreenShare", bob.ID), dave.Begin("stopScreenShare", bob.ID)
	requireConfirmed(t, first.Outcome(), "stopScreenShare", bob)
	requireConfirmed(t, second.Outcome(), "stopScreenShare", bob)
	sharesNot(bob, alice.Participant, dave.Participant)
	mayShare(bob, "ALLOWED")
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
	sharesNot(target)
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

func TestHostsConnectionBreaksWhileAShareIsStopped(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"}).Attach(e2e.AttachOptions{})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	alice.Sees(bob.ID, here)
	shares(bob, alice.Participant)
	alice.Do(comesBackSoon)
	performing := stopUnseen(meeting, alice, bob)
	meeting.Cut(alice.Participant)

	alice.Hears("self", "roomJoined", "({ reconnected }) => reconnected")
	require.Contains(t, []string{"confirmed", "unconfirmed"}, performing.Outcome().Status)
	mayShare(bob, "ALLOWED")
	shares(bob, alice.Participant)
}
