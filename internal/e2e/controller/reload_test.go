package controller_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// The page is loaded anew before she has seen the share stop: what her page took from Bob
// is given back by the next one, also where that attaches before it joins.
func TestAReloadGivesBackWhatWasTaken(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"}).Attach(e2e.AttachOptions{})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	alice.Sees(bob.ID, here)
	for _, first := range []bool{false, true} {
		shares(bob, alice.Participant)
		for _, event := range []wire.Event{wire.PeerProducerToggleBroadcast, wire.PeerProducerCloseBroadcast} {
			meeting.Fault(roomclient.Fault{Event: event.String(), Direction: "toClient", Action: "drop", Participant: alice.ID})
		}
		alice.Begin("stopScreenShare", bob.ID)
		mayShare(bob, "NOT_ALLOWED")
		sharesNot(bob)
		alice.AwaitSnapshot(`({ pending }) => pending.length === 1`)
		alice.Reload()
		meeting.ClearFaults()
		bob.SeesNot(alice.ID)
		mayShare(bob, "NOT_ALLOWED")

		if first {
			alice.Do(`(options) => gavelPackage().then(({ loadGavel }) => loadGavel()).then((gavel) => {
				const watch = record;
				window.record = (meeting) => {
					watch(meeting);
					window.controls = follow(gavel.attach(meeting, options));
				};
			})`, e2e.AttachOptions{})
			alice.ComesBack()
		} else {
			alice.ComesBack()
			alice.Participant.Attach(e2e.AttachOptions{})
		}
		alice.Sees(bob.ID, here)
		mayShare(bob, "ALLOWED")
		require.Equal(t, 1, meeting.Person(alice.ID).Sent[permissionUpdates], "once")
	}
	shares(bob, alice.Participant)
}
