package panel_test

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
	"github.com/gavel-rtc/gavel/internal/testlimit"
)

const (
	letIn       = "acceptWaitingRoomRequest"
	turnAway    = "rejectWaitingRoomRequest"
	letAllIn    = "acceptAllWaitingRoomRequest"
	turnAllAway = "rejectAllWaitingRoomRequest"
)

// guestAtTheDoor is how somebody joins who has to be let in.
var guestAtTheDoor = e2e.Who{Name: "Ann", Preset: "waiting-guest"}

// soonUnconfirmed is short enough for tests in which nothing is to be seen.
var soonUnconfirmed = object{"confirmTimeoutMs": int(testlimit.Of(1500 * time.Millisecond).Milliseconds())}

// queues waits until so many people are in the queue, which with nobody is not there.
func (p *panel) queues(people int) {
	p.t.Helper()
	p.Await(`(people) => people === 0
		? !find("[part=waiting]")
		: find("[part=waiting] [data-participant]")?.getAttribute("aria-setsize") === String(people)`, people)
}

// queueWith opens the panel of a host while bots wait, and waits until they are in the queue.
func queueWith(t *testing.T, meeting *e2e.Meeting, count int, options object) (*panel, []roomclient.Bot) {
	t.Helper()
	bots := meeting.Bots(roomclient.Bots{Count: count, Knock: true})
	alice := join(t, meeting, host)
	alice.Do("show", options)
	alice.queues(count)
	alice.Do("overhear()")
	return alice, bots
}

// mayLetIn gives somebody the right to let people in, or takes it away.
func mayLetIn(by *e2e.Participant, id string, may bool) {
	by.Await("(id) => meeting.participants.joined.has(id)", id)
	by.Do("(id, may) => meeting.participants.updatePermissions([id], { acceptWaitingRequests: may })", id, may)
}

func inside(room roomclient.Room, id string) bool {
	_, is := room.Person(id)
	return is
}

func TestWhoWaitsIsLetInOrTurnedAway(t *testing.T) {
	t.Parallel()
	hands.inEach(t, func(t *testing.T, meeting *e2e.Meeting, _ string, use way) {
		alice := open(t, meeting, host)
		alice.queues(0)
		alice.Do("overhear()")
		ann := meeting.Join(guestAtTheDoor)
		alice.overhears("Ann waits to be let in")
		alice.queues(1)
		alice.says("[part=header]", "1 waiting")

		use(alice, button(turnAway, ann.ID))
		ann.Await(`meeting.self.roomState === "rejected"`)
		alice.overhears("Ann was turned away")
		alice.queues(0)
		alice.focusIsNotLost()

		ann.Rejoin(guestAtTheDoor)
		meeting.Bots(roomclient.Bots{Count: 2, Knock: true})
		alice.queues(3)
		use(alice, button(turnAllAway, ""))
		alice.asks(turnAllAway, "Turn everybody away who waits?", "3 people are turned away")
		alice.key(kb.Escape)
		alice.asksNothing()
		alice.focusIs(button(turnAllAway, ""))
		use(alice, button(turnAllAway, ""))
		use(alice, "[data-cancel]")
		alice.asksNothing()
		require.Len(t, meeting.Room().Waiting, 3)
		require.Equal(t, "waitlisted", e2e.Eval[string](ann.Tab, "meeting.self.roomState"))
		use(alice, button(turnAllAway, ""))
		use(alice, "[data-confirm]")
		ann.Await(`meeting.self.roomState === "rejected"`)
		alice.overhears("3 turned away")
		alice.queues(0)
		alice.focusIsNotLost()
		require.Empty(t, meeting.Room().Waiting)
		require.Len(t, meeting.Room().Participants, 1)

		ann.Rejoin(guestAtTheDoor)
		bots := meeting.Bots(roomclient.Bots{Count: 2, Knock: true})
		alice.queues(3)
		use(alice, button(letIn, bots[0].ID))
		alice.overhears(bots[0].Name + " was let in")
		use(alice, button(letAllIn, ""))
		ann.Await(`meeting.self.roomState === "joined"`)
		alice.overhears("2 let in")
		alice.queues(0)
		alice.focusIsNotLost()
		alice.shows(4)

		ann.Do("meeting.leave()")
		ann.Rejoin(guestAtTheDoor)
		alice.queues(1)
		use(alice, button(letIn, ann.ID))
		ann.Await(`meeting.self.roomState === "joined"`)
		alice.overhears("Ann was let in")
		alice.queues(0)
		alice.focusIsNotLost()
		require.Empty(t, meeting.Room().Waiting)
		require.True(t, inside(meeting.Room(), ann.ID))
	})
}

