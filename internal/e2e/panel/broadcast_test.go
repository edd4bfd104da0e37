package panel_test

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

const (
	record        = "recording.start"
	stopRecording = "recording.stop"
	pause         = "recording.pause"
	resume        = "recording.resume"
	goLive        = "livestream.start"
	stopLive      = "livestream.stop"
	stopShare     = "stopScreenShare"
	stopAllShares = "stopAllScreenShares"
)

// headSays waits until each panel says this in its header.
func headSays(text string, panels ...*panel) {
	for _, p := range panels {
		p.says("[part=header]", text)
	}
}

// headDoesNotSay waits until no panel says this in its header.
func headDoesNotSay(text string, panels ...*panel) {
	for _, p := range panels {
		p.Await("(text) => !find('[part=header]').textContent.includes(text)", text)
	}
}

func TestARecordingFromThePanel(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := open(t, meeting, host)
	bob := open(t, meeting, e2e.Who{Name: "Bob"})
	both := []*panel{alice, bob}
	bob.is("[part=broadcast]", "bar => [...bar.querySelectorAll('[data-action]')].every((button) => !button.checkVisibility())")
	for _, use := range hands {
		for _, step := range []struct{ action, next, told, shown string }{
			{record, stopRecording, "The meeting is being recorded", "Recording"},
			{pause, resume, "The recording is paused", "Recording paused"},
			{resume, pause, "The meeting is being recorded", "Recording"},
		} {
			for _, p := range both {
				p.Do("overhear()")
			}
			use(alice, button(step.action, ""))
			alice.focusIs(button(step.next, ""))
			headSays(step.shown, both...)
			for _, p := range both {
				p.overhears(step.told)
			}
		}
		use(alice, button(stopRecording, ""))
		headDoesNotSay("Recording", both...)
		bob.overhears("The recording has stopped")
		alice.focusIs(button(record, ""))
		alice.is(button(pause, ""), "button => !button.checkVisibility()")
	}
}

func TestALivestreamFromThePanel(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := open(t, meeting, e2e.Who{Name: "Alice", Preset: "livestream-host"})
	bob := open(t, meeting, e2e.Who{Name: "Bob", Preset: "livestream-viewer"})
	both := []*panel{alice, bob}
	for _, use := range hands {
		headDoesNotSay("watching", both...)
		for _, p := range both {
			p.is("[part=watch]", "link => !link.checkVisibility() && !link.hasAttribute('href')")
		}

		use(alice, button(goLive, ""))
		alice.focusIs(button(stopLive, ""))
		headSays("Live", both...)
		headSays("1 watching", both...)
		bob.announces("status", "The livestream is on")
		for _, p := range both {
			p.is("[part=watch]", `link => link.checkVisibility() && link.protocol === "https:" && link.target === "_blank" && link.rel === "noopener noreferrer"`)
			require.Equal(t, e2e.Eval[string](p.Tab, "meeting.livestream.playbackUrl"), e2e.Eval[string](p.Tab, `find("[part=watch]").href`))
		}

		bob.reach("[part=watch]")
		use(alice, button(stopLive, ""))
		alice.focusIs(button(goLive, ""))
		headDoesNotSay("Live", both...)
		headDoesNotSay("watching", both...)
		bob.focusIs("[part=title]")
	}
	alice.Do("meeting.livestream.start({ manualIngestion: true })")
	headSays("Livestream waits for an encoder", both...)
	alice.click(button(stopLive, ""))
	headDoesNotSay("Livestream waits", both...)
}

// shares has people share their screens, and waits until a panel says so.
func shares(seenBy *panel, people ...*e2e.Participant) {
	for _, p := range people {
		p.Do("drawScreen(), meeting.self.enableScreenShare()")
		seenBy.says(row(p.ID), "sharing a screen")
	}
}

func TestSharesAreStopped(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	bob, carol := meeting.Join(e2e.Who{Name: "Bob"}), meeting.Join(e2e.Who{Name: "Carol"})
	alice := open(t, meeting, host)
	alice.shows(3)
	alice.is(button(stopAllShares, ""), "button => !button.checkVisibility()")
	shares(alice, bob, carol)
	alice.is(button(stopAllShares, ""), "button => button.checkVisibility() && button.textContent.includes('2')")
	alice.keyboard(button(stopAllShares, ""))
	for _, p := range []*e2e.Participant{bob, carol} {
		p.Await("!meeting.self.screenShareEnabled")
		p.Await(`meeting.self.permissions.canProduceScreenshare === "ALLOWED"`)
	}
	alice.announces("status", "2 screen shares stopped")
	alice.is(button(stopAllShares, ""), "button => !button.checkVisibility()")
	alice.focusIsNotLost()

	shares(alice, bob, carol)
	for hand, p := range map[string]*e2e.Participant{"mouse": bob, "keyboard": carol} {
		alice.chooses(hand, hands[hand], stopShare, p.ID)
		p.Await("!meeting.self.screenShareEnabled")
		alice.announces("status", p.Name+"’s screen share has stopped")
		alice.focusIsNotLost()
	}
}

// On a phone the bar costs one line, and the people keep their room.
func TestTheSheetHasRoomForPeopleAndTheBar(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	meeting.Bots(roomclient.Bots{Count: 12, Audio: true})
	page := openSheet(t, meeting, 390, 844)
	page.Run(chromedp.TapXY(point(page, button(record, ""))))
	page.Await(inDemo + `.querySelector("[part=header]").textContent.includes("Recording")`)
	page.Await("(selector) => ("+wholeInSheet+")(selector) === 2", "[part=broadcast] button[data-action]")
	page.Await("(selector) => ("+wholeInSheet+")(selector) >= 5", "[role=grid] [data-participant]")
	require.Equal(t, 1, e2e.Eval[int](page, wholeInSheet, button("leave", "")))
}
