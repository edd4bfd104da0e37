package panel_test

import (
	"context"
	"strconv"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// What a tab says of somebody whose microphone and camera have fully arrived.
// Before the tracks have, SDK 2.0.2 may miss a change.
const (
	heard = "p => p.audioEnabled && p.audioTrack"
	seen  = "p => p.videoEnabled && p.videoTrack"
	here  = "p => true"
)

type object = map[string]any

// panel is a participant whose page shows the panel. Selectors are those of
// the panel's shadow root.
type panel struct {
	*e2e.Controls
	t *testing.T
}

// join lets somebody join on a page that is ready for a panel.
func join(t *testing.T, meeting *e2e.Meeting, who e2e.Who) *panel {
	t.Helper()
	p := &panel{&e2e.Controls{Participant: meeting.JoinOn("/panel/panel.html", who)}, t}
	command(p.Tab, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	return p
}

// open lets somebody join with the panel, and waits for the list.
func open(t *testing.T, meeting *e2e.Meeting, who e2e.Who) *panel {
	t.Helper()
	p := join(t, meeting, who)
	p.Do("show", object{})
	p.Await("findAll('[data-participant]').length > 0")
	return p
}

// host is how most tests join.
var host = e2e.Who{Name: "Alice", Preset: "host"}

// command gives an order to the browser about the tab.
func command[P, R any](tab *e2e.Tab, cmd cdp.Command[P, R], params P) (answer R) {
	tab.Run(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) (err error) {
		answer, err = chromedp.Call(ctx, cmd, params)
		return err
	}))
	return answer
}

// prefers has the tab's person wish for something of the media features, such as
// "prefers-color-scheme", and waits until the page knows.
func (p *panel) prefers(feature, wish string) {
	p.t.Helper()
	command(p.Tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: feature, Value: wish}},
	})
	p.Await("(feature, wish) => matchMedia(`(${feature}: ${wish})`).matches", feature, wish)
}

// row is the selector of somebody's row.
func row(id string) string { return `[data-participant="` + id + `"]` }

// button is the selector of a button about a person, or about the meeting.
func button(action, id string) string {
	selector := `button[data-action="` + action + `"]`
	if id == "" {
		return selector
	}
	return row(id) + " " + selector
}

// shows waits until the list has so many people and their rows.
func (p *panel) shows(people int) {
	p.t.Helper()
	p.Await(`(people) => find("[role=grid]").ariaRowCount === String(people) && findAll("[data-participant]").length > 0`, people)
}

// is waits until what the selector finds meets a condition, a JavaScript
// function of the element.
func (p *panel) is(selector, condition string) {
	p.t.Helper()
	p.Await("(selector) => { const element = find(selector); return element && ("+condition+")(element) }", selector)
}

// says waits until what the selector finds has this text in it.
func (p *panel) says(selector, text string) {
	p.t.Helper()
	p.Await("(selector, text) => read(find(selector)?.textContent ?? '').includes(text)", selector, text)
}

// text is what the element has in it.
func (p *panel) text(selector string) string {
	p.t.Helper()
	return e2e.Eval[string](p.Tab, "(selector) => read(find(selector).textContent)", selector)
}

// spot waits until a pointer can hit an element, and says where.
func (p *panel) spot(selector string) (x, y float64) {
	p.t.Helper()
	p.Await("(selector) => spot(selector) !== null", selector)
	at := e2e.Eval[struct{ X, Y float64 }](p.Tab, "spot", selector)
	return at.X, at.Y
}

// click is one click with the mouse.
func (p *panel) click(selector string) {
	p.t.Helper()
	p.ClickOn(`find(` + strconv.Quote(selector) + `)`)
}

// hover moves the mouse over an element.
func (p *panel) hover(selector string) {
	p.t.Helper()
	x, y := p.spot(selector)
	p.Run(chromedp.MouseEvent("mouseMoved", x, y))
}

// doubleClick is two clicks as quick as a mouse does them.
func (p *panel) doubleClick(selector string) {
	p.t.Helper()
	x, y := p.spot(selector)
	p.Run(chromedp.MouseClickXY(x, y), chromedp.MouseClickXY(x, y, chromedp.ClickCount(2)))
}

// key presses keys one after the other.
func (p *panel) key(keys ...string) {
	p.t.Helper()
	for _, key := range keys {
		p.Run(chromedp.KeyEvent(key))
	}
}

