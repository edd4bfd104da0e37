package e2e_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

func TestBackendRemovesAndEnds(t *testing.T) {
	t.Parallel()
	gavel := rig.Gavel(t)
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := rig.Open(t, "/e2e/participant.html")
	token := strings.TrimSpace(gavel.Run(rig, "token", meeting.Name, "--preset=guest", "--name=Bob", "--custom-id=bob"))
	type options struct {
		AuthToken string `json:"authToken"`
		BaseURI   string `json:"baseURI"`
		Audio     bool   `json:"audio"`
		Video     bool   `json:"video"`
	}
	bob.Do("join", options{token, localroom.BaseURI, false, false})
	id := e2e.Eval[string](bob, "meeting.self.id")
	alice.Sees(id, `p => p.customParticipantId === "bob"`)

	require.Regexp(t, `^bob: removed: Bob \([\w-]+\)\n$`, gavel.Run(rig, "kick", meeting.Name, "--custom-id=bob"))
	bob.Await(`heard("self", "roomLeft").some(([{ state }]) => state === "kicked")`)
	alice.SeesNot(id)

	// Both come back by themselves from here on, as an app may do.
	const persist = `(options) => {
		window.rejoin = () => join(options).then(() => meeting.self.on("roomLeft", rejoin), (error) => { window.refused = String(error.code) });
	}`
	bob.Do(persist, options{token, localroom.BaseURI, false, false})
	bob.Do("rejoin()")
	alice.Do(persist, options{meeting.Token("Alice", "host"), localroom.BaseURI, false, false})
	alice.Do(`meeting.self.on("roomLeft", rejoin)`)
	alice.Await("meeting.participants.joined.size === 1")
	for _, tab := range []*e2e.Tab{alice.Tab, bob} {
		tab.Allow("403") // the browser prints what a locked meeting refuses
	}

	said := gavel.Run(rig, "end", meeting.Name, "--lock", "--wait="+e2e.Patience.String(), "--every=200ms")
	require.Contains(t, said, "has ended: nobody was inside at two looks in a row. The meeting is locked.")
	for _, tab := range []*e2e.Tab{alice.Tab, bob} {
		tab.Await("window.refused !== undefined")
	}
	require.Empty(t, meeting.Room().Participants)
	require.Contains(t, gavel.Run(rig, "who", meeting.Name), "Nobody is in meeting")
}

// fillAccountForm joins a real meeting on the demo page as a person would.
func fillAccountForm(page *e2e.Tab, meeting, name, preset string) {
	page.Run(
		chromedp.SendKeys(chromedp.CSS(`[name="accountName"]`), name),
		chromedp.SetValue(chromedp.CSS(`[name="accountPreset"]`), preset),
		chromedp.SendKeys(chromedp.CSS(`[name="accountMeeting"]`), meeting),
	)
	page.Click("#join")
}

func TestDemoPageGetsTokensFromTheAccount(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	page := rig.Open(t, "/e2e/blank.html")
	page.Navigate(e2e.ServeAccount(t, rig.Account(t)) + "/")
	page.Await(`!document.querySelector("#join").disabled && window.RealtimeKitClient !== undefined`)
	page.Await(`document.querySelector("#rights").textContent.startsWith("Power over others")`)
	// The page would join the hosted service: look at what it would do.
	page.Do(`RealtimeKitClient.init = (options) => { window.given = options; return Promise.reject(new Error("stopped here")) }`)
	fillAccountForm(page, meeting.Name, "Bob", "guest")
	page.Await(`document.querySelector("#problem").textContent === "stopped here"`)
	token := e2e.Eval[string](page, "given.authToken")
	require.Empty(t, e2e.Eval[[]string](page, `performance.getEntries().map(e => e.name).filter(name => name.includes(given.authToken))`))

	bob, err := roomclient.Dial(t.Context(), roomclient.API{URL: rig.URL}, meeting.Name, token, "bob-peer")
	require.NoError(t, err)
	defer bob.Cut()
	_, err = bob.Join(t.Context())
	require.NoError(t, err)
	alice.Sees("bob-peer", `p => p.name === "Bob" && p.presetName === "guest"`)
}
