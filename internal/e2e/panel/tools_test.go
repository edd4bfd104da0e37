package panel_test

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
)

const (
	chatDialog  = `dialog[data-dialog="chat"]`
	toolsDialog = `dialog[data-dialog="tools"]`
	chatButton  = `[data-opens="chat"]`
	toolsButton = `[data-opens="tools"]`
)

// board is a plugin as a page tells its SDK of it.
var board = map[string]any{
	"id": "board", "name": "Board", "icon": "", "component": nil,
	"permissions": map[string]bool{"canActivate": true, "canDeactivate": true},
}

var hostWithBoard = e2e.Who{Name: "Alice", Preset: "host", Plugins: []any{board}}

// tells waits for what a screen reader is told while a dialog with a section is open.
func (p *panel) tells(dialog, text string) {
	p.t.Helper()
	p.says(dialog+" .unseen[role=status]", text)
}

// messageID is the id of a message, which has arrived.
func messageID(p *e2e.Participant, text string) string {
	p.Await(`(text) => meeting.chat.messages.some(m => m.message === text)`, text)
	return e2e.Eval[string](p.Tab, `(text) => meeting.chat.messages.find(m => m.message === text).id`, text)
}

func onMessage(action, id string) string {
	return `[data-message="` + id + `"] [data-action="` + action + `"]`
}

func TestMessagesArePinnedAndDeleted(t *testing.T) {
	t.Parallel()
	hands.inEach(t, func(t *testing.T, meeting *e2e.Meeting, _ string, use way) {
		bob := meeting.Join(e2e.Who{Name: "Bob"})
		alice := open(t, meeting, host)
		alice.shows(2)
		bob.Do(`meeting.chat.sendTextMessage("<b>first</b>")`)
		first := messageID(bob, "<b>first</b>")
		alice.Do(`meeting.chat.sendTextMessage("second")`)
		second := messageID(bob, "second")
		require.Equal(t, 0, e2e.Eval[int](alice.Tab, `findAll("[data-message]").length`), "closed, nothing is drawn")

		use(alice, chatButton)
		alice.is(chatDialog, "dialog => dialog.open")
		alice.says(`[data-message="`+first+`"]`, "<b>first</b>")
		alice.says(`[data-message="`+first+`"]`, "Bob")
		alice.accessible("the chat")

		use(alice, onMessage("chat.pin", first))
		bob.Await(`(id) => meeting.chat.messages.find(m => m.id === id).pinned`, first)
		alice.tells(chatDialog, "Bob’s message is pinned")
		alice.says(`[data-message="`+first+`"]`, "pinned")
		use(alice, chatDialog+" [data-undo]")
		bob.Await(`(id) => !meeting.chat.messages.find(m => m.id === id).pinned`, first)
		alice.tells(chatDialog, "Bob’s message is no longer pinned")
		use(alice, onMessage("chat.pin", second))
		bob.Await(`(id) => meeting.chat.messages.find(m => m.id === id).pinned`, second)
		alice.is(chatDialog+` .check input`, "check => check.checkVisibility()")
		alice.reach(chatDialog + ` .check input`)
		alice.key(" ")
		alice.Await(`(id) => findAll("[data-message]").length === 1 && find("[data-message]").dataset.message === id`, second)
		alice.accessible("pinned messages")

		use(alice, onMessage("chat.deleteMessage", second))
		alice.asks("chat.deleteMessage", "Delete Alice’s message?")
		alice.accessible("a message is to be deleted")
		use(alice, "[data-confirm]")
		bob.Await(`(id) => !meeting.chat.messages.some(m => m.id === id)`, second)
		alice.tells(chatDialog, "Alice’s message is deleted")
		alice.says(chatDialog, "No message is pinned.")
		alice.focusIsNotLost()
		alice.key(kb.Escape)
		alice.is(chatDialog, "dialog => !dialog.open")
		alice.focusIs(chatButton)
		alice.announces("status", "") // where it belongs again
		alice.Await(`findAll("[data-message]").length === 0`)
	})
}

func TestAPollIsStartedByKeyboard(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	alice := open(t, meeting, host)
	alice.shows(2)
	alice.keyboard(toolsButton)
	alice.says(toolsDialog, "No polls yet.")
	alice.keyboard(toolsDialog + " summary")
	alice.focusIs(toolsDialog + " form input")
	alice.key("Shall we go on?", kb.Enter)
	alice.says(toolsDialog+" form [role=alert]", "A poll needs two options at least.")
	alice.focusIs(toolsDialog + " textarea")
	alice.accessible("a poll without options")
	alice.key("Yes", kb.Enter, "No")
	alice.press(kb.Tab, toolsDialog+` [name="hideVotes"]`, 3)
	alice.key(" ")
	alice.keyboard(toolsDialog + ` [data-action="polls.create"]`)
	bob.Await(`meeting.polls.items.length === 1 && meeting.polls.items[0].question === "Shall we go on?" && meeting.polls.items[0].options.map(o => o.text).join() === "Yes,No" && meeting.polls.items[0].hideVotes && !meeting.polls.items[0].anonymous`)
	alice.tells(toolsDialog, "The poll has started")
	alice.says(toolsDialog+" li", "Shall we go on?")
	alice.is(toolsDialog+" details", "details => !details.open")
	alice.focusIs(toolsDialog + " summary")
	alice.key(kb.Escape)
	alice.focusIs(toolsButton)
}

func TestAPluginIsOpenedAndShownToEverybody(t *testing.T) {
	t.Parallel()
	hands.inEach(t, func(t *testing.T, meeting *e2e.Meeting, _ string, use way) {
		bob := meeting.Join(e2e.Who{Name: "Bob", Plugins: []any{board}})
		alice := open(t, meeting, hostWithBoard)
		alice.shows(2)
		isActive := `(active) => meeting.plugins.all.toArray()[0].active === active`
		use(alice, toolsButton)
		alice.says(toolsDialog, "Board")
		use(alice, toolsDialog+` [data-action="plugins.activate"]`)
		bob.Await(isActive, true)
		alice.tells(toolsDialog, "Board: opening it was sent; what others see cannot be seen from here")
		alice.focusIsNotLost()
		alice.accessible("a plugin is open")

		light := toolsDialog + ` [role=switch][data-action="meta.spotlight"]`
		alice.is(light, `light => light.ariaChecked === "true"`) // it is for whoever may
		use(alice, light)
		alice.is(light, `light => light.ariaChecked === "false"`)
		alice.Await(`meeting.meta.broadcastTabChanges === false`)
		use(alice, toolsDialog+` [data-thing^="plugin:"]`)
		alice.is(light, `light => light.ariaChecked === "true"`)
		bob.Await(`(id) => meeting.meta.selfActiveTab?.id === id`, meeting.Name+":board")

		use(alice, toolsDialog+` [data-action="plugins.deactivate"]`)
		bob.Await(isActive, false)
		alice.is(toolsDialog+` [data-action="plugins.activate"]`, "button => button.checkVisibility()")
		alice.focusIsNotLost()
	})
}

// Somebody whose preset grants none of it has a chat to read and no tools.
func TestToolsNeedRights(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	bob := open(t, meeting, e2e.Who{Name: "Bob", Plugins: []any{board}})
	bob.is(chatButton, "button => button.checkVisibility()")
	bob.is(toolsButton, "button => !button.checkVisibility()")
}
