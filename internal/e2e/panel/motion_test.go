package panel_test

import (
	"testing"

	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

func TestLittleMovesForWhoWishesSo(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := join(t, meeting, host)
	alice.Do("show", object{"confirmTimeoutMs": 60_000})
	bob := meeting.Bots(roomclient.Bots{Count: 1, Audio: true})[0]
	alice.shows(2)
	// It stays under way as long as it may take.
	meeting.Fault(roomclient.Fault{Event: wire.HostControlPeer.String(), Action: "drop"})
	alice.click(button("disableAudio", bob.ID))

	alice.prefers("prefers-reduced-motion", "no-preference")
	alice.turnsIn(800)
	alice.prefers("prefers-reduced-motion", "reduce")
	alice.turnsIn(4000)
}

// turnsIn waits until all that moves in the panel takes so many milliseconds for each turn.
func (p *panel) turnsIn(milliseconds float64) {
	p.t.Helper()
	p.Await(`(milliseconds) => {
		const moving = shadow().getAnimations().map(one => one.effect.getTiming().duration);
		return moving.length > 0 && moving.every(duration => duration === milliseconds);
	}`, milliseconds)
}
