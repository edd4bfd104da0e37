package examples_test

import (
	"context"
	_ "embed"
	"net/url"
	"os"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
)

// everyExample is the path of each built page below /examples/.
var everyExample = []string{"plain/dist/", "react/dist/", "react/dist/development/", "vue/dist/"}

// forEach runs the test on each of the examples.
func forEach(t *testing.T, examples []string, test func(t *testing.T, example string)) {
	t.Parallel()
	for _, example := range examples {
		t.Run(example, func(t *testing.T) {
			t.Parallel()
			test(t, example)
		})
	}
}

//go:embed keep.js
var keep string

// example is a tab with one of the examples.
type example struct{ *e2e.Tab }

// open opens an example for somebody in a meeting, with what keep.js keeps, and
// with what is alive in the module as api.counts().
func open(t *testing.T, path string, meeting *e2e.Meeting, name, preset string) example {
	t.Helper()
	helpers, err := os.ReadFile("../pages/controls.js")
	require.NoError(t, err)
	tab := rig.Open(t, "/e2e/blank.html")
	tab.Run(beforeScripts(string(helpers)+";spy();"+keep), chromedp.Navigate(rig.URL+"/examples/"+path+"?"+url.Values{
		"meeting": {meeting.Name}, "name": {name}, "preset": {preset},
	}.Encode()))
	return example{tab}
}

// beforeScripts runs JavaScript in every page of the tab before its own.
func beforeScripts(js string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: js})
		return err
	})
}

// awaitVoice waits until somebody's microphone has fully arrived; before, SDK
// 2.0.2 may miss that it goes off.
func (e example) awaitVoice(p *e2e.Participant) {
	e.Await(`(id) => { const p = window.meeting?.participants.joined.get(id); return p?.audioEnabled && p.audioTrack }`, p.ID)
}

// pressInPanel clicks a button in somebody's row of the panel.
func (e example) pressInPanel(action, id string) {
	button := `document.querySelector("[data-gavel]")?.shadowRoot.querySelector('[data-participant="` + id + `"] [data-action="` + action + `"]')`
	e.Await("Boolean(" + button + ")")
	e.ClickOn(button)
}

// press clicks the button of that accessible name.
func (e example) press(name string) {
	button := `[...document.querySelectorAll("button")].find((button) => (button.ariaLabel ?? button.textContent) === "` + name + `")`
	e.Await("Boolean(" + button + ")")
	e.ClickOn(button)
}

// awaitText waits until the page shows the words, outside of the panel.
func (e example) awaitText(words string) {
	e.Await("(words) => document.body.innerText.includes(words)", words)
}
