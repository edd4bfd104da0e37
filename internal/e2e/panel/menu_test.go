package panel_test

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// more is the selector of the button of somebody's menu.
func more(id string) string { return row(id) + " button[data-more]" }

// item is the selector of what the open menu has for an action.
func item(action string) string {
	return `[role=menu]:popover-open [role=menuitem][data-action="` + action + `"]`
}

// resize gives the panel another width, and waits until its rows are narrow or not.
func (p *panel) resize(width string, narrow bool) {
	p.t.Helper()
	p.Do(`(width) => { document.querySelector("#place").style.inlineSize = width }`, width)
	p.is("[part=panel]", map[bool]string{true: "panel => panel.matches('[data-narrow]')", false: "panel => !panel.matches('[data-narrow]')"}[narrow])
}

// narrowHost opens the panel of a host in which rows are narrow.
func narrowHost(t *testing.T, meeting *e2e.Meeting, people int) *panel {
	t.Helper()
	alice := open(t, meeting, host)
	alice.shows(people)
	alice.resize("360px", true)
	return alice
}

// opensMenu waits until somebody's menu is open and its first item has the focus.
func (p *panel) opensMenu(id string) {
	p.t.Helper()
	p.is("[role=menu]:popover-open", "menu => true")
	p.is(more(id), "button => button.ariaExpanded === 'true'")
	p.focusIs("[role=menu]:popover-open [role=menuitem]")
}

// closedMenu waits until no menu is open.
func (p *panel) closedMenu() {
	p.t.Helper()
	p.Await(`!find("[role=menu]:popover-open") && !find("[aria-expanded=true]")`)
}

// choices are the ways to use an item of an open menu.
var choices = map[string]func(p *panel, action string){
	"mouse": func(p *panel, action string) { p.click(item(action)) },
	"keyboard": func(p *panel, action string) {
		p.press(kb.ArrowDown, item(action), 3)
		p.key(kb.Enter)
	},
}

func TestTheActionsInAMenu(t *testing.T) {
	t.Parallel()
	hands.inEach(t, func(t *testing.T, meeting *e2e.Meeting, hand string, use way) {
		bob := meeting.Join(e2e.Who{Name: "Bob"})
		meeting.Bots(roomclient.Bots{Count: 2})
		alice := narrowHost(t, meeting, 4)
		choose := func(action string) {
			t.Helper()
			use(alice, more(bob.ID))
			alice.opensMenu(bob.ID)
			choices[hand](alice, action)
			alice.closedMenu()
		}

		choose("pin")
		bob.Await("meeting.self.isPinned")
		alice.announces("status", "Bob is pinned for everybody")
		alice.focusIs(more(bob.ID))
		choose("unpin")
		bob.Await("!meeting.self.isPinned")
		alice.announces("status", "Bob is no longer pinned")

		choose("kick")
		alice.asks("kick", "Remove Bob?")
		alice.key(kb.Escape)
		alice.asksNothing()
		alice.focusIs(more(bob.ID))
		choose("kick")
		alice.asks("kick", "Remove Bob?")
		use(alice, "[data-cancel]")
		alice.asksNothing()
		alice.focusIs(more(bob.ID))
		require.Equal(t, "joined", e2e.Eval[string](bob.Tab, "meeting.self.roomState"))
		choose("kick")
		use(alice, "[data-confirm]")
		bob.Hears("self", "roomLeft", `({ state }) => state === "kicked"`)
		alice.SeesNot(bob.ID)
		alice.focusIsNotLost()
	})
}

func TestAMenuByKeyboard(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	bob := meeting.Bots(roomclient.Bots{Count: 2, Audio: true, Video: true})[0] // for what is on nobody is asked
	alice := narrowHost(t, meeting, 3)
	first, second, third, last := item("pin"), item("kick"), item("updatePermissions"), item("floor")
	alice.reach(more(bob.ID))
	for _, key := range []string{kb.Enter, " "} {
		alice.key(key)
		alice.opensMenu(bob.ID)
		alice.focusIs(first)
		for _, step := range []struct{ key, to string }{
			{kb.ArrowDown, second}, {kb.ArrowDown, third}, {kb.ArrowDown, last}, {kb.ArrowDown, first}, {kb.ArrowUp, last}, {kb.ArrowUp, third}, {kb.ArrowUp, second}, {kb.ArrowUp, first},
			{kb.End, last}, {kb.Home, first}, {"r", second}, {"P", third}, {"P", first}, {"l", last}, {"x", last}, {kb.Home, first},
		} {
			alice.key(step.key)
			alice.focusIs(step.to)
		}
		alice.key(kb.Escape)
		alice.closedMenu()
		alice.focusIs(more(bob.ID))
	}

	alice.key(kb.Enter)
	alice.opensMenu(bob.ID)
	alice.key(kb.Tab)
	alice.closedMenu()
	alice.focusIs(button(record, ""))
	alice.Run(chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(chromedp.ModifierShift)))
	alice.focusIs(more(bob.ID))
	alice.key(kb.Enter)
	alice.opensMenu(bob.ID)
	alice.Run(chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(chromedp.ModifierShift)))
	alice.closedMenu()
	alice.focusIs(button("disableAllVideo", ""))

	alice.reach(more(bob.ID))
	alice.key(kb.ArrowDown)
	alice.closedMenu()
	require.NotEqual(t, bob.ID, alice.focusIn(), "on its button the arrows are the list's")
}

