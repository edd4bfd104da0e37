package panel_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// findings runs every rule of axe that is not experimental, and those for the
// size of targets, over the whole page; or those of colours only.
const findings = `(async (ofColours) => {
	const { violations } = await axe.run(document, {
		resultTypes: ["violations"],
		...(ofColours ? { runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } } : { rules: { "target-size": { enabled: true } } }),
	});
	return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html, failureSummary }) => id + ": " + help + "\n" + html + "\n" + failureSummary));
})`

// accessible requires that axe finds nothing, in light and in dark, which changes colours only.
func (p *panel) accessible(state string) {
	p.t.Helper()
	if !e2e.Eval[bool](p.Tab, "Boolean(window.axe)") {
		source, err := os.ReadFile("../../../js/node_modules/axe-core/axe.min.js")
		require.NoError(p.t, err, "axe comes from npm: run `npm ci` in the folder js")
		p.Do(string(source))
	}
	for _, scheme := range []string{"light", "dark"} {
		p.prefers("prefers-color-scheme", scheme)
		require.Empty(p.t, e2e.Eval[[]string](p.Tab, findings, scheme == "dark"), "%s, %s", state, scheme)
	}
}

func TestAxeFindsNothingWithAHost(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := join(t, meeting, host)
	dan := meeting.Join(e2e.Who{Name: "Dan", Preset: "host"})
	bots := meeting.Bots(roomclient.Bots{Count: 8, Audio: true})
	meeting.Bots(roomclient.Bots{Count: 2, Knock: true})
	alice.Do("show", object{"confirmTimeoutMs": 1500})
	alice.shows(10)
	dan.Do("(id) => meeting.participants.joined.get(id).pin()", bots[2].ID)
	alice.says(row(bots[2].ID), "pinned")
	alice.accessible("list")

	alice.reach(button("disableVideo", bots[0].ID))
	alice.is("[part=tooltip]", "tip => tip.matches(':popover-open')")
	alice.accessible("a reason shown")

	alice.click("[type=search]")
	alice.key("a")
	alice.accessible("searching")
	alice.key("q", "x", "q")
	alice.is("[part=empty]", "nobody => nobody.checkVisibility()")
	alice.accessible("nobody found")
	alice.key("\b", "\b", "\b", "\b")
	alice.shows(10)

	alice.click(button("kickAll", ""))
	alice.asks("kickAll")
	alice.accessible("dialog")
	alice.click("[data-cancel]")
	alice.click(button("kick", bots[1].ID))
	alice.asks("kick")
	meeting.TellBot(bots[1].ID, object{"leave": true})
	alice.is("[data-confirm]", "button => button.ariaDisabled === 'true'")
	alice.accessible("dialog that cannot be confirmed")
	alice.click("[data-cancel]")

	meeting.Fault(roomclient.Fault{Event: wire.HostControlPeer.String(), Action: "drop"})
	meeting.Fault(roomclient.Fault{Event: wire.HostControlAllPeers.String(), Action: "refuse"})
	alice.click(button("disableAudio", bots[3].ID))
	alice.is(button("disableAudio", bots[3].ID), "button => button.dataset.mark === 'unconfirmed'")
	alice.click(button("disableAllAudio", ""))
	alice.is(button("disableAllAudio", ""), "button => button.dataset.mark === 'failed'")
	alice.announces("alert", "The server refused.")
	alice.accessible("failed and unconfirmed")
	meeting.ClearFaults()

	dan.Do(`(id) => meeting.participants.updatePermissions([id], { kickParticipant: false })`, alice.ID)
	alice.is(button("kick", bots[4].ID), "button => button.ariaDisabled === 'true'")
	alice.accessible("a right withdrawn")

	alice.cut(meeting)
	alice.is("[part=banner]", "banner => banner.checkVisibility()")
	alice.accessible("offline")
	meeting.ClearFaults()
	alice.is("[part=banner]", "banner => !banner.checkVisibility()")

	dan.Await("(id) => meeting.participants.joined.has(id)", alice.ID)
	dan.Do("meeting.participants.kickAll()")
	alice.says("[part=closing]", "The meeting has ended")
	alice.accessible("over")
}

