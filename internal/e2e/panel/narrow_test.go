package panel_test

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

const highestRow = 60

// tooHigh names rows of more than one line.
const tooHigh = `(most) => findAll("[data-participant]").flatMap((row) => {
	const { height } = row.getBoundingClientRect();
	const lines = [...row.querySelectorAll("button")].filter((button) => button.checkVisibility()).map((button) => Math.round(button.getBoundingClientRect().top));
	return height > most || new Set(lines).size > 1 ? [height + " " + lines + " " + row.outerHTML] : [];
})`

// misplaced names rows in which an action that belongs into the menu is not there, or is twice,
// and those with a menu that has nothing in it, or without one.
const misplaced = `(narrow, menu) => findAll("[role=grid] [data-participant]:not([data-self])").flatMap((row) => {
	const seen = (selector) => [...row.querySelectorAll(selector)].filter((one) => one.checkVisibility()).length;
	const actions = seen("[data-action=pin]") + seen("[data-action=kick]");
	return actions === (narrow ? 0 : 2) && seen("[data-more]") === (menu ? 1 : 0) ? [] : [row.outerHTML];
})`

func (p *panel) touches(enabled bool) {
	p.t.Helper()
	command(p.Tab, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: enabled})
	p.Await("(touch) => matchMedia('(pointer: coarse)').matches === touch", enabled)
}

func TestANarrowRowIsOneLine(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := join(t, meeting, host)
	bots := meeting.Bots(roomclient.Bots{Count: len(badNames) + 2, Audio: true, Video: true})
	meeting.Bots(roomclient.Bots{Count: 3, Knock: true})
	alice.nameBots(bots)
	for _, locale := range []string{"en", "de", "ar"} {
		alice.Do("show", object{"locale": locale})
		alice.shows(len(bots) + 1)
		alice.queues(3)
		for _, screen := range []struct {
			width         string
			touch, narrow bool
		}{
			{"280px", false, true}, {"390px", false, true}, {"480px", true, true}, {"900px", true, true}, {"280px", true, true}, {"480px", false, false},
		} {
			alice.touches(screen.touch)
			alice.resize(screen.width, screen.narrow)
			require.Empty(t, e2e.Eval[[]string](alice.Tab, tooHigh, highestRow), "%s %+v", locale, screen)
			require.Empty(t, e2e.Eval[[]string](alice.Tab, misplaced, screen.narrow, true), "%s %+v", locale, screen)
			require.Empty(t, e2e.Eval[[]string](alice.Tab, "overflow()"), "%s %+v", locale, screen)
			require.Empty(t, e2e.Eval[[]string](alice.Tab, tooSmall, map[bool]int{true: 44, false: 24}[screen.narrow]), "%s %+v", locale, screen)
		}
		alice.Do("controls.close()")
	}
}

func TestARowGetsNarrowAndWideAgain(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	bots := meeting.Bots(roomclient.Bots{Count: 3, Audio: true, Video: true})
	bob := bots[0]
	alice := join(t, meeting, host)
	dan := meeting.Join(e2e.Who{Name: "Dan", Preset: "host", Audio: true, Video: true}) // who is not asked either
	dan.Sees(alice.ID, here)
	dan.Do("(id) => meeting.participants.updatePermissions([id], { canChangeParticipantPermissions: false, disableParticipantAudio: false })", alice.ID)
	alice.Await("!meeting.self.permissions.canChangeParticipantPermissions && !meeting.self.permissions.canDisableParticipantAudio") // a wide row has no menu then
	alice.Do("show", object{})
	alice.shows(5)

	alice.reach(button("disableVideo", bob.ID))
	for _, narrow := range []bool{true, false, true, false} {
		alice.resize(map[bool]string{true: "360px", false: "480px"}[narrow], narrow)
		alice.focusIs(button("disableVideo", bob.ID))
	}
	alice.key(kb.Enter)
	sees(meeting, bob.ID, "camera off", func(p roomclient.Participant) bool { return !p.Video })
	meeting.TellBot(bob.ID, object{"video": true}) // or a wide row has a menu too: he could be asked
	alice.says(row(bob.ID), "camera on")

	for _, inRow := range []string{"kick", "pin"} {
		alice.reach(button(inRow, bob.ID))
		alice.resize("360px", true)
		alice.focusIs(more(bob.ID))
		alice.key(kb.Enter)
		alice.opensMenu(bob.ID)
		alice.resize("480px", false)
		alice.closedMenu()
		alice.focusIs(button("kick", bob.ID))
	}
	alice.resize("360px", true)
	alice.focusIs(more(bob.ID))
	alice.resize("480px", false)
	alice.focusIs(button("kick", bob.ID))
	alice.key(kb.Enter)
	alice.asks("kick", bob.Name)
	alice.resize("360px", true)
	alice.key(kb.Escape)
	alice.asksNothing()
	alice.focusIsNotLost()
	alice.click(more(bots[1].ID))
	alice.opensMenu(bots[1].ID)
	alice.click(item("pin"))
	alice.announces("status", "is pinned for everybody")
	alice.resize("480px", false)
	alice.click(button("unpin", bots[1].ID))
	alice.announces("status", "is no longer pinned")
	require.Empty(t, e2e.Eval[[]string](alice.Tab, misplaced, false, false))
}

func TestTheKeyboardIsInSightInALowPanel(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	bots := meeting.Bots(roomclient.Bots{Count: 12})
	meeting.Bots(roomclient.Bots{Count: 4, Knock: true})
	alice := open(t, meeting, host)
	alice.shows(len(bots) + 1)
	alice.Do(`document.querySelector("#place").style.blockSize = "400px"`)
	alice.resize("280px", true)
	const inSight = `(() => {
		const { left, top, width, height } = shadow().activeElement.getBoundingClientRect();
		return shadow().activeElement.contains(shadow().elementFromPoint(left + width / 2, top + height / 2));
	})()`
	for _, list := range []string{"[role=list]", "[role=grid]"} {
		alice.press(kb.Tab, list+` [tabindex="0"]`, tabStops)
		for _, key := range []string{kb.ArrowDown, kb.ArrowDown, kb.ArrowDown, kb.End, kb.ArrowUp, kb.Home} {
			alice.key(key)
			require.True(t, e2e.Eval[bool](alice.Tab, inSight), "%s: %s", list, e2e.Eval[string](alice.Tab, "shadow().activeElement.outerHTML"))
		}
	}
}
