package panel_test

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// What a setting is given.
const (
	allow  = 1
	forbid = 2
)

const notSeen = "what they do cannot be seen from here"

// editPermissions opens the question about somebody's permissions with the mouse or the keyboard.
func (p *panel) editPermissions(hand, id string) {
	p.t.Helper()
	hands[hand](p, more(id))
	p.opensMenu(id)
	choices[hand](p, "updatePermissions")
	p.Await(`find("dialog").open && find("dialog").dataset.dialog === "updatePermissions"`)
	p.focusIs("dialog select")
}

// setting is the selector of what chooses about something.
func setting(name string) string { return `select[name="` + name + `"]` }

// choose chooses what is to become of a setting, with the keyboard.
func (p *panel) choose(name string, chosen int) {
	p.t.Helper()
	p.press(kb.Tab, setting(name), tabStops)
	for range chosen {
		p.key(kb.ArrowDown)
	}
	p.is(setting(name), "select => select.selectedIndex > 0")
}

// known is what the question says was set here of a setting.
func (p *panel) known(name string) string {
	p.t.Helper()
	return e2e.Eval[string](p.Tab, "(selector) => find(selector).labels[0].querySelector('small').textContent", setting(name))
}

func TestPermissionsAreTakenAndSetBack(t *testing.T) {
	t.Parallel()
	hands.inEach(t, func(t *testing.T, meeting *e2e.Meeting, hand string, use way) {
		bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
		alice := open(t, meeting, host)
		alice.Sees(bob.ID, heard)

		alice.editPermissions(hand, bob.ID)
		alice.says("#question", "Permissions of Bob")
		require.Equal(t, "Nothing is chosen.", e2e.Eval[string](alice.Tab, "description", "[data-confirm]"))
		alice.choose("chat.public", forbid)
		use(alice, "[data-confirm]")
		alice.asksNothing()
		alice.announces("status", "New permissions were sent to Bob; "+notSeen)
		alice.focusIs(more(bob.ID))
		bob.Await("!meeting.self.permissions.chatPublic.canSend && meeting.self.permissions.chatPublic.text")
		require.Equal(t, "0501", e2e.Eval[string](bob.Tab, `meeting.chat.sendTextMessage("no").catch((error) => error.code)`))
		require.True(t, bob.Self().AudioEnabled)

		alice.editPermissions(hand, bob.ID)
		require.Equal(t, "not allowed, set here", alice.known("chat.public"))
		require.Empty(t, alice.known("devices.audio"))
		alice.choose("devices.audio", forbid)
		use(alice, "[data-confirm]")
		alice.announces("status", "Bob: microphone locked")
		bob.Await(`!meeting.self.audioEnabled && meeting.self.permissions.canProduceAudio === "NOT_ALLOWED"`)

		alice.editPermissions(hand, bob.ID)
		alice.says("dialog", "The preset may not have allowed it before.")
		use(alice, "[data-back]")
		alice.asksNothing()
		alice.announces("status", notSeen)
		bob.Await(`meeting.self.permissions.chatPublic.canSend && meeting.self.permissions.canProduceAudio === "ALLOWED"`)
		bob.Do(`meeting.chat.sendTextMessage("yes")`)
		alice.Await(`meeting.chat.messages.some(({ message }) => message === "yes")`)
		bob.Do("meeting.self.enableAudio()")
		alice.Sees(bob.ID, heard)

		alice.editPermissions(hand, bob.ID)
		require.False(t, e2e.Eval[bool](alice.Tab, `Boolean(find("[data-back]"))`), "all is set back")
		alice.key(kb.Escape)
		alice.asksNothing()
		alice.focusIs(more(bob.ID))
		require.Equal(t, 4, alice.sent(meeting, wire.UpdateUserPreset), "the microphone is locked and unlocked")
	})
}

