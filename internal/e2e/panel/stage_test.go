package panel_test

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

const (
	letOnStage   = "stage.grantAccess"
	keepOffStage = "stage.denyAccess"
	takeOffStage = "stage.kick"
	askForStage  = "stage.requestAccess"
	takeBack     = "stage.cancelRequestAccess"
	goOnStage    = "stage.join"
	leaveStage   = "stage.leave"
)

var (
	webinarHost = e2e.Who{Name: "Alice", Preset: "webinar-host"}
	viewer      = e2e.Who{Name: "Bob", Preset: "webinar-viewer"}
	otherViewer = e2e.Who{Name: "Carol", Preset: "webinar-viewer"}
)

// stands waits until somebody's own SDK has them there.
func stands(p *e2e.Participant, status string) {
	p.Await("(status) => meeting.stage.status === status", status)
}

// asksFor has somebody ask for the stage, and waits until a panel has them in its queue.
func asksFor(stage *panel, p *e2e.Participant) {
	p.Do("meeting.stage.requestAccess()")
	stage.is("[part=stage] "+row(p.ID), "row => true")
}

// asking waits until so many people are in the queue of the stage, which with nobody is not there.
func (p *panel) asking(people int) {
	p.t.Helper()
	p.Await(`(people) => people === 0
		? !find("[part=stage]")
		: find("[part=stage] [data-participant]")?.getAttribute("aria-setsize") === String(people)`, people)
}

// turnsAway has the pointer and the keyboard leave the queues, in which nobody moves until then.
func (p *panel) turnsAway() {
	p.t.Helper()
	p.hover("[part=title]")
	p.reach(button("leave", ""))
}

// chooses uses an item of somebody's menu, as hand does.
func (p *panel) chooses(hand string, use way, action, id string) {
	p.t.Helper()
	use(p, "[role=grid] "+more(id))
	p.is("[role=menu]:popover-open", "menu => true")
	choices[hand](p, action)
	p.closedMenu()
}

func TestWhoAsksComesOnStage(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	bob, carol := meeting.Join(viewer), meeting.Join(otherViewer)
	alice := open(t, meeting, webinarHost)
	alice.shows(3)
	alice.asking(0)
	for hand, use := range hands {
		alice.Do("overhear()")
		asksFor(alice, bob)
		alice.overhears("Bob asks to come on stage")
		asksFor(alice, carol)
		alice.asking(2)
		require.Equal(t, bob.ID, e2e.Eval[string](alice.Tab, `find("[part=stage] [data-participant]").dataset.participant`), "who asks longest is first")
		use(alice, button(letOnStage, bob.ID))
		stands(bob, "ACCEPTED_TO_JOIN_STAGE")
		alice.overhears("Bob may come on stage")
		bob.Do("meeting.stage.join()")
		alice.says("[role=grid] "+row(bob.ID), "on stage")

		use(alice, button(keepOffStage, carol.ID))
		stands(carol, "OFF_STAGE")
		alice.overhears("Carol stays off stage")
		alice.focusIsNotLost()
		alice.turnsAway()
		alice.asking(0)

		alice.chooses(hand, use, takeOffStage, bob.ID) // in a webinar nobody loses anything for good
		stands(bob, "OFF_STAGE")
		alice.overhears("Bob is off stage")
		alice.chooses(hand, use, letOnStage, bob.ID)
		stands(bob, "ACCEPTED_TO_JOIN_STAGE")
		alice.says("[role=grid] "+row(bob.ID), "invited on stage")
		alice.chooses(hand, use, keepOffStage, bob.ID)
		stands(bob, "OFF_STAGE")
		alice.overhears("Bob stays off stage")
		alice.focusIs("[role=grid] " + more(bob.ID))
	}
}

// In a group call whoever leaves the stage loses audio and video for good: the panel says so first.
func TestTheStageOfAGroupCallIsLeftForGood(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	bob := meeting.Join(e2e.Who{Name: "Bob", Preset: "stage-guest"})
	alice := open(t, meeting, e2e.Who{Name: "Alice", Preset: "stage-host"})
	asksFor(alice, bob)
	alice.click(button(letOnStage, bob.ID))
	stands(bob, "ACCEPTED_TO_JOIN_STAGE")
	bob.Do("meeting.stage.join()")
	alice.says("[role=grid] "+row(bob.ID), "on stage")
	alice.turnsAway()

	for hand, use := range hands {
		alice.chooses(hand, use, takeOffStage, bob.ID)
		alice.asks(takeOffStage, "Take Bob off stage?", "audio and video for good")
		use(alice, "[data-cancel]")
		alice.asksNothing()
		alice.focusIs("[role=grid] " + more(bob.ID))
		use(alice, button(leaveStage, ""))
		alice.asks(leaveStage, "Leave the stage?", "muting, pinning and deciding about the stage")
		alice.key(kb.Escape)
		alice.asksNothing()
		alice.focusIs(button(leaveStage, ""))
	}
	require.Zero(t, alice.sent(meeting, wire.LeaveStage))
	alice.chooses("mouse", (*panel).click, takeOffStage, bob.ID)
	alice.click("[data-confirm]")
	stands(bob, "OFF_STAGE")
	alice.announces("status", "Bob is off stage")
	alice.keyboard(button(leaveStage, ""))
	alice.keyboard("[data-confirm]")
	stands(alice.Participant, "OFF_STAGE")
	alice.focusIs(button(askForStage, ""))
}
