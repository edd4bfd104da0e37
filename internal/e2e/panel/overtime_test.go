package panel_test

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

const (
	policiesPart = "[part=policies]"
	returnedPart = "[part=returned]"
	journalPart  = `dialog[data-dialog="activity"]`
)

func policyItem(policy string) string {
	return `[role=menu]:popover-open [role=menuitemcheckbox][data-policy="` + policy + `"]`
}

func TestPoliciesAreSwitchedOnAndSeen(t *testing.T) {
	t.Parallel()
	hands.inEach(t, func(t *testing.T, meeting *e2e.Meeting, hand string, use way) {
		bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
		alice := open(t, meeting, host)
		alice.shows(2)
		alice.Sees(bob.ID, "p => p.audioEnabled && p.audioTrack")
		use(alice, locksMenu)
		alice.opensLocks()
		if hand == "mouse" {
			alice.click(policyItem("keepMuted"))
		} else {
			alice.press(kb.ArrowDown, policyItem("keepMuted"), 6)
			alice.key(kb.Enter)
		}
		alice.closedMenu()
		alice.says(policiesPart, "Everybody else is kept muted.")
		bob.Await("!meeting.self.audioEnabled")
		alice.announces("status", "Everybody else is kept muted.")
		use(alice, policiesPart+` [data-policy="keepMuted"]`)
		alice.is(policiesPart, "section => section.hidden")
		alice.focusIsNotLost()
		bob.Do("meeting.self.enableAudio()")
		alice.Sees(bob.ID, "p => p.audioEnabled")

		if hand == "mouse" { // the menu of a row is the same for the keyboard as with any action
			alice.click(row(bob.ID) + " [data-more]")
			alice.click(`[role=menu]:popover-open [data-action="floor"]`)
			alice.says(policiesPart, "Bob may speak for 2:00.")
			alice.is(policiesPart+" p", `p => /1:5\d/.test(p.textContent)`)
			alice.accessible("the floor")
		}
	})
}

func TestWhoComesBackIsShown(t *testing.T) {
	t.Parallel()
	hands.inEach(t, func(t *testing.T, meeting *e2e.Meeting, _ string, use way) {
		bob := meeting.Join(e2e.Who{Name: "Bob"})
		alice := open(t, meeting, host)
		alice.shows(2)
		alice.click(button("kick", bob.ID))
		alice.click("[data-confirm]")
		bob.Hears("self", "roomLeft", `({ state }) => state === "kicked"`)
		alice.announces("status", "Bob was removed")
		again := meeting.Join(e2e.Who{Name: "Bob", UserID: bob.UserID})
		alice.says(returnedPart, "Bob was removed and is back.")
		alice.announces("status", "Bob was removed and is back.")
		alice.accessible("somebody is back")
		use(alice, returnedPart+` [data-returned^="again"]`)
		alice.asks("kick", "Remove Bob")
		alice.key(kb.Escape)
		use(alice, returnedPart+` [data-returned^="keepOut"]`)
		again.Hears("self", "roomLeft", `({ state }) => state === "kicked"`)
		alice.is(returnedPart, "section => section.hidden")
		alice.says(policiesPart, "Bob is removed again on coming back.")
		alice.focusIsNotLost()
	})
}

func TestWhoSpeaksIsNamedAndTheListGoesByThat(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := open(t, meeting, host)
	bots := meeting.Bots(roomclient.Bots{Count: 3, Audio: true})
	alice.shows(4)
	last := bots[2]
	meeting.TellBot(last.ID, object{"speaking": true})
	alice.says("[data-speaker]", last.Name+" speaks")
	alice.reach(button("disableAudio", bots[0].ID))
	alice.key("s")
	alice.says("[part=notice]", last.Name+" speaks: 0:")
	alice.Do(`(value) => { const select = find("[part=arrange]"); select.value = value; select.dispatchEvent(new Event("input", { bubbles: true })); }`, "spoke")
	alice.Await(`(id) => { const rows = findAll("[data-participant]"); return rows.length === 1 && rows[0].dataset.participant === id; }`, last.ID)
	alice.accessible("who speaks")
	alice.click("[data-undo]")
	alice.is("[data-speaker]", "button => button.hidden")
	alice.says(row(last.ID), "spoke 0:")
}

func TestTheJournalIsADialog(t *testing.T) {
	t.Parallel()
	hands.inEach(t, func(t *testing.T, meeting *e2e.Meeting, _ string, use way) {
		alice := open(t, meeting, host)
		bots := meeting.Bots(roomclient.Bots{Count: 40, Audio: true})
		alice.shows(41)
		ids := make([]string, len(bots))
		for i := range bots {
			ids[i] = bots[i].ID
		}
		alice.Do(`(targets) => controls.perform({ action: "disableAudio", targets })`, ids)
		alice.Await("controls.journal.length === 40")
		use(alice, "[data-activity]")
		alice.is(journalPart, "dialog => dialog.open")
		alice.says(journalPart, "40 entries")
		alice.is(journalPart, `dialog => dialog.querySelectorAll("[role=listitem]").length < 30`)
		alice.accessible("the journal")
		alice.Do(`(name) => { const field = find("dialog.activity input"); field.value = name; field.dispatchEvent(new Event("input", { bubbles: true })); }`, bots[7].Name)
		alice.says(journalPart, "1 entry")
		alice.says(journalPart, "Mute: "+bots[7].Name)
		alice.Do(`(value) => { const select = find("dialog.activity select"); select.value = value; select.dispatchEvent(new Event("change", { bubbles: true })); }`, "failed")
		alice.says(journalPart, "Nothing yet.")
		alice.key(kb.Escape)
		alice.is(journalPart, "dialog => !dialog.open")
		alice.is(journalPart, `dialog => dialog.querySelectorAll("[role=listitem]").length === 0`)
		alice.focusIs("[data-activity]")
		alice.Do("(state) => meeting.leave()", "")
		alice.is("[part=closing]", "face => face.checkVisibility()")
		use(alice, "[data-activity]")
		alice.says(journalPart, "Nothing yet.")
		require.Empty(t, e2e.Eval[[]string](alice.Tab, "overflow()"))
	})
}

// Who may mute but not lock has the menu all the same.
func TestPoliciesNeedNoRightToLock(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := join(t, meeting, host)
	dan := meeting.Join(e2e.Who{Name: "Dan", Preset: "host"})
	dan.Sees(alice.ID, here)
	dan.Do("(id) => meeting.participants.updatePermissions([id], { canChangeParticipantPermissions: false })", alice.ID)
	alice.Await("!meeting.self.permissions.canChangeParticipantPermissions")
	alice.Do("show", object{})
	alice.shows(2)
	alice.is(locksMenu, `button => button.ariaLabel === "As long as this page is open"`)
	alice.click(locksMenu)
	alice.is(locks("audio"), "item => !item.checkVisibility()")
	alice.click(policyItem("muteOnEntry"))
	alice.says(policiesPart, "Whoever joins is muted once.")
	alice.accessible("policies without locks")
}
