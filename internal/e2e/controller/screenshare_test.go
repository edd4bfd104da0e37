package controller_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
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

var permissionUpdates = wire.UpdateUserPreset.String()

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
