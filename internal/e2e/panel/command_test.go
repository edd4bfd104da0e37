package panel_test

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

const commandPart = `dialog[data-dialog="command"]`

// opensCommand opens the command line with the keys that do so anywhere in the panel.
func (p *panel) opensCommand() {
	p.t.Helper()
	p.Run(chromedp.KeyEvent("k", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	p.is(commandPart, "dialog => dialog.open")
	p.focusIs("[role=combobox]")
}

// types types into the command line, and waits until this is what Enter does.
func (p *panel) types(typed, label string) {
	p.t.Helper()
	p.key(typed)
	p.says(`[role=option][aria-selected="true"]`, label)
}

func TestWhatIsTypedIsDone(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
	dan := meeting.Join(e2e.Who{Name: "Dan", Preset: "host"})
	alice := open(t, meeting, host)
	alice.shows(3)
	dan.Sees(bob.ID, heard)
	alice.Sees(bob.ID, heard)

	alice.reach(button("pin", bob.ID))
	alice.opensCommand()
	alice.says(commandPart, "Mute all")
	alice.accessible("the command line")
	alice.types("mute bob", "Mute Bob")
	alice.says(commandPart+" [role=status]", "1 suggestion")
	alice.accessible("a suggestion")
	alice.key(kb.Enter)
	dan.Sees(bob.ID, "p => !p.audioEnabled")
	bob.Await("!meeting.self.audioEnabled")
	alice.announces("status", "Bob is muted")
	alice.is("[part=panel]", `panel => !panel.querySelector("[role=combobox]")`)
	alice.focusIs(button("pin", bob.ID))

	alice.opensCommand()
	alice.types("bob remove", "Remove Bob")
	alice.key(kb.Enter)
	alice.asks("kick", "Remove Bob")
	require.Zero(t, alice.sent(meeting, wire.KickPeers), "it asks first")
	alice.key(kb.Escape)
	alice.asksNothing()
	alice.focusIs(button("pin", bob.ID))

	alice.opensCommand()
	alice.types("mute bob", "The microphone is off already.")
	bob.Do("meeting.self.enableAudio()")
	alice.is(`[role=option][aria-selected="true"]`, "option => option.ariaDisabled !== 'true'")
	alice.key(kb.Escape)
	alice.is("[part=panel]", `panel => !panel.querySelector("[role=combobox]")`)
	alice.focusIs(button("pin", bob.ID))
}

func TestWhatIsTypedSaysWhyNot(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
	alice := open(t, meeting, e2e.Who{Name: "Alice", Preset: "cohost"})
	alice.shows(2)
	alice.reach(button("disableAudio", bob.ID))
	alice.opensCommand()
	alice.types("remove bob", "Your preset does not grant kick_participant.")
	alice.accessible("a reason in the command line")
	alice.key(kb.Enter)
	alice.click(commandPart + " [role=option]")
	alice.is(commandPart, "dialog => dialog.open")
	alice.is("dialog", "dialog => !dialog.open")
	require.Zero(t, alice.sent(meeting, wire.KickPeers))
	require.Empty(t, e2e.Eval[[]string](alice.Tab, "overflow()"))
}
