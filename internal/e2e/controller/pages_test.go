package controller_test

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

// joinHeadless joins a meeting on the page with plain buttons, as a person would.
func joinHeadless(t *testing.T, meeting *e2e.Meeting, name, role string) *e2e.Tab {
	t.Helper()
	page := rig.Open(t, "/headless.html?meeting="+meeting.Name)
	page.Await(`document.querySelector("[name=preset]").length > 0`)
	require.Equal(t, meeting.Name, e2e.Eval[string](page, `document.querySelector("[name=meeting]").value`))
	page.Run(
		chromedp.Clear(chromedp.CSS(`[name="name"]`)),
		chromedp.SendKeys(chromedp.CSS(`[name="name"]`), name),
		chromedp.SetValue(chromedp.CSS(`[name="preset"]`), role),
	)
	page.Click(`#join button`)
	page.Await(`document.querySelector("#controls").checkVisibility()`)
	return page
}

// button is the selector of a button about a person, or about the meeting.
func button(action, id string) string {
	if id == "" {
		return `#meeting-actions [data-action="` + action + `"]`
	}
	return `[data-participant="` + id + `"] [data-action="` + action + `"]`
}

// press clicks a button and waits for the log to say how it ended.
func press(page *e2e.Tab, action, id, logged string) {
	page.Await("(selector) => document.querySelector(selector)", button(action, id))
	page.Click(button(action, id))
	page.Await("(text) => [...document.querySelectorAll('#log li')].some(line => line.textContent.includes(text))", logged)
}

// rowSays waits until somebody's row has these words.
func rowSays(page *e2e.Tab, id, words string) {
	page.Await(`(id, words) => document.querySelector('[data-participant="' + id + '"]')?.innerText.replace(/\s+/g, " ").startsWith(words)`, id, words)
}

// arrived waits until what is heard or seen of somebody has fully arrived in the page: before,
// the SDK may show it on again after it went off.
func arrived(page *e2e.Tab, id string, devices ...string) {
	for _, device := range devices {
		page.Await("(id) => ("+device+")(meeting.participants.joined.get(id))", id)
	}
}

func TestHeadlessPage(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	bob := meeting.Join(e2e.Who{Name: "Bob <b>", Audio: true, Video: true})
	bots := meeting.Bots(roomclient.Bots{Count: 4, Audio: true})
	page := joinHeadless(t, meeting, "Alice", "host")
	page.Await(`document.querySelectorAll("#people tr").length === 5`)
	rowSays(page, bob.ID, "Bob <b> on on")
	arrived(page, bob.ID, heard, seen)

	press(page, "disableAudio", bob.ID, "disableAudio Bob <b>: confirmed")
	bob.Await("!meeting.self.audioEnabled")
	rowSays(page, bob.ID, "Bob <b> off on")
	press(page, "recording.start", "", "recording.start: confirmed")
	bob.Await(`meeting.recording.recordingState === "RECORDING"`)
	page.Await(`document.querySelector("#broadcast").textContent === "recording: RECORDING"`)
	press(page, "recording.stop", "", "recording.stop: confirmed")
	page.Await(`document.querySelector('[data-action="stage.join"]').hidden`)
	press(page, "disableAudio", bob.ID, "disableAudio Bob <b>: unchanged")
	press(page, "disableVideo", bob.ID, "disableVideo Bob <b>: confirmed")
	bob.Await("!meeting.self.videoEnabled")
	press(page, "pin", bob.ID, "pin Bob <b>: confirmed")
	bob.Await("meeting.self.isPinned")
	rowSays(page, bob.ID, "Bob <b> off off pinned")
	press(page, "unpin", bots[0].ID, "not-pinned")
	press(page, "unpin", bob.ID, "unpin Bob <b>: confirmed")
	bob.Await("!meeting.self.isPinned")
	press(page, "disableAllAudio", "", "disableAllAudio: confirmed")
	for _, p := range meeting.Room().Participants {
		require.False(t, p.Audio, p.Name)
	}
	require.Equal(t, "disableAllAudio", e2e.Eval[string](page, "document.activeElement.dataset.action"), "the focus stays on the button")

	press(page, "kick", bob.ID, "kick Bob <b>: confirmed")
	bob.Hears("self", "roomLeft", `({ state }) => state === "kicked"`)
	page.Await(`document.querySelectorAll("#people tr").length === 4`)
	press(page, "kickAll", "", "The meeting is over: ended")
	meeting.AwaitRoom("nobody there", func(room roomclient.Room) bool { return len(room.Participants) == 0 })
	page.Await(`document.querySelector("#room").textContent.includes("ended")`)
}

