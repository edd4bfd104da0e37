package panel_test

import (
	"net/url"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

// The size of the element that is the panel on the demo page, and of the window.
type demoLayout struct {
	Left, Top, Right, Bottom float64
	Width, Height            float64
	Fits                     bool
}

const layoutOfDemo = `(() => {
	const { left, top, right, bottom } = document.querySelector("#host-panel").getBoundingClientRect();
	const { documentElement } = document;
	return { left, top, right, bottom, width: innerWidth, height: innerHeight, fits: documentElement.scrollWidth <= innerWidth };
})()`

// openDemo joins on the demo page.
func openDemo(t *testing.T, meeting *e2e.Meeting, role string, steps ...chromedp.Action[chromedp.Void]) *e2e.Tab {
	t.Helper()
	query := url.Values{"meeting": {meeting.Name}, "role": {role}, "name": {"Alice"}, "autojoin": {"1"}}
	page := rig.Open(t, "/e2e/blank.html")
	page.Run(steps...)
	page.Navigate(rig.URL + "/?" + query.Encode())
	page.Await(`document.querySelector("#host-panel [data-gavel]")?.shadowRoot.querySelector("[role=grid]")?.ariaRowCount > 1`)
	return page
}

// buttonsOfDemo are the actions that the panel on the demo page shows.
const buttonsOfDemo = `[...new Set([...document.querySelector("#host-panel [data-gavel]").shadowRoot.querySelectorAll("button[data-action]")]
	.filter((button) => button.checkVisibility()).map((button) => button.dataset.action))].sort()`

func TestTheDemoShowsThePanel(t *testing.T) {
	t.Parallel()
	for role, actions := range map[string][]string{
		"host":   {"disableAllAudio", "disableAllVideo", "disableAudio", "disableVideo", "kick", "kickAll", "kickOthers", "leave", "pin", "recording.start"},
		"cohost": {"disableAllAudio", "disableAllVideo", "disableAudio", "disableVideo", "leave", "pin"},
		"guest":  {"leave"},
	} {
		t.Run(role, func(t *testing.T) {
			t.Parallel()
			meeting := rig.Meeting(t)
			meeting.Bots(roomclient.Bots{Count: 3, Audio: true, Video: true})
			page := openDemo(t, meeting, role, chromedp.EmulateViewport(1280, 800))
			page.Await("(actions) => JSON.stringify("+buttonsOfDemo+") === JSON.stringify(actions)", actions)
			side := e2e.Eval[demoLayout](page, layoutOfDemo)
			require.True(t, side.Fits)
			require.Greater(t, side.Left, side.Width/2, "beside the people")
			require.LessOrEqual(t, side.Right, side.Width)
			require.Greater(t, side.Bottom-side.Top, side.Height/2)
		})
	}
}

func TestTheDemoOnAPhoneHasASheet(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	bob := meeting.Bots(roomclient.Bots{Count: 3, Audio: true, Video: true})[0]
	page := openDemo(t, meeting, "host", chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile, chromedp.EmulateTouch))
	require.False(t, e2e.Eval[bool](page, `document.querySelector("#host-panel").checkVisibility()`))
	page.Click("#panel-toggle")
	page.Await(`document.querySelector("#host-panel").checkVisibility()`)
	sheet := e2e.Eval[demoLayout](page, layoutOfDemo)
	require.True(t, sheet.Fits)
	require.Zero(t, sheet.Left)
	require.Equal(t, sheet.Width, sheet.Right)
	require.Greater(t, sheet.Top, 0.1*sheet.Height)
	require.LessOrEqual(t, sheet.Bottom, sheet.Height)

	mute := button("disableAudio", bob.ID)
	page.Await(`(selector) => document.querySelector("#host-panel [data-gavel]").shadowRoot.querySelector(selector)`, mute)
	tapped := e2e.Eval[struct{ X, Y float64 }](page, `(selector) => {
		const button = document.querySelector("#host-panel [data-gavel]").shadowRoot.querySelector(selector);
		button.scrollIntoView({ block: "nearest" });
		const { left, top, width, height } = button.getBoundingClientRect();
		return { x: left + width / 2, y: top + height / 2 };
	}`, mute)
	page.Run(chromedp.TapXY(tapped.X, tapped.Y))
	sees(meeting, bob.ID, "muted", func(p roomclient.Participant) bool { return !p.Audio })
	page.Click("#panel-toggle")
	page.Await(`!document.querySelector("#host-panel").checkVisibility()`)
}
