package panel_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

// inDemo is the root of the panel on the demo page.
const inDemo = `document.querySelector("#host-panel [data-gavel]").shadowRoot`

const sheetIsOpen = `document.querySelector("#host-panel").checkVisibility()`

// wholeInSheet are the elements of the selector that can be seen whole in the sheet.
const wholeInSheet = `(selector) => {
	const frames = [document.querySelector("#host-panel"), ` + inDemo + `.querySelector("[part=panel]")];
	const footer = ` + inDemo + `.querySelector("[part=footer]");
	return [...` + inDemo + `.querySelectorAll(selector)].filter((element) => {
		const box = element.getBoundingClientRect();
		const inside = (frame) => box.top >= frame.top - 0.5 && box.bottom <= frame.bottom + 0.5;
		const all = [{ top: 0, bottom: innerHeight }, ...[...frames, element.closest(".list")].filter(Boolean).map((frame) => frame.getBoundingClientRect())];
		return element.checkVisibility() && all.every(inside) && (footer.contains(element) || box.bottom <= footer.getBoundingClientRect().top + 0.5);
	}).length;
}`

// coveredControls are those of one's own below the sheet that cannot be seen whole, or not be hit.
const coveredControls = `[...document.querySelectorAll(".controls :is(button, summary)")].filter((control) => {
	const { left, top, bottom, width, height } = control.getBoundingClientRect();
	const hit = control.contains(document.elementFromPoint(left + width / 2, top + height / 2));
	return !hit || bottom > innerHeight || top < document.querySelector("#host-panel").getBoundingClientRect().bottom;
}).map((control) => control.textContent.trim())`

// openSheet joins on a phone of this size, and opens the sheet.
func openSheet(t *testing.T, meeting *e2e.Meeting, width, height int64) *e2e.Tab {
	t.Helper()
	page := openDemo(t, meeting, "host", chromedp.EmulateViewport(width, height, chromedp.EmulateMobile, chromedp.EmulateTouch))
	page.Click("#panel-toggle")
	page.Await(sheetIsOpen)
	return page
}

// spotInDemo is where a pointer hits what the selector finds in the panel of the demo; null while it cannot.
const spotInDemo = `(selector) => {
	const element = ` + inDemo + `.querySelector(selector);
	if (!element?.checkVisibility()) return null;
	element.scrollIntoView({ block: "nearest" });
	const { left, top, width, height } = element.getBoundingClientRect();
	const [x, y] = [left + width / 2, top + height / 2];
	return element.contains(` + inDemo + `.elementFromPoint(x, y)) ? { x, y } : null;
}`

// point waits until a pointer can hit what the selector finds in the panel of the demo, and says where.
func point(page *e2e.Tab, selector string) (x, y float64) {
	page.Await("(selector) => ("+spotInDemo+")(selector) !== null", selector)
	at := e2e.Eval[struct{ X, Y float64 }](page, spotInDemo, selector)
	return at.X, at.Y
}

// tap touches what the selector finds in the panel of the demo.
func tap(page *e2e.Tab, selector string) {
	page.Run(chromedp.TapXY(point(page, selector)))
}

func TestTheSheetHasRoomForPeople(t *testing.T) {
	t.Parallel()
	for _, phone := range []struct {
		width, height int64
		fontSize      string
		people        int
		covered       bool // one's own controls: there is no room for them as well
	}{
		{390, 844, "100%", 5, false},
		{844, 390, "100%", 3, true},
		{390, 844, "200%", 1, false},
		{844, 390, "200%", 0, true},
	} {
		t.Run(fmt.Sprint(phone.width, "x", phone.height, " ", phone.fontSize), func(t *testing.T) {
			t.Parallel()
			meeting := rig.Meeting(t)
			meeting.Bots(roomclient.Bots{Count: 12, Audio: true})
			page := openSheet(t, meeting, phone.width, phone.height)
			page.Do(`(size) => { document.documentElement.style.fontSize = size }`, phone.fontSize)
			page.Await(`(people) => (`+wholeInSheet+`)("[role=grid] [data-participant]") >= people`, phone.people)
			require.True(t, e2e.Eval[demoLayout](page, layoutOfDemo).Fits)
			require.Equal(t, 1, e2e.Eval[int](page, wholeInSheet, button("leave", "")))
			require.Equal(t, 1, e2e.Eval[int](page, wholeInSheet, button("kickAll", "")))
			if !phone.covered {
				require.Empty(t, e2e.Eval[[]string](page, coveredControls))
			}
		})
	}
}

