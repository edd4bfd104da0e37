package panel_test

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

func TestAskingInThePanel(t *testing.T) {
	t.Parallel()
	hands.inEach(t, func(t *testing.T, meeting *e2e.Meeting, hand string, use way) {
		bob := open(t, meeting, e2e.Who{Name: "Bob"})
		alice := open(t, meeting, host)
		alice.says(row(bob.ID), "microphone off")

		use(alice, more(bob.ID))
		alice.opensMenu(bob.ID)
		choices[hand](alice, "askToUnmute")
		alice.announces("status", "Bob was asked to unmute")
		bob.announces("status", "Somebody in this meeting asks you to unmute.")
		bob.says("[part=requests]", "Somebody in this meeting asks you to unmute.")
		bob.accessible("asked to unmute")
		use(bob, "[data-accept=audio]")
		bob.Await("meeting.self.audioEnabled")
		bob.is("[part=requests]", "section => section.hidden")
		bob.focusIsNotLost()
		alice.says(row(bob.ID), "microphone on")

		use(alice, more(bob.ID))
		alice.opensMenu(bob.ID)
		choices[hand](alice, "askToStartVideo")
		bob.says("[part=requests]", "Somebody in this meeting asks you to start your camera.")
		use(bob, "[data-decline=video]")
		bob.is("[part=requests]", "section => section.hidden")
		require.False(t, e2e.Eval[bool](bob.Tab, "meeting.self.videoEnabled"))
	})
}

func TestARequestGoesWhenTheDeviceIsOn(t *testing.T) {
	t.Parallel()
	aRequestGoes(t, "ar")
}

// aRequestGoes has somebody turn on the device, who has answered by that.
func aRequestGoes(t *testing.T, locales ...string) {
	t.Helper()
	meeting := rig.Meeting(t)
	for _, locale := range locales {
		bob := join(t, meeting, e2e.Who{Name: "Bob " + locale})
		bob.Do("show", object{"locale": locale})
		alice := meeting.Join(e2e.Who{Name: "Alice"})
		alice.Sees(bob.ID, here)
		bob.is("[part=list]", "list => list.checkVisibility()")
		bob.resize("280px", true)
		ask := `(id, kind) => meeting.participants.broadcastMessage("gavel.request", { kind }, { participantIds: [id] })`
		alice.Do(ask, bob.ID, "audio")
		alice.Do(ask, bob.ID, "video")
		bob.is("[part=requests]", "section => section.querySelectorAll('.call').length === 2 && section.checkVisibility()")
		bob.is(".panel", "panel => panel.scrollWidth <= panel.clientWidth")
		bob.accessible("asked for both, " + locale)
		bob.Do("meeting.self.enableAudio()")
		bob.is("[part=requests]", "section => section.querySelectorAll('.call').length === 1")
		bob.Do("controls.close()")
	}
}

func TestWhoWasMutedIsAskedBack(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := open(t, meeting, host)
	bots := meeting.Bots(roomclient.Bots{Count: 3, Audio: true})
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true}).Attach(e2e.AttachOptions{})
	quiet := meeting.Join(e2e.Who{Name: "Quiet"}).Attach(e2e.AttachOptions{})
	alice.Sees(bob.ID, heard)
	alice.says(row(bob.ID), "microphone on")
	alice.says(row(quiet.ID), "microphone off")
	alice.shows(6)

	alice.click(button("disableAllAudio", ""))
	alice.is("[data-undo]", "undo => undo.checkVisibility() && undo.textContent === 'Ask them to unmute'")
	meeting.TellBot(bots[0].ID, map[string]any{"leave": true})
	alice.shows(5)
	alice.click("[data-undo]")
	bob.Await(`told.some(({ type }) => type === "request")`)
	alice.announces("status", "3 asked to unmute")
	require.Equal(t, 1, alice.sent(meeting, wire.BroadcastToEntity))
	require.Zero(t, e2e.Eval[int](quiet.Tab, `told.filter(({ type }) => type === "request").length`), "who was off before is not asked")
}

func TestARemovalIsHeldBack(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := join(t, meeting, host)
	alice.Do("show", object{"holdBackMs": 60_000})
	bots := meeting.Bots(roomclient.Bots{Count: 2})
	alice.shows(3)
	alice.Do("overhear()")

	alice.click(button("kick", bots[0].ID))
	alice.asks("kick")
	alice.click("[data-confirm]")
	alice.says("[part=held]", bots[0].Name+" will be removed in")
	alice.is("[part=held] p", "text => !text.textContent.includes('60')")
	alice.accessible("a removal is held back")
	alice.keyboard("[data-call-off]")
	alice.is("[part=held]", "section => section.hidden")
	alice.focusIsNotLost()
	alice.announces("status", "It was called off")

	alice.click(button("kickAll", ""))
	alice.asks("kickAll")
	alice.click("[data-confirm]")
	alice.says("[part=held]", "The meeting ends for everybody in")
	alice.focusIsNotLost()
	alice.key(kb.Escape)
	alice.is("[part=held]", "section => section.hidden")
	overheard := e2e.Eval[[]string](alice.Tab, "overheard")
	require.Equal(t, []string{bots[0].Name + " will be removed in 60 seconds", "It was called off", "The meeting ends for everybody in 60 seconds", "It was called off"}, overheard, "once each, and not with each second")
	require.Zero(t, alice.sent(meeting, wire.KickPeers))
	require.Len(t, meeting.Room().Participants, 3)
}

func TestWhatIsHeldBackGoesWhenItsTimeHasCome(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := join(t, meeting, host)
	alice.Do("show", object{"holdBackMs": 1500})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	alice.shows(2)
	alice.click(button("kick", bob.ID))
	alice.asks("kick")
	alice.click("[data-confirm]")
	alice.says("[part=held]", "Bob will be removed in")
	bob.Hears("self", "roomLeft", `({ state }) => state === "kicked"`)
	alice.is("[part=held]", "section => section.hidden")
}