// SDK 2.0.2 does not tell that the server refused: all there is to say is that nothing was seen.
func TestTheServerDoesNotDecideAboutWhoWaits(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice, bots := queueWith(t, meeting, 2, soonUnconfirmed)
	for _, round := range []struct {
		accept, deny string
		use          func(p *panel, selector string)
	}{
		{"refuse", "drop", (*panel).click},
		{"drop", "refuse", (*panel).keyboard},
	} {
		meeting.Fault(roomclient.Fault{Event: wire.AcceptWaitingRoomRequests.String(), Action: round.accept})
		meeting.Fault(roomclient.Fault{Event: wire.DenyWaitingRoomRequests.String(), Action: round.deny})
		in, away := button(letIn, bots[0].ID), button(turnAway, bots[1].ID)

		round.use(alice, in)
		round.use(alice, away)

		for _, pressed := range []string{in, away} {
			alice.is(pressed, "button => button.dataset.mark === 'unconfirmed' && button.ariaBusy !== 'true'")
			require.Equal(t, "No effect was seen in time.", e2e.Eval[string](alice.Tab, "description", pressed))
		}
		alice.says(row(bots[0].ID), "Let in: No effect was seen in time.")
		alice.says(row(bots[1].ID), "Turn away: No effect was seen in time.")
		alice.announces("alert", bots[1].Name+": no effect was seen")
		alice.says("[part=notice]", bots[1].Name+": no effect was seen")
		require.Len(t, meeting.Room().Waiting, 2)
		meeting.ClearFaults()
	}
	alice.click(button(letIn, bots[0].ID))
	alice.overhears(bots[0].Name + " was let in")
	alice.keyboard(button(turnAway, bots[1].ID))
	alice.overhears(bots[1].Name + " was turned away")
	alice.queues(0)
}

func TestTheServerIsSlowToLetIn(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice, bots := queueWith(t, meeting, 3, soonUnconfirmed)
	for i, use := range []func(p *panel, selector string){(*panel).click, (*panel).keyboard} {
		in := button(letIn, bots[i].ID)
		meeting.Fault(roomclient.Fault{Event: wire.AcceptWaitingRoomRequests.String(), Action: "stall", Participant: alice.ID})
		use(alice, in)
		alice.is(in, "button => button.ariaBusy === 'true' && button.dataset.mark === undefined")
		require.Equal(t, "Working…", e2e.Eval[string](alice.Tab, "description", in))
		if i == 1 { // slower than the panel waits
			alice.is(in, "button => button.ariaBusy !== 'true' && button.dataset.mark === 'unconfirmed'")
		}

		meeting.ClearFaults()

		alice.shows(i + 2)
		if i == 0 {
			alice.overhears(bots[i].Name + " was let in")
		}
		require.True(t, inside(meeting.Room(), bots[i].ID))
	}
	alice.press(kb.Tab, button("leave", ""), tabStops) // while the keyboard is at a row, it stays
	alice.queues(1)
	alice.Await(`findAll("[part=waiting] [data-mark=unconfirmed], [part=waiting] [data-mark=failed]").length === 0`)
}

