package panel_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

const crowd = 5000

// positions are the places that the rows say they have, in the order of the page.
const positions = `findAll("[data-participant]").map((row) => Number(row.getAttribute("aria-rowindex")))`

// mostRows is how many rows are there at most: those that can be seen, some
// spare ones, and the one with the tab stop.
const mostRows = `Math.ceil(find("[role=grid]").clientHeight / find("[data-participant]").offsetHeight) + 2 * 4 + 1`

func TestACrowd(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	bots := meeting.Bots(roomclient.Bots{Count: crowd, Audio: true})
	alice := open(t, meeting, host)
	alice.shows(crowd + 1)
	alice.Await(rowsSeen + " > 5")
	most := e2e.Eval[int](alice.Tab, mostRows)
	require.LessOrEqual(t, e2e.Eval[int](alice.Tab, rowsSeen), most)

	// The whole list is there to be scrolled.
	x, y := alice.spot("[role=grid]")
	for _, to := range []int{50_000, 250_000, 1_000_000, 0} {
		alice.Do(`(top) => { find("[role=grid]").scrollTop = top }`, to)
		alice.Await(`([x, y]) => shadow().elementFromPoint(x, y)?.closest("[data-participant]")`, []float64{x, y})
		require.LessOrEqual(t, e2e.Eval[int](alice.Tab, rowsSeen), most)
		require.IsIncreasing(t, e2e.Eval[[]int](alice.Tab, positions))
	}

	alice.reach(`[role="grid"] [tabindex="0"]`)
	alice.key(kb.End)
	require.Equal(t, crowd+1, e2e.Eval[int](alice.Tab, `Number(shadow().activeElement.closest("[data-participant]").getAttribute("aria-rowindex"))`))
	last := alice.focusIn()
	alice.key(kb.ArrowRight)
	alice.focusIs(button("disableAudio", last))
	alice.key(kb.Enter)
	sees(meeting, last, "muted", func(p roomclient.Participant) bool { return !p.Audio })
	alice.announces("status", "is muted")

	// The search knows no accents, and whoever joins meanwhile is found too.
	found := 0
	for _, bot := range bots {
		if strings.Contains(bot.Name, "Müller") {
			found++
		}
	}
	alice.click("[type=search]")
	alice.key("m", "U", "l", "l", "e", "r")
	alice.shows(found)
	alice.announces("status", "people found")
	before := found
	for range 40 { // until a Müller is among them
		joined := meeting.Bots(roomclient.Bots{Count: 1})[0]
		if strings.Contains(joined.Name, "Müller") {
			found++
			break
		}
	}
	require.Greater(t, found, before)
	alice.shows(found)
	alice.focusIs("[type=search]")
	alice.Run(chromedp.KeyEvent("a", chromedp.KeyModifiers(chromedp.ModifierCtrl)), chromedp.KeyEvent(kb.Backspace))
	alice.shows(len(meeting.Room().Participants))

	alice.click(button("kickAll", ""))
	alice.wants("kickAll", true)
	alice.says("dialog", "people are here, you included")
}