func TestHeadlessPageKeepsAPress(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
	bot := meeting.Bots(roomclient.Bots{Count: 1})[0]
	page := joinHeadless(t, meeting, "Alice", "host")
	rowSays(page, bob.ID, "Bob on off")
	arrived(page, bob.ID, heard)
	selector := button("disableAudio", bob.ID)
	page.Run(chromedp.ScrollIntoView(chromedp.CSS(selector)))
	middle := e2e.Eval[[]float64](page, `(selector) => {
		const { left, top, width, height } = document.querySelector(selector).getBoundingClientRect();
		return [left + width / 2, top + height / 2];
	}`, selector)

	page.Run(chromedp.MouseEvent(chromedp.MousePressed, middle[0], middle[1], chromedp.ButtonLeft, chromedp.ClickCount(1)))
	meeting.TellBot(bot.ID, map[string]any{"audio": true})
	rowSays(page, bot.ID, bot.Name+" on")
	page.Run(chromedp.MouseEvent(chromedp.MouseReleased, middle[0], middle[1], chromedp.ButtonLeft, chromedp.ClickCount(1)))
	bob.Await("!meeting.self.audioEnabled")
	rowSays(page, bob.ID, "Bob off off")
}

func TestHeadlessPageSaysWhyNot(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
	page := joinHeadless(t, meeting, "Mallory", "guest")
	rowSays(page, bob.ID, "Bob on off")
	for _, action := range []string{"disableAudio", "disableVideo", "pin", "unpin", "kick"} {
		require.True(t, e2e.Eval[bool](page, `(selector) => {
			const button = document.querySelector(selector);
			button.focus();
			return document.activeElement === button && button.ariaDisabled === "true" && button.title.length > 10;
		}`, button(action, bob.ID)), action)
	}
	press(page, "kick", bob.ID, "permission 1201 (kick_participant)")
	press(page, "disableAllAudio", "", "permission 1201 (disable_participant_audio)")
	require.True(t, bob.Self().AudioEnabled)
	press(page, "leave", "", "The meeting is over: left")
	bob.Await("meeting.participants.joined.size === 0")
}

func TestHeadlessPageOnAPhone(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	meeting.Bots(roomclient.Bots{Count: 60, Audio: true, Video: true})
	page := joinHeadless(t, meeting, "Alice with rather a long name", "host")
	page.Run(chromedp.EmulateViewport(360, 740, chromedp.EmulateMobile, chromedp.EmulateTouch))
	page.Await(`document.querySelectorAll("#people tr").length === 50 && document.querySelector("#more").textContent.includes("10 more")`)
	page.Await("document.documentElement.scrollWidth <= innerWidth")
}

func TestMinimalPage(t *testing.T) {
	t.Parallel()
	meeting := rig.MeetingNamed(t, "demo")
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
	bob.Await("meeting.self.roomJoined")
	page := rig.Open(t, "/minimal.html")
	page.Await(`document.querySelector("#result").value === "Others here: 1"`)
	bob.Await("meeting.participants.joined.size === 1")
	bob.Await("meeting.self.audioEnabled")
	page.Await(`!document.querySelector("#mute-all").disabled`)

	page.Click("#mute-all")

	page.Await(`document.querySelector("#result").value === "confirmed: 1 muted"`)
	bob.Await("!meeting.self.audioEnabled")
}
