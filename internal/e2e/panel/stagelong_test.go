//go:build long

package panel_test

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

func TestLongWhoAsksStaysWhileSomebodyAims(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	bob, carol, dan := meeting.Join(viewer), meeting.Join(otherViewer), meeting.Join(e2e.Who{Name: "Dan", Preset: "webinar-viewer"})
	alice := open(t, meeting, webinarHost)
	for hand, aim := range aims {
		for _, p := range []*e2e.Participant{bob, carol, dan} {
			asksFor(alice, p)
		}
		aimed := button(letOnStage, carol.ID)
		aim(alice, aimed)
		before := e2e.Eval[[]float64](alice.Tab, buttonPlace, aimed)

		bob.Do("meeting.stage.cancelRequestAccess()")
		alice.says("[part=stage] "+row(bob.ID), "no longer asking")

		require.Equal(t, before, e2e.Eval[[]float64](alice.Tab, buttonPlace, aimed))
		carol.Do("meeting.stage.cancelRequestAccess()")
		alice.says("[part=stage] "+row(carol.ID), "no longer asking")
		if hand == "keyboard" {
			require.Equal(t, carol.ID, alice.focusIn(), "the focus stays where it was")
			alice.key(kb.Enter)
		}
		alice.turnsAway()
		alice.asking(1)
		alice.is("[part=stage] "+row(dan.ID), "row => true")
		dan.Do("meeting.stage.cancelRequestAccess()")
		alice.asking(0)
	}
	require.Zero(t, alice.sent(meeting, wire.GrantStageAccess))
}
