package panel_test

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

const (
	queueRows = `findAll("[part=waiting] [data-participant]")`
	// mostQueueRows is how many rows there are at most: those in sight, some spare ones, and the one with the tab stop.
	mostQueueRows  = `Math.ceil(find("[role=list]").clientHeight / find("[part=waiting] [data-participant]").offsetHeight) + 1 + 2 * 4 + 1`
	lastQueuePlace = `Math.max(...` + queueRows + `.map((row) => Number(row.getAttribute("aria-posinset"))))`
)

func TestManyWait(t *testing.T) {
	t.Parallel()
	const many = 500
	meeting := rig.Meeting(t)
	alice, _ := queueWith(t, meeting, many, object{})
	most := e2e.Eval[int](alice.Tab, mostQueueRows)
	require.Less(t, most, 20)
	require.LessOrEqual(t, e2e.Eval[int](alice.Tab, queueRows+".length"), most)

	for _, place := range []int{100, 300, many} {
		alice.Do(`(place) => { const list = find("[role=list]"); list.scrollTop = list.scrollHeight * place / 500 }`, place)
		alice.Await("(place) => "+lastQueuePlace+" >= place && "+queueRows+".some((row) => Number(row.getAttribute('aria-posinset')) < place)", place)
		require.LessOrEqual(t, e2e.Eval[int](alice.Tab, queueRows+".length"), most)
	}

	alice.press(kb.Tab, `[role=list] [tabindex="0"]`, tabStops)
	alice.key(kb.Home, kb.ArrowDown, kb.ArrowDown, kb.ArrowDown, kb.ArrowDown, kb.ArrowDown)
	const place = `Number(shadow().activeElement.closest("[data-participant]").getAttribute("aria-posinset"))`
	require.Equal(t, 6, e2e.Eval[int](alice.Tab, place))
	alice.key(kb.End)
	require.Equal(t, many, e2e.Eval[int](alice.Tab, place))
	last := alice.focusIn()
	alice.focusIs(button(letIn, last))
	alice.key(kb.Enter)
	meeting.AwaitRoom("the last one is inside", func(room roomclient.Room) bool { return inside(room, last) })
	alice.shows(2)

	alice.click(button(letAllIn, ""))
	meeting.AwaitRoom("all are inside", func(room roomclient.Room) bool { return len(room.Participants) == many+1 && len(room.Waiting) == 0 })
	alice.queues(0)
	alice.shows(many + 1)
	alice.overhears("let in")
	alice.focusIsNotLost()
}

func TestManyKnockWhileSomebodyAims(t *testing.T) {
	t.Parallel()
	aims.inEach(t, func(t *testing.T, meeting *e2e.Meeting, hand string, aim way) {
		alice, bots := queueWith(t, meeting, 3, object{})
		aimed := button(letIn, bots[1].ID)
		aim(alice, aimed)
		before := e2e.Eval[[]float64](alice.Tab, buttonPlace, aimed)

		for range 60 { // one by one
			meeting.Bots(roomclient.Bots{Count: 1, Knock: true})
		}
		meeting.TellBot(bots[0].ID, object{"leave": true})
		alice.Await("meeting.participants.waitlisted.size === 62")
		alice.says(row(bots[0].ID), "no longer waiting")

		require.Equal(t, before, e2e.Eval[[]float64](alice.Tab, buttonPlace, aimed))
		alice.overhears("wait")
		require.Less(t, e2e.Eval[int](alice.Tab, "overheard.length"), 6, "%v", e2e.Eval[[]string](alice.Tab, "overheard"))
		if hand == "keyboard" {
			alice.focusIs(aimed)
			alice.key(kb.Enter)
		} else {
			alice.click(aimed)
		}
		meeting.AwaitRoom("let in", func(room roomclient.Room) bool { return inside(room, bots[1].ID) && len(room.Participants) == 2 })
		require.Equal(t, 1, alice.sent(meeting, wire.AcceptWaitingRoomRequests))
	})
}