func TestACoHostForThisMeeting(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	bob := open(t, meeting, e2e.Who{Name: "Bob"})
	carol := meeting.Join(e2e.Who{Name: "Carol", Audio: true})
	alice := open(t, meeting, host)
	alice.Sees(bob.ID, here)
	bob.Sees(carol.ID, heard)
	bob.is(button("leave", ""), "button => button.checkVisibility()")

	alice.editPermissions("keyboard", bob.ID)
	alice.choose("host.cohost", allow)
	alice.key(kb.Enter) // on a select it does nothing
	alice.keyboard("[data-confirm]")
	alice.announces("status", "New permissions were sent to Bob; "+notSeen)
	bob.is(button("disableAudio", carol.ID), "button => button.ariaDisabled !== 'true'")
	bob.Await("meeting.self.permissions.kickParticipant && meeting.self.permissions.acceptWaitingRequests && !meeting.self.permissions.canChangeParticipantPermissions")
	bob.click(button("disableAudio", carol.ID))
	carol.Await("!meeting.self.audioEnabled")
	bob.announces("status", "Carol is muted")

	alice.editPermissions("keyboard", bob.ID)
	require.Equal(t, "allowed, set here", alice.known("host.cohost"))
	alice.choose("host.cohost", forbid)
	alice.keyboard("[data-confirm]")
	bob.is(button("disableAudio", carol.ID), "button => button.ariaDisabled === 'true'")
	bob.Await("!meeting.self.permissions.kickParticipant && !meeting.self.permissions.acceptWaitingRequests")
}

// What was sent for two at once is known of each.
func TestPermissionsOfTwo(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := open(t, meeting, host)
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	carol := meeting.Join(e2e.Who{Name: "Carol"})
	alice.Sees(bob.ID, here)
	alice.Sees(carol.ID, here)
	noVote := object{"polls": object{"canVote": false, "canView": true}}
	alice.BeginTogether(e2e.Command{Action: "updatePermissions", Targets: []string{bob.ID, carol.ID}, Permissions: noVote})[0].Outcome()
	alice.announces("status", "New permissions were sent to 2 people; "+notSeen)
	for _, p := range []*e2e.Participant{bob, carol} {
		p.Await("!meeting.self.permissions.polls.canVote && meeting.self.permissions.polls.canView")
		alice.editPermissions("mouse", p.ID)
		require.Equal(t, "not allowed, set here", alice.known("polls.vote"))
		alice.click("[data-back]")
		p.Await("meeting.self.permissions.polls.canVote && meeting.self.permissions.polls.canView")
	}
}

func TestAxeFindsNothingWithPermissions(t *testing.T) {
	t.Parallel()
	permissionsAreAccessible(t, "ar")
}

func permissionsAreAccessible(t *testing.T, locales ...string) {
	t.Helper()
	for _, locale := range locales {
		t.Run(locale, func(t *testing.T) {
			t.Parallel()
			meeting := rig.Meeting(t)
			bob := meeting.Bots(roomclient.Bots{Count: 2})[0]
			alice := join(t, meeting, host)
			alice.Do(`document.querySelector("#place").style.inlineSize = "100%"`)
			alice.Do("show", object{"locale": locale})
			alice.shows(3)
			alice.editPermissions("mouse", bob.ID)
			alice.choose("chat.public", forbid)
			alice.click("[data-confirm]")
			alice.asksNothing()
			alice.editPermissions("mouse", bob.ID)
			alice.accessible("the usual settings, one set here")
			alice.click("dialog summary")
			alice.is(setting("polls.create"), "select => select.checkVisibility()")
			alice.accessible("all settings")
			for _, width := range []int64{900, 280} {
				command(alice.Tab, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 500, DeviceScaleFactor: 1})
				require.Empty(t, e2e.Eval[[]string](alice.Tab, "overflow()"), "%d", width)
				require.Empty(t, e2e.Eval[[]string](alice.Tab, cutOff), "%d", width)
				alice.spot("[data-confirm]")
			}
			alice.Do("(most) => { find('[part=panel]').scrollTop = most }", 9999) // below the last control is the footer only
			alice.accessible("as narrow as can be")
		})
	}
}

// cutOff names what sticks out of the question, or has no room for what it says.
const cutOff = `(() => {
	const edges = find("dialog").getBoundingClientRect();
	return findAll("dialog :is(select, label, legend, summary, p, small, button)").filter((element) => {
		const { left, right } = element.getBoundingClientRect();
		return element.checkVisibility() && (left < edges.left || right > edges.right || element.scrollWidth > element.clientWidth + 1);
	}).map((element) => element.outerHTML);
})()`