func TestAMenuByMouse(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	bots := meeting.Bots(roomclient.Bots{Count: 30})
	alice := narrowHost(t, meeting, 31)
	bob := bots[0]
	alice.click(more(bob.ID))
	alice.opensMenu(bob.ID)
	require.Equal(t, "More for "+bob.Name, e2e.Eval[string](alice.Tab, `read(find("[role=menu]:popover-open").ariaLabel)`))
	alice.click(more(bob.ID))
	alice.closedMenu()

	alice.click(more(bob.ID))
	alice.opensMenu(bob.ID)
	alice.click(more(bots[3].ID))
	alice.opensMenu(bots[3].ID)

	for _, elsewhere := range []string{"[part=title]", "[type=search]"} {
		alice.click(elsewhere)
		alice.closedMenu()
		alice.click(more(bob.ID))
		alice.opensMenu(bob.ID)
	}
	x, y := alice.spot("[role=grid]")
	command(alice.Tab, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseWheel, X: x, Y: y, DeltaX: 1, DeltaY: 50})
	alice.closedMenu()
	alice.focusIsNotLost()

	alice.click(more(bob.ID))
	alice.opensMenu(bob.ID)
	alice.Do(`document.body.style.blockSize = "5000px"; scrollBy(0, 10)`)
	alice.closedMenu()
}

// menuPlace is where an open menu is, and its button.
const menuPlace = `(button) => {
	const menu = find("[role=menu]:popover-open").getBoundingClientRect();
	return { ...menu.toJSON(), above: menu.bottom <= find(button).getBoundingClientRect().top, width: innerWidth, height: innerHeight };
}`

func TestAMenuStaysInTheWindow(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	bots := meeting.Bots(roomclient.Bots{Count: 12})
	alice := join(t, meeting, host)
	alice.Do(`document.querySelector("#place").style.inlineSize = "100%"`)
	for _, locale := range []string{"en", "ar"} {
		alice.Do("show", object{"locale": locale})
		alice.shows(len(bots) + 1)
		for _, width := range []int64{280, 700} {
			command(alice.Tab, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 500, DeviceScaleFactor: 1})
			command(alice.Tab, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true})
			alice.Do(`document.querySelector("#place").style.blockSize = "900px"`)
			alice.is("[part=panel]", "panel => panel.matches('[data-narrow]')")
			// The first row with a menu, and the last one in sight.
			for i, above := range []bool{false, true} {
				id := e2e.Eval[string](alice.Tab, `(i) => {
					const list = find("[role=grid]").getBoundingClientRect();
					const end = Math.min(list.bottom, innerHeight);
					return findAll("[data-menu]").filter((row) => row.getBoundingClientRect().bottom <= end).at(-i).dataset.participant;
				}`, i)
				alice.click(more(id))
				alice.opensMenu(id)
				at := e2e.Eval[struct {
					Left, Top, Right, Bottom, Width, Height float64
					Above                                   bool
				}](alice.Tab, menuPlace, more(id))
				require.Equal(t, above, at.Above, "%s %d %+v", locale, width, at)
				require.True(t, at.Left >= 0 && at.Top >= 0 && at.Right <= at.Width && at.Bottom <= at.Height, "%s %d %+v", locale, width, at)
				require.Empty(t, e2e.Eval[[]string](alice.Tab, "overflow()"), "%s %d", locale, width)
				alice.key(kb.Escape)
				alice.closedMenu()
			}
		}
		alice.Do("controls.close()")
	}
}

func TestAMenuFollowsTheMeeting(t *testing.T) {
	t.Parallel()
	hands.inEach(t, func(t *testing.T, meeting *e2e.Meeting, hand string, use way) {
		dan := meeting.Join(e2e.Who{Name: "Dan", Preset: "host"})
		bots := meeting.Bots(roomclient.Bots{Count: 3, Audio: true, Video: true})
		bob := bots[0]
		alice := narrowHost(t, meeting, 5)
		dan.Sees(alice.ID, here)
		use(alice, more(bob.ID))
		alice.opensMenu(bob.ID)
		alice.press(kb.ArrowDown, item("kick"), 3)

		const reason = "Your preset does not grant kick_participant."
		dan.Do("(id) => meeting.participants.updatePermissions([id], { kickParticipant: false })", alice.ID)
		alice.is(item("kick"), "item => item.ariaDisabled === 'true'")
		require.Equal(t, reason, e2e.Eval[string](alice.Tab, "description", item("kick")))
		alice.says("[role=menu]:popover-open", reason)
		alice.focusIs(item("kick"))
		require.False(t, e2e.Eval[bool](alice.Tab, `find("[part=tooltip]").matches(":popover-open")`), "it is said once")
		choices[hand](alice, "kick")
		alice.closedMenu()
		alice.says("[part=notice]", reason)
		alice.focusIs(more(bob.ID))
		require.Zero(t, alice.sent(meeting, wire.KickPeers))

		use(alice, more(bob.ID))
		alice.opensMenu(bob.ID)
		meeting.TellBot(bob.ID, object{"leave": true})
		alice.is(item("pin"), "item => item.ariaDisabled === 'true'")
		alice.says(row(bob.ID), "left the meeting")
		alice.focusIs(item("pin"))
		alice.key(kb.Escape)
		alice.closedMenu()
		alice.focusIsNotLost()
		alice.key(kb.ArrowDown)
		require.NotEmpty(t, alice.focusIn())
		require.NotEqual(t, bob.ID, alice.focusIn())
	})
}