// Without the right SDK 2.0.2 forgets who waits, and asks again once it is back.
func TestTheRightToLetInIsWithdrawn(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	dan := meeting.Join(e2e.Who{Name: "Dan", Preset: "host"})
	alice, bots := queueWith(t, meeting, 2, object{})
	const reason = "Your preset does not grant accept_waiting_requests."

	alice.reach(button(letIn, bots[1].ID))
	mayLetIn(dan, alice.ID, false)
	alice.queues(0)
	alice.focusIs("[part=title]")
	alice.overhears("What you may do here has changed.")

	for _, use := range hands {
		mayLetIn(dan, alice.ID, true)
		alice.queues(2)
		use(alice, button(turnAllAway, ""))
		alice.asks(turnAllAway, "2 people")
		mayLetIn(dan, alice.ID, false)
		alice.is("[data-confirm]", "button => button.ariaDisabled === 'true'")
		alice.says("dialog", reason)
		use(alice, "[data-confirm]")
		require.True(t, e2e.Eval[bool](alice.Tab, `find("dialog").open`))
		alice.key(kb.Escape)
		alice.asksNothing()
		alice.queues(0)
		alice.focusIs("[part=title]")
	}
	require.Zero(t, alice.sent(meeting, wire.DenyWaitingRoomRequests))
	require.Len(t, meeting.Room().Waiting, 2)
	mayLetIn(dan, alice.ID, true)
	alice.queues(2)
	alice.click(button(letIn, bots[1].ID))
	alice.overhears(bots[1].Name + " was let in")
}

func TestTheRightToLetInIsGranted(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	dan := meeting.Join(e2e.Who{Name: "Dan", Preset: "host"})
	bots := meeting.Bots(roomclient.Bots{Count: 2, Knock: true})
	bob := open(t, meeting, e2e.Who{Name: "Bob"})
	bob.queues(0)

	mayLetIn(dan, bob.ID, true)

	bob.queues(2)
	bob.click(button(letIn, bots[0].ID))
	meeting.AwaitRoom("one is inside", func(room roomclient.Room) bool { return inside(room, bots[0].ID) })
	bob.keyboard(button(letIn, bots[1].ID))
	meeting.AwaitRoom("both are inside", func(room roomclient.Room) bool { return inside(room, bots[1].ID) })
	bob.queues(0)
	bob.focusIsNotLost()
}

func TestWhoWaitsGivesUpWithTheFocus(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice, bots := queueWith(t, meeting, 3, object{})
	alice.reach(button(letIn, bots[1].ID))

	meeting.TellBot(bots[1].ID, object{"leave": true})

	alice.says(row(bots[1].ID), "no longer waiting")
	require.Equal(t, bots[1].ID, alice.focusIn(), "the focus stays where it was")
	alice.key(kb.Enter)
	require.Zero(t, alice.sent(meeting, wire.AcceptWaitingRoomRequests))
	alice.key(kb.ArrowDown)
	require.Contains(t, []string{bots[0].ID, bots[2].ID}, alice.focusIn())
	alice.focusIs(button(letIn, alice.focusIn()))

	meeting.TellBot(bots[0].ID, object{"leave": true})
	meeting.TellBot(bots[2].ID, object{"leave": true})
	alice.queues(0)
	alice.focusIs("[part=title]")

	bots = meeting.Bots(roomclient.Bots{Count: 1, Knock: true})
	alice.queues(1)
	alice.reach(button(letAllIn, ""))
	meeting.TellBot(bots[0].ID, object{"leave": true})
	alice.queues(0)
	alice.focusIs("[part=title]")
}