func TestAxeFindsNothingWhilePending(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := open(t, meeting, host)
	bots := meeting.Bots(roomclient.Bots{Count: 3, Audio: true})
	alice.shows(4)
	meeting.Fault(roomclient.Fault{Event: wire.HostControlPeer.String(), Action: "stall", Participant: alice.ID})
	alice.click(button("disableAudio", bots[0].ID))
	alice.is(button("disableAudio", bots[0].ID), "button => button.ariaBusy === 'true'")
	alice.accessible("pending")
	require.Equal(t, "true", e2e.Eval[string](alice.Tab, "(selector) => find(selector).ariaBusy", button("disableAudio", bots[0].ID)))
	meeting.ClearFaults()
	alice.announces("status", "is muted")
	alice.accessible("done")
}

func TestAxeFindsNothingWithAGuest(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	bob := join(t, meeting, e2e.Who{Name: "Bob"})
	meeting.Bots(roomclient.Bots{Count: 3, Audio: true})
	for _, locale := range []string{"en", "ar"} {
		bob.Do("show", object{"locale": locale})
		bob.shows(4)
		bob.is("[part=folded]", "folded => folded.checkVisibility()")
		bob.accessible(fmt.Sprint("folded, ", locale))
		bob.click("summary")
		bob.says("[part=folded] code", "kick_participant")
		bob.accessible(fmt.Sprint("folded open, ", locale))
		bob.Do("controls.close()")
	}
	bob.Do("show", object{})
	bob.click(button("leave", ""))
	bob.says("[part=closing]", "You have left")
	bob.accessible("left")
}

func TestAxeFindsNothingWithAQueueAndAMenu(t *testing.T) {
	t.Parallel()
	for _, locale := range []string{"en", "ar"} {
		t.Run(locale, func(t *testing.T) {
			t.Parallel()
			meeting := rig.Meeting(t)
			waiting := meeting.Bots(roomclient.Bots{Count: 3, Knock: true})
			bots := meeting.Bots(roomclient.Bots{Count: 3, Audio: true})
			alice := join(t, meeting, host)
			dan := meeting.Join(e2e.Who{Name: "Dan", Preset: "host"})
			dan.Sees(alice.ID, here)
			alice.Do("show", object{"locale": locale, "confirmTimeoutMs": soonUnconfirmed["confirmTimeoutMs"]})
			alice.shows(5)
			alice.queues(3)
			meeting.Fault(roomclient.Fault{Event: wire.AcceptWaitingRoomRequests.String(), Action: "drop"})
			alice.click(button(letIn, waiting[1].ID))
			alice.is(button(letIn, waiting[1].ID), "button => button.dataset.mark === 'unconfirmed'")
			alice.accessible("queue, with a row that failed")
			alice.click(button(turnAllAway, ""))
			alice.asks(turnAllAway)
			alice.accessible("asked")
			alice.click("[data-cancel]")

			alice.reach(button(letIn, waiting[0].ID))
			meeting.TellBot(waiting[0].ID, object{"leave": true})
			alice.is(button(letIn, waiting[1].ID), "button => find('[data-gone]') !== null")
			alice.focusIs(row(waiting[0].ID) + " .who")
			alice.accessible("somebody gave up")

			alice.click("[part=title]")
			alice.queues(2)
			alice.Do(`document.querySelector("#place").style.blockSize = "900px"`) // nothing lies under the footer
			alice.resize("360px", true)
			alice.click(more(bots[0].ID))
			alice.opensMenu(bots[0].ID)
			dan.Do("(id) => meeting.participants.updatePermissions([id], { kickParticipant: false })", alice.ID)
			alice.is(item("kick"), "item => item.ariaDisabled === 'true'")
			alice.accessible("narrow, with a menu and a reason in it")
			alice.key("\u001b")
			alice.resize("280px", true)
			alice.accessible("as narrow as can be")
		})
	}
}
