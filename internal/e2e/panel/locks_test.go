package panel_test

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
)

const (
	locksMenu = "button[data-locks]"
	locksLine = "[part=locked]"
)

// locks is the selector of an item of the open menu of locks.
func locks(what string) string {
	return `[role=menu]:popover-open [role=menuitemcheckbox][data-lock="` + what + `"]`
}

func (p *panel) opensLocks() {
	p.t.Helper()
	p.is(locksMenu, "button => button.ariaExpanded === 'true'")
	p.focusIs(`[role=menu]:popover-open [role=menuitemcheckbox]`)
}

func TestTheMenuOfLocks(t *testing.T) {
	t.Parallel()
	hands.inEach(t, func(t *testing.T, meeting *e2e.Meeting, hand string, use way) {
		bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
		carol := meeting.Join(e2e.Who{Name: "Carol"})
		alice := open(t, meeting, host)
		alice.shows(3)
		alice.Sees(bob.ID, "p => p.audioEnabled && p.audioTrack")
		toggle := func(what string) {
			t.Helper()
			use(alice, locksMenu)
			alice.opensLocks()
			if hand == "mouse" {
				alice.click(locks(what))
			} else {
				alice.press(kb.ArrowDown, locks(what), 3)
				alice.key(kb.Enter)
			}
			alice.closedMenu()
		}

		toggle("audio")
		alice.says(locksLine, "Locked for everybody: microphone.")
		alice.announces("status", "Bob: microphone locked")
		for _, p := range []*e2e.Participant{bob, carol} {
			p.Await(`meeting.self.permissions.canProduceAudio === "NOT_ALLOWED"`)
			alice.says(row(p.ID), "microphone locked")
		}
		toggle("chat")
		alice.says(locksLine, "Locked for everybody: microphone and chat.")
		use(alice, locksMenu)
		alice.opensLocks()
		alice.is(locks("audio"), "item => item.ariaChecked === 'true'")
		alice.is(locks("video"), "item => item.ariaChecked === 'false'")
		alice.key(kb.Escape)
		alice.closedMenu()
		alice.focusIs(locksMenu)

		toggle("audio")
		alice.announces("status", "Carol was never seen to use it (microphone) and stays locked")
		alice.says(locksLine, "Locked for everybody: chat. 1 person is locked.")
		bob.Await(`meeting.self.permissions.canProduceAudio === "ALLOWED"`)
		carol.Await(`meeting.self.permissions.canProduceAudio === "NOT_ALLOWED"`)
		use(alice, "[data-undo]")
		carol.Await(`meeting.self.permissions.canProduceAudio === "ALLOWED"`)
		alice.is(locksLine, "line => !line.innerText.includes('1 person')")
		alice.focusIsNotLost()
	})
}

// Another host lifts a lock with plain calls of the SDK.
func TestThePanelSaysThatALockDoesNotHold(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
	herb := meeting.Join(e2e.Who{Name: "Herb", Preset: "host"})
	herb.Sees(bob.ID, "p => true")
	alice := open(t, meeting, host)
	alice.shows(3)
	alice.Sees(bob.ID, "p => p.audioEnabled && p.audioTrack")
	alice.click(locksMenu)
	alice.click(locks("audio"))
	for range 2 {
		bob.Await(`meeting.self.permissions.canProduceAudio === "NOT_ALLOWED" && !meeting.self.audioEnabled`)
		alice.Sees(bob.ID, "p => !p.audioEnabled")
		herb.Do(`(id) => meeting.participants.updatePermissions([id], { media: { audio: { canProduce: 1 } } })`, bob.ID)
		bob.Await(`meeting.self.permissions.canProduceAudio === "ALLOWED"`)
		bob.Do("meeting.self.enableAudio()")
	}
	alice.announces("alert", "Bob: the lock (microphone) does not hold here, or was lifted by somebody")
	alice.says(locksLine, "It does not hold for 1 person.")
	alice.is(row(bob.ID), "row => !row.innerText.includes('microphone locked')")
}

func TestTheMenuOfLocksFitsAndIsAccessible(t *testing.T) {
	t.Parallel()
	theMenuOfLocksFits(t, "ar")
}

func theMenuOfLocksFits(t *testing.T, locales ...string) {
	t.Helper()
	meeting := rig.Meeting(t)
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
	alice := join(t, meeting, host)
	alice.Do(`document.querySelector("#place").style.blockSize = "900px"`) // all of it is in sight
	for _, locale := range locales {
		alice.Do("show", object{"locale": locale})
		alice.shows(2)
		alice.resize("280px", true)
		alice.click(locksMenu)
		alice.opensLocks()
		alice.accessible("the menu of locks, " + locale)
		alice.is("[role=menu]:popover-open", "menu => menu.getBoundingClientRect().left >= 0 && menu.getBoundingClientRect().right <= innerWidth")
		for _, what := range []string{"audio", "chat"} {
			alice.closesBy(locks(what))
			alice.is(locksLine, "line => !line.hidden")
			alice.is("[part=notice]", "notice => !notice.hidden")
			alice.click("[data-dismiss]")
			alice.click(locksMenu)
		}
		alice.key(kb.Escape)
		alice.closedMenu()
		alice.is(row(bob.ID), "row => row.matches('[data-locked]')")
		alice.accessible("locks, " + locale)
		require.Empty(t, e2e.Eval[[]string](alice.Tab, "overflow()"), locale)
		require.Empty(t, e2e.Eval[[]string](alice.Tab, tooSmall, 44), locale)
		alice.Do("controls.close()")
	}
}

// closesBy uses an item, and waits until the menu is closed.
func (p *panel) closesBy(item string) {
	p.t.Helper()
	p.click(item)
	p.closedMenu()
}