func TestWhoWaitsGivesUpWhileAsked(t *testing.T) {
	t.Parallel()
	hands.inEach(t, func(t *testing.T, meeting *e2e.Meeting, _ string, use way) {
		alice, bots := queueWith(t, meeting, 2, object{})
		use(alice, button(turnAllAway, ""))
		alice.asks(turnAllAway, "2 people")

		meeting.TellBot(bots[0].ID, object{"leave": true})
		alice.says("dialog", "1 person is turned away")
		meeting.TellBot(bots[1].ID, object{"leave": true})

		alice.is("[data-confirm]", "button => button.ariaDisabled === 'true'")
		alice.says("dialog", "Nobody waits any more.")
		use(alice, "[data-confirm]")
		require.True(t, e2e.Eval[bool](alice.Tab, `find("dialog").open`))
		require.Zero(t, alice.sent(meeting, wire.DenyWaitingRoomRequests))
		use(alice, "[data-cancel]")
		alice.asksNothing()
		alice.queues(0)
		alice.focusIs("[part=title]")
	})
}

func TestTheConnectionIsLostWhileLettingIn(t *testing.T) {
	t.Parallel()
	hands.inEach(t, func(t *testing.T, meeting *e2e.Meeting, _ string, use way) {
		alice, bots := queueWith(t, meeting, 3, soonUnconfirmed)
		meeting.Fault(roomclient.Fault{Event: wire.AcceptWaitingRoomRequests.String(), Action: "drop"})
		use(alice, button(letIn, bots[0].ID))
		alice.is(button(letIn, bots[0].ID), "button => button.ariaBusy === 'true'")

		alice.cut(meeting)
		alice.is(button(letIn, bots[1].ID), "button => button.ariaDisabled === 'true'")
		require.Equal(t, "The connection to the meeting is away.", e2e.Eval[string](alice.Tab, "description", button(letIn, bots[1].ID)))
		meeting.TellBot(bots[1].ID, object{"leave": true})
		late := meeting.Bots(roomclient.Bots{Count: 1, Knock: true})[0]

		meeting.ClearFaults()
		alice.announces("status", "The connection is back.")
		alice.focusIsNotLost()
		alice.hover("[part=title]")
		alice.reach(button("leave", ""))
		alice.queues(3)
		alice.Await("(ids) => JSON.stringify(findAll('[part=waiting] [data-participant]').map((row) => row.dataset.participant).sort()) === JSON.stringify(ids.sort())",
			[]string{bots[0].ID, bots[2].ID, late.ID})
		use(alice, button(letIn, bots[0].ID))
		meeting.AwaitRoom("let in", func(room roomclient.Room) bool { return inside(room, bots[0].ID) })
		alice.shows(2)
		use(alice, button(letAllIn, ""))
		meeting.AwaitRoom("all let in", func(room roomclient.Room) bool { return len(room.Waiting) == 0 && inside(room, late.ID) })
		alice.queues(0)
	})
}

func TestTwoHostsDecideAboutOnePerson(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice, bots := queueWith(t, meeting, 3, object{})
	dan := open(t, meeting, e2e.Who{Name: "Dan", Preset: "host"})
	dan.queues(3)
	dan.Do("overhear()")
	both, decided := bots[0], bots[1]

	// Neither sees what the other has asked for.
	meeting.Fault(roomclient.Fault{Event: wire.AcceptWaitingRoomRequests.String(), Action: "stall"})
	alice.click(button(letIn, both.ID))
	dan.keyboard(button(letIn, both.ID))
	meeting.ClearFaults()
	for _, p := range []*panel{alice, dan} {
		p.overhears(both.Name + " was let in")
	}

	meeting.Fault(roomclient.Fault{Event: wire.DenyWaitingRoomRequests.String(), Action: "stall", Participant: alice.ID})
	alice.click(button(turnAway, decided.ID))
	dan.click(button(letIn, decided.ID))
	dan.overhears(decided.Name + " was let in")
	meeting.ClearFaults()
	alice.overhears("Turn away – " + decided.Name + ": Somebody else let them in.")
	require.True(t, inside(meeting.Room(), decided.ID))
	for _, p := range []*panel{alice, dan} {
		p.hover("[part=title]")
		p.reach(button("leave", ""))
		p.queues(1)
		p.Await(`findAll("[data-mark=failed], [data-busy]").length === 0`)
	}
}