func TestTheSheetCloses(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	bots := meeting.Bots(roomclient.Bots{Count: 12, Audio: true})
	meeting.Bots(roomclient.Bots{Count: 1, Knock: true})
	page := openSheet(t, meeting, 390, 844)
	open := func() {
		t.Helper()
		require.False(t, e2e.Eval[bool](page, sheetIsOpen))
		page.Click("#panel-toggle")
		page.Await(sheetIsOpen)
	}
	stays := func() {
		t.Helper()
		require.True(t, e2e.Eval[bool](page, sheetIsOpen))
	}
	escape := func() {
		t.Helper()
		page.Run(chromedp.KeyEvent(kb.Escape))
	}

	// A tap inside.
	tap(page, "[part=title]")
	stays()
	tap(page, button("disableAudio", bots[0].ID))
	sees(meeting, bots[0].ID, "muted", func(p roomclient.Participant) bool { return !p.Audio })
	page.Await(inDemo + `.querySelector("[part=notice]").textContent.includes("is muted")`) // it takes room
	stays()

	// A menu.
	const menuIsOpen = "Boolean(" + inDemo + `.querySelector("[role=menu]:popover-open"))`
	tap(page, more(bots[1].ID))
	page.Await(menuIsOpen)
	escape()
	page.Await("!" + menuIsOpen)
	stays()
	tap(page, "[part=title]") // two taps on one place may be one double tap
	tap(page, more(bots[2].ID))
	page.Await(menuIsOpen)
	tap(page, item("pin"))
	page.Await("!" + menuIsOpen)
	stays()

	// A question.
	const asked = inDemo + `.querySelector("dialog").open`
	for _, answer := range []func(){
		escape,
		func() { tap(page, "#question"); stays(); escape() },
		func() { tap(page, "[data-cancel]") },
		func() { page.Run(chromedp.TapXY(10, 10)) }, // beside it is no
	} {
		tap(page, "[part=title]")
		tap(page, button(turnAllAway, ""))
		page.Await(asked)
		answer()
		page.Await("!" + asked)
		stays()
	}
	require.Len(t, meeting.Room().Waiting, 1)

	// What is searched for.
	const found = inDemo + `.querySelector("[role=grid]").ariaRowCount`
	tap(page, "[type=search]")
	page.Run(chromedp.KeyEvent("q"), chromedp.KeyEvent("x"))
	page.Await(found + ` === "0"`)
	escape()
	page.Await(found + ` === "13"`)
	stays()

	escape()
	page.Await("!(" + sheetIsOpen + ")")
	page.Await(`document.activeElement === document.querySelector("#panel-toggle")`)
	open()
	page.Run(chromedp.TapXY(195, 70)) // the people above it
	page.Await("!(" + sheetIsOpen + ")")
	open()
	page.Click("#panel-toggle")
	page.Await("!(" + sheetIsOpen + ")")
}

func TestTheDemoLetsAGuestIn(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	meeting.Bots(roomclient.Bots{Count: 1})
	page := openDemo(t, meeting, "host", chromedp.EmulateViewport(1280, 800))
	page.Await(`document.title === "Gavel demo"`)

	guest := rig.Open(t, "/?meeting="+meeting.Name)
	guest.Await(`!document.querySelector("#join").disabled`)
	guest.Do(`{
		const { name, role } = document.querySelector("#welcome").elements;
		name.value = "Ann";
		role.value = [...role.options].find(({ text }) => text === "Guest who must be let in").value;
	}`)
	guest.Click("#join")
	guest.Await(`document.body.dataset.screen === "waiting"`)

	page.Await(`document.title === "\u2068Ann\u2069 waits – Gavel demo"`)
	second := meeting.Bots(roomclient.Bots{Count: 1, Knock: true})[0]
	page.Await(`document.title === "2 wait – Gavel demo"`)
	page.Run(chromedp.MouseClickXY(point(page, button(turnAway, second.ID))))
	page.Await(`document.title === "\u2068Ann\u2069 waits – Gavel demo"`)
	page.Run(chromedp.MouseClickXY(point(page, "[part=waiting] [data-participant]:not([data-gone]) "+button(letIn, ""))))
	guest.Await(`document.body.dataset.screen === "meeting"`)
	page.Await(`document.title === "Gavel demo"`)
}
