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

func TestLongAGuestGoesOnStageByTheBar(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(webinarHost)
	bob := open(t, meeting, viewer)
	bob.Sees(alice.ID, here)
	decide := func(how string) {
		t.Helper()
		alice.Sees(bob.ID, `p => p.stageStatus === "REQUESTED_TO_JOIN_STAGE"`)
		alice.Do("(how, userId) => meeting.stage[how]([userId])", how, bob.UserID)
	}
	for _, use := range hands {
		bob.Do("overhear()")
		use(bob, button(askForStage, ""))
		stands(bob.Participant, "REQUESTED_TO_JOIN_STAGE")
		bob.overhears("You have asked to come on stage")
		bob.focusIs(button(takeBack, ""))
		use(bob, button(takeBack, ""))
		stands(bob.Participant, "OFF_STAGE")
		bob.overhears("Your request is taken back")
		bob.focusIs(button(askForStage, ""))

		use(bob, button(askForStage, ""))
		decide("denyAccess")
		bob.overhears("Your request to come on stage was turned down")
		bob.focusIs(button(askForStage, ""))

		use(bob, button(askForStage, ""))
		decide("grantAccess")
		bob.overhears("You may come on stage")
		bob.focusIs(button(goOnStage, ""))
		use(bob, button(goOnStage, ""))
		stands(bob.Participant, "ON_STAGE")
		bob.focusIs(button(leaveStage, ""))
		use(bob, button(leaveStage, ""))
		stands(bob.Participant, "OFF_STAGE")
		bob.focusIs(button(askForStage, ""))
	}
}