// keyboard uses a button with the keyboard alone.
func (p *panel) keyboard(selector string) {
	p.t.Helper()
	p.reach(selector)
	p.key(kb.Enter)
}

const tabStops = 30 // more than the panel has

// reach moves the focus to an element with the keyboard alone.
func (p *panel) reach(selector string) {
	p.t.Helper()
	p.is(selector, "element => element.checkVisibility()")
	at := e2e.Eval[struct{ ID, List string }](p.Tab, rowOf, selector)
	if at.ID == "" {
		p.press(kb.Tab, selector, tabStops)
		return
	}
	p.press(kb.Tab, at.List+` [tabindex="0"]`, tabStops)
	p.key(kb.Home)
	for p.focusIn() != at.ID {
		before := p.focusIn()
		p.key(kb.ArrowDown)
		require.NotEqual(p.t, before, p.focusIn(), "the list ends before the row is reached")
	}
	p.key(kb.ArrowLeft, kb.ArrowLeft, kb.ArrowLeft, kb.ArrowLeft, kb.ArrowLeft)
	p.press(kb.ArrowRight, selector, 5)
}

// rowOf is whose row something is in, and which list.
const rowOf = `(selector) => {
	const row = find(selector).closest("[data-participant]");
	const queue = row?.closest("section");
	return { id: row?.dataset.participant ?? "", list: queue ? "[part=" + queue.getAttribute("part") + "] [role=list]" : "[role=grid]" };
}`

// press presses a key until the element has the focus.
func (p *panel) press(key, selector string, most int) {
	p.t.Helper()
	for range most + 1 {
		if e2e.Eval[bool](p.Tab, "focused", selector) {
			return
		}
		p.key(key)
	}
	require.Fail(p.t, "the keyboard does not get there", "%s; the focus is on %s", selector, e2e.Eval[string](p.Tab,
		"shadow().activeElement?.outerHTML ?? document.activeElement.outerHTML.slice(0, 200)"))
}

// focusIn is whose row has the focus, nobody's for "".
func (p *panel) focusIn() string {
	p.t.Helper()
	return e2e.Eval[string](p.Tab, "shadow().activeElement?.closest('[data-participant]')?.dataset.participant ?? ''")
}

// focusIs requires that the element has the focus.
func (p *panel) focusIs(selector string) {
	p.t.Helper()
	p.Await("focused", selector)
}

// focusIsNotLost requires that something in the panel has the focus, and not the page.
func (p *panel) focusIsNotLost() {
	p.t.Helper()
	p.Await("shadow().activeElement !== null")
}

// asks waits for the question before a risky action, with these words in it
// and the safe answer focused.
func (p *panel) asks(action string, words ...string) {
	p.t.Helper()
	p.Await(`(action) => find("dialog").open && find("dialog").dataset.dialog === action`, action)
	for _, text := range words {
		p.says("dialog", text)
	}
	p.focusIs("[data-cancel]")
}

// asksNothing waits until no question is there.
func (p *panel) asksNothing() {
	p.t.Helper()
	p.Await(`!find("dialog").open`)
}

// announces waits for what a screen reader is told: "status" politely, "alert" at once.
func (p *panel) announces(role, text string) {
	p.t.Helper()
	p.says("[role="+role+"]:not(dialog *)", text)
}

// overhears waits until a screen reader has been told something since overhear.
func (p *panel) overhears(text string) {
	p.t.Helper()
	p.Await("(text) => overheard.some((said) => said.includes(text))", text)
}

// sent counts the messages of an event that somebody has sent so far, once all
// of them have arrived.
func (p *panel) sent(meeting *e2e.Meeting, event wire.Event) int {
	p.t.Helper()
	chat := wire.SendMessageToRoom.String()
	before := meeting.Person(p.ID).Sent[chat]
	p.Do(`meeting.chat.sendTextMessage("everything before has arrived")`)
	sees(meeting, p.ID, "the message has arrived", func(p roomclient.Participant) bool { return p.Sent[chat] > before })
	return meeting.Person(p.ID).Sent[event.String()]
}

// sees waits until the room believes something of somebody.
func sees(meeting *e2e.Meeting, id, what string, met func(roomclient.Participant) bool) {
	meeting.AwaitRoom(what, func(room roomclient.Room) bool {
		p, ok := room.Person(id)
		return ok && met(p)
	})
}
