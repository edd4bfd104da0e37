package e2e_test

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

const (
	showsScreen = `(name) => document.body.dataset.screen === name`
	showsTile   = `(name, frames) => [...document.querySelectorAll("#tiles > li")].some(tile =>
		tile.querySelector(".name").textContent.includes(name) &&
		tile.querySelector("video").getVideoPlaybackQuality().totalVideoFrames >= frames)`
)

// fillForm joins a meeting on the demo page as a person would.
func fillForm(page *e2e.Tab, meeting *e2e.Meeting, name, role string) {
	page.Await(`!document.querySelector("#join").disabled`)
	page.Run(
		chromedp.SendKeys(chromedp.CSS(`[name="name"]`), name),
		chromedp.SetValue(chromedp.CSS(`[name="role"]`), role),
		chromedp.Clear(chromedp.CSS(`[name="meeting"]`)),
		chromedp.SendKeys(chromedp.CSS(`[name="meeting"]`), meeting.Name),
	)
	page.Click("#join")
}

// named is the id of the participant of that name that the room has.
func named(t *testing.T, meeting *e2e.Meeting, name string) string {
	t.Helper()
	for _, p := range meeting.Room().Participants {
		if p.Name == name {
			return p.ID
		}
	}
	require.Fail(t, "nobody of that name", name)
	return ""
}

func TestDemoPage(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true, Video: true})
	page := rig.Open(t, "/")
	fillForm(page, meeting, "Alice", "host")
	page.Await(showsScreen, "meeting")
	page.Await(showsTile, "Bob", 5)
	page.Await(showsTile, "Alice", 5)
	page.Await(`document.querySelectorAll("#tiles > li").length === 2`)
	alice := named(t, meeting, "Alice")
	bob.Sees(alice, `p => p.presetName === "host" && p.audioEnabled && p.videoEnabled`)
	bob.Await("(id) => videoFrames(id) > 5", alice)

	page.Click("#microphone")
	bob.Sees(alice, "p => !p.audioEnabled && p.videoEnabled")
	page.Click("#camera")
	bob.Sees(alice, "p => !p.videoEnabled")
	page.Click("#microphone")
	bob.Sees(alice, "p => p.audioEnabled")

	page.Click("#leave")
	page.Await(showsScreen, "over")
	bob.SeesNot(alice)
}

func TestDemoPageSaysHowItEnded(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	host := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	page := rig.Open(t, "/")
	fillForm(page, meeting, "Bob", "waiting-guest")
	page.Await(showsScreen, "waiting")
	host.Await("meeting.participants.waitlisted.size === 1")
	host.Do("meeting.participants.acceptAllWaitingRoomRequest([...meeting.participants.waitlisted.keys()])")
	page.Await(showsScreen, "meeting")

	host.Await("meeting.participants.joined.size === 1")
	host.Do("meeting.participants.joined.toArray()[0].kick()")
	page.Await(showsScreen, "over")
	require.Regexp(t, "(?i)removed", e2e.Eval[string](page, `document.querySelector("#over-heading").textContent`))
}

func TestDemoPageWithoutDevices(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	page := rig.OpenRefusingDevices(t, "/")
	fillForm(page, meeting, "Alice", "guest")
	page.Await(showsScreen, "meeting")
	page.Await(`document.querySelector("#notice").checkVisibility() && /camera/i.test(document.querySelector("#notice-text").textContent)`)
	alice := meeting.Person(named(t, meeting, "Alice"))
	require.False(t, alice.Audio)
	require.False(t, alice.Video)
}

func TestDemoPageOnAPhone(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	meeting.Bots(roomclient.Bots{Count: 30, Audio: true})
	page := rig.Open(t, "/")
	page.Run(chromedp.EmulateViewport(360, 740, chromedp.EmulateMobile, chromedp.EmulateTouch))
	const fits = "document.documentElement.scrollWidth <= innerWidth"
	page.Await(fits)
	fillForm(page, meeting, "Alice", "host")
	page.Await(showsScreen, "meeting")
	page.Await(showsTile, "Alice", 5)
	page.Await(fits)
	for _, button := range []string{"#microphone", "#camera", "#invite summary", "#leave"} {
		require.True(t, e2e.Eval[bool](page, `(button) => {
			const box = document.querySelector(button).getBoundingClientRect();
			return box.left >= 0 && box.right <= innerWidth && box.bottom <= innerHeight && box.width >= 40 && box.height >= 40;
		}`, button), "%s is on the screen and big enough for a finger", button)
	}
}

// Who is asked is asked beside the tiles too, where the panel is a sheet that is closed, and on the page without a panel.
func TestTheDemoFollowsWhoIsMoved(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	page := rig.Open(t, "/")
	page.Allow("CLOSING or CLOSED") // the meeting that was left goes on telling of the microphone
	fillForm(page, meeting, "Bob", "guest")
	page.Await(showsScreen, "meeting")
	bob := named(t, meeting, "Bob")
	alice.Sees(bob, "p => p.audioEnabled")
	green := breakout(alice, "Green")
	userID := e2e.Eval[string](alice.Tab, `(id) => meeting.participants.joined.get(id).userId`, bob)
	move := `(from, to, who) => meeting.connectedMeetings.moveParticipants(from, to, [who])`
	alice.Do(move, meeting.Name, green, userID)
	shows := `(title) => document.querySelector("#title").textContent === title && document.body.dataset.screen === "meeting" && document.querySelector("#host-panel").childElementCount === 1`
	page.Await(shows, "Green")
	alice.Do(move, green, meeting.Name, userID)
	page.Await(shows, e2e.Eval[string](alice.Tab, "meeting.meta.meetingTitle"))
	page.Await(`document.querySelectorAll("[data-tile]").length === 2`)
}

func TestTheDemoAsksWhoIsAsked(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	const ask = `(id, kind) => meeting.participants.broadcastMessage("gavel.request", { kind }, { participantIds: [id] })`
	press := func(page *e2e.Tab, place, words string) {
		t.Helper()
		const found = `[...document.querySelectorAll(place + " button")].find((button) => button.textContent === words)`
		page.Await("(place, words) => Boolean("+found+")", place, words)
		page.Do("(place, words) => "+found+".click()", place, words)
	}

	phone := rig.Open(t, "/")
	phone.Run(chromedp.EmulateViewport(390, 844))
	fillForm(phone, meeting, "Bob", "guest")
	phone.Await(showsScreen, "meeting")
	bob := named(t, meeting, "Bob")
	alice.Sees(bob, "p => p.audioEnabled")
	phone.Click("#microphone")
	alice.Sees(bob, "p => !p.audioEnabled")
	phone.Await(`document.querySelector("#host-panel").childElementCount > 0`)
	alice.Do(ask, bob, "audio")
	press(phone, "#requests", "Unmute")
	alice.Sees(bob, "p => p.audioEnabled")
	phone.Await(`document.querySelector("#requests").childElementCount === 0`)

	plain := rig.Open(t, "/headless.html")
	plain.Await(`document.querySelector('[name="preset"]').length > 0`)
	plain.Do(`(name) => {
		const { meeting, name: who, preset } = document.querySelector("#join").elements;
		meeting.value = name;
		who.value = "Carol";
		preset.value = "guest";
		document.querySelector("#join").requestSubmit();
	}`, meeting.Name)
	plain.Await(`!document.querySelector("#controls").hidden`)
	carol := named(t, meeting, "Carol")
	alice.Sees(carol, "p => !p.videoEnabled")
	alice.Do(ask, carol, "video")
	press(plain, "#requests", "Start camera")
	alice.Sees(carol, "p => p.videoEnabled")
}
