package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Tab is one browser tab of a test. It closes when the test ends; console
// problems seen by then fail the test. One goroutine at a time may use it.
type Tab struct {
	t       *testing.T
	ctx     context.Context
	console *console
}

// Open opens a tab at a path of the server, such as "/" or "/e2e/blank.html".
// Camera and microphone are fakes and allowed.
func (r *Rig) Open(t *testing.T, path string) *Tab {
	t.Helper()
	tab := r.newTab(t)
	tab.Navigate(r.URL + path)
	return tab
}

// OpenRefusingDevices is Open in a browser profile of its own that refuses
// camera and microphone, as a person may.
func (r *Rig) OpenRefusingDevices(t *testing.T, path string) *Tab {
	t.Helper()
	tab := r.newTab(t, chromedp.WithNewBrowserContext())
	require.NoError(t, setDevices(tab.ctx, browser.PermissionSettingDenied))
	tab.Navigate(r.URL + path)
	return tab
}

func (r *Rig) newTab(t *testing.T, options ...chromedp.ContextOption) *Tab {
	t.Helper()
	ctx, _ := chromedp.NewContext(r.browser, options...)
	require.NoError(t, chromedp.Do(ctx), "open a tab")
	tab := &Tab{t: t, ctx: ctx, console: watchConsole(ctx)}
	t.Cleanup(tab.close)
	return tab
}

func (tab *Tab) close() {
	assert.Empty(tab.t, tab.Problems(), "what went wrong on the page")
	assert.NoError(tab.t, chromedp.Cancel(tab.ctx), "close a tab")
	<-tab.console.done
}

// Navigate loads another page in the tab.
func (tab *Tab) Navigate(url string) {
	tab.t.Helper()
	tab.Run(chromedp.Navigate(url))
}

// Reload loads the page again; what ran in it is gone.
func (tab *Tab) Reload() {
	tab.t.Helper()
	tab.Run(chromedp.Reload())
}

// Hide minimises the tab's window: the page is hidden from then on.
func (tab *Tab) Hide() {
	tab.t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, Patience)
	defer cancel()
	window, err := chromedp.Call(ctx, browser.GetWindowForTarget, browser.GetWindowForTargetParams{})
	require.NoError(tab.t, err)
	_, err = chromedp.Call(ctx, browser.SetWindowBounds, browser.SetWindowBoundsParams{
		WindowID: window.WindowID,
		Bounds:   &browser.Bounds{WindowState: browser.WindowStateMinimized},
	})
	require.NoError(tab.t, err)
	tab.Await("document.hidden")
}

// Run does things to the tab as a person would (click, type), in order.
func (tab *Tab) Run(steps ...chromedp.Action[chromedp.Void]) {
	tab.t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, Patience)
	defer cancel()
	require.NoError(tab.t, chromedp.Do(ctx, steps...))
}

// Do runs JavaScript and waits for its promise; a throw or rejection fails the
// test. Given args, js must be a function: it is called with them.
func (tab *Tab) Do(js string, args ...any) {
	tab.t.Helper()
	_, err := evaluate[chromedp.Void](tab, js, args)
	require.NoError(tab.t, err, "in the page: %s", js)
}

// Eval is [Tab.Do] with a result.
func Eval[T any](tab *Tab, js string, args ...any) T {
	tab.t.Helper()
	value, err := evaluate[T](tab, js, args)
	require.NoError(tab.t, err, "in the page: %s", js)
	return value
}

// Await waits until JavaScript gives something true. js and args are as in
// [Tab.Do]. The asking is done from here: timers in pages may be throttled.
func (tab *Tab) Await(js string, args ...any) {
	tab.t.Helper()
	var last error
	met := eventually(func() bool {
		var yes bool
		yes, last = evaluate[bool](tab, "(async () => !!await ("+call(js, args)+"))()", nil)
		return last == nil && yes
	})
	if !met {
		require.Fail(tab.t, "the page never got there", "waited for: %s\nlast error: %v\n%s", js, last, tab.history())
	}
}

// Problems returns the console problems since the last call, without those
// that were allowed.
func (tab *Tab) Problems() []string {
	mark := fmt.Sprint(flushMark, time.Now().UnixNano())
	_, err := evaluate[chromedp.Void](tab, "console.debug("+encode(mark)+")", nil)
	if err != nil {
		return []string{"the page no longer answers: " + err.Error()}
	}
	return tab.console.takeUpTo(mark)
}

// Allow keeps console problems that contain the text from failing the test.
func (tab *Tab) Allow(text string) { tab.console.allow(text) }

// history is what the page's recorder has seen, for failure messages.
func (tab *Tab) history() string {
	lines, err := evaluate[[]string](tab, "(window.events ?? []).slice(-40).map(e => JSON.stringify(e))", nil)
	if err != nil || len(lines) == 0 {
		return ""
	}
	return "last SDK events:\n" + strings.Join(lines, "\n")
}

func evaluate[T any](tab *Tab, js string, args []any) (T, error) {
	ctx, cancel := context.WithTimeout(tab.ctx, 2*Patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](call(js, args), chromedp.EvalAwaitPromise))
}

func call(js string, args []any) string {
	if len(args) == 0 {
		return js
	}
	encoded := make([]string, len(args))
	for i, arg := range args {
		encoded[i] = encode(arg)
	}
	return "(" + js + ")(" + strings.Join(encoded, ", ") + ")"
}

func encode(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		panic(fmt.Sprintf("an argument for the page has no JSON form: %v", err))
	}
	return string(text)
}

// eventually asks until the answer is yes or Patience has run out.
func eventually(met func() bool) bool {
	deadline := time.After(Patience)
	tick := time.NewTicker(PollInterval)
	defer tick.Stop()
	for {
		if met() {
			return true
		}
		select {
		case <-deadline:
			return false
		case <-tick.C:
		}
	}
}
