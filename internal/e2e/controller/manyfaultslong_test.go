//go:build long

package controller_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// Of twenty the first eight were sent, and are not answered. What became of each of the others says
// whether anything was sent to them.
func TestLongFaultsInTheMiddleOfMany(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]struct {
		happens func(meeting *e2e.Meeting, alice *e2e.Controls)
		sent    int    // of the eight, on the connection that there is in the end
		goesOn  bool   // with the others, or does perhaps: a connection may be back in time
		code    string // of those of the others to whom nothing was sent; nothing: all of it is aborted
	}{
		"the connection is cut": {
			func(meeting *e2e.Meeting, alice *e2e.Controls) {
				alice.Allow("WebSocket is already in CLOSING or CLOSED state")
				meeting.Cut(alice.Participant)
			},
			0, true, "0012",
		},
		"the right is withdrawn": {
			func(meeting *e2e.Meeting, alice *e2e.Controls) {
				dan := meeting.Join(e2e.Who{Name: "Dan", Preset: "host"})
				dan.Sees(alice.ID, here)
				dan.Do(updatePermissions, alice.ID, object{"disableParticipantAudio": false})
			},
			8, false, "1201",
		},
		"the page is hidden": {
			func(_ *e2e.Meeting, alice *e2e.Controls) { alice.Hide() },
			8, true, "nobody",
		},
		"the controls are closed": {
			func(_ *e2e.Meeting, alice *e2e.Controls) { alice.Do("controls.close()") },
			8, false, "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			meeting := rig.Meeting(t)
			alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"}).Attach(soonUnconfirmed)
			ids := crowd(meeting, alice, 20)
			meeting.Fault(roomclient.Fault{Event: wire.HostControlPeer.String(), Action: "drop"})
			performing := alice.BeginTogether(e2e.Command{Action: "disableAudio", Targets: ids})[0]
			sent := func() int { return meeting.Person(alice.ID).Sent[wire.HostControlPeer.String()] }
			meeting.AwaitRoom("eight were sent", func(roomclient.Room) bool { return sent() >= 8 })
			fault.happens(meeting, alice)
			want := fault.sent
			if fault.code == "" {
				require.Equal(t, "aborted", performing.Failure().Reason)
			} else {
				for i, row := range performing.Outcome().Targets {
					switch {
					case i < 8:
						require.Equal(t, "unconfirmed", row.Status)
					case fault.goesOn && row.Status == "unconfirmed":
						want++
					default:
						require.Equal(t, "failed "+fault.code, row.Status+" "+row.Code, "%d", i)
					}
				}
			}
			alice.Await("meeting.self.roomState === 'joined' && meeting.meta.socketState.state === 'connected'")
			alice.Do(`meeting.chat.sendTextMessage("all before has arrived")`)
			meeting.AwaitRoom("that has arrived", func(roomclient.Room) bool {
				return meeting.Person(alice.ID).Sent[wire.SendMessageToRoom.String()] > 0
			})
			require.Equal(t, want, sent())
		})
	}
}
