package panel_test

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// many is the selector of a button for the selected.
func many(action string) string { return `button[data-many="` + action + `"]` }

// selected waits until so many are selected.
func (p *panel) selected(people int) {
	p.t.Helper()
	p.Await(`(people) => findAll("[aria-selected=true]").length === people`, people)
}

func TestTheSelectedAreMutedAndRemoved(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := join(t, meeting, host)
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
	cid := meeting.Join(e2e.Who{Name: "Cid", Audio: true})
	bots := meeting.Bots(roomclient.Bots{Count: 5, Audio: true})
	alice.Sees(bob.ID, heard)
	alice.Sees(cid.ID, heard)
	alice.Do("show", object{})
	alice.shows(8)

	alice.click("[data-select]")
	alice.click(row(bob.ID) + " .who")
	alice.click(row(cid.ID) + " .who")
	alice.selected(2)
	alice.says("#selected", "2 people selected")
	alice.accessible("two are selected")
	alice.click(many("disableAudio"))
	bob.Await("!meeting.self.audioEnabled")
	cid.Await("!meeting.self.audioEnabled")
	alice.announces("status", "2 muted")
	for _, bot := range bots {
		require.True(t, meeting.Person(bot.ID).Audio, "who was not selected is not muted")
	}
	alice.selected(2)

	alice.click(row(bots[0].ID) + " .who")
	alice.selected(3)
	meeting.Fault(roomclient.Fault{Event: wire.KickPeers.String(), Action: "refuse", Participant: alice.ID, Times: 2}) // the SDK sends it twice
	alice.click(many("kick"))
	alice.says("#question", "Remove 3 people?")
	alice.accessible("three are about to be removed")
	alice.click("[data-confirm]")
	alice.is("[part=notice] p", "notice => notice.textContent.includes('2 removed')")
	alice.click("[data-list]")
	alice.is("[part=receipt]", "list => list.children.length === 3 && /The server refused/.test(list.firstElementChild.textContent)")
	alice.accessible("who is listed")
	alice.click("[data-again]")
	alice.shows(5)
	alice.is("[part=selection]", "bar => /^0 people/.test(bar.textContent)")
}

func TestSelectingByKeyboard(t *testing.T) {
	t.Parallel()
	selectingByKeyboard(t, "ar")
}

func selectingByKeyboard(t *testing.T, locales ...string) {
	t.Helper()
	meeting := rig.Meeting(t)
	alice := join(t, meeting, host)
	bots := meeting.Bots(roomclient.Bots{Count: 12, Audio: true, Video: true})
	for _, locale := range locales {
		alice.Do("show", object{"locale": locale})
		alice.shows(len(bots) + 1)
		alice.Do(`Object.assign(document.querySelector("#place").style, { inlineSize: "280px", blockSize: "900px" })`)
		alice.click("[type=search]")
		alice.key("\t", " ")
		alice.is("[data-select]", "button => button.ariaPressed === 'true'")
		alice.Do(`findAll(".who")[1].focus()`)
		alice.key(" ")
		alice.selected(1)
		alice.Run(chromedp.KeyEvent("a", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
		alice.is(many("disableAudio")+" .count", "count => /12|١٢/.test(count.textContent)")
		require.Empty(t, e2e.Eval[[]string](alice.Tab, "overflow()"), locale)
		require.Empty(t, e2e.Eval[[]string](alice.Tab, tooSmall, 24), locale)
		alice.accessible("all are selected, " + locale)
		alice.keyboard(many("disableVideo"))
		alice.is("[data-dialog=disableVideo]", "dialog => dialog.open")
		alice.key("\x1b", "\x1b", "\x1b") // the question, the tip of the button, and the selection
		alice.is("[part=selection]", "bar => bar.hidden")
		alice.Do("controls.close()")
	}
}

func TestAllButThePinnedAreMuted(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := join(t, meeting, host)
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
	bots := meeting.Bots(roomclient.Bots{Count: 3, Audio: true})
	alice.Sees(bob.ID, heard)
	alice.Do("(id) => meeting.participants.joined.get(id).pin()", bots[0].ID)
	alice.Do("show", object{})
	alice.says(row(bots[0].ID), "pinned")
	alice.keyboard("[data-ways]")
	alice.is("#mute-ways", "menu => menu.matches(':popover-open')")
	alice.accessible("whom to mute")
	alice.key(kb.ArrowDown, "\r")
	bob.Await("!meeting.self.audioEnabled")
	alice.announces("status", "3 muted")
	require.True(t, meeting.Person(bots[0].ID).Audio)
	require.False(t, meeting.Person(bots[1].ID).Audio)
}
