package panel_test

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

// badNames are names that have broken other lists, and how they are shown.
var badNames = []struct{ name, shown string }{
	{`<img src=x onerror="throw 1">`, ""},
	{`</bdi></div><script>throw 2</script>`, ""},
	{`{{name}} {count} ${1}`, ""},
	{"", "No name"},
	{"   ", "No name"},
	{strings.Repeat("Wolfeschlegelsteinhausen", 13)[:300], ""},
	{"محمد بن عبد الله الفارسي", ""},
	{"👩‍👩‍👧‍👦👩‍👩‍👧‍👦", ""},
	{"a\u202eevil\u202c", "aevil"},
	{"\u3164\u200b", "No name"},
	{"Eve\nwas removed", "Eve was removed"},
	{"Z̸̢͘a̴̛͜l̶̨͝g̷̨͠o̸̧͝", ""},
}

// nameBots gives bots those names in this page's SDK: the room takes no empty
// names and none of more than 200 bytes.
func (p *panel) nameBots(bots []roomclient.Bot) {
	p.t.Helper()
	names := map[string]string{}
	for i, bad := range badNames {
		p.Sees(bots[i].ID, here)
		names[bots[i].ID] = bad.name
	}
	p.Do(`(names) => {
		for (const [id, value] of Object.entries(names)) {
			Object.defineProperty(meeting.participants.joined.get(id), "name", { value });
		}
	}`, names)
}

func TestNamesAreShownAsText(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := join(t, meeting, host)
	bots := meeting.Bots(roomclient.Bots{Count: len(badNames), Audio: true})
	alice.nameBots(bots)
	alice.Do(`document.querySelector("#place").style.blockSize = "1200px"`)
	alice.Do("show", object{})
	alice.shows(len(badNames) + 1)
	for i, bad := range badNames {
		want := bad.shown
		if want == "" {
			want = bad.name
		}
		id := bots[i].ID
		require.Equal(t, want, alice.text(row(id)+" bdi"))
		require.Contains(t, e2e.Eval[string](alice.Tab, "(selector) => read(find(selector).ariaLabel)", button("kick", id)), want)
		alice.click(button("kick", id))
		alice.asks("kick")
		require.Contains(t, alice.text("#question"), want)
		require.Empty(t, e2e.Eval[[]string](alice.Tab, "overflow()"), bad.name)
		alice.click("[data-cancel]")
	}
	require.Zero(t, e2e.Eval[int](alice.Tab, `findAll("img, script").length`))
}

// lefts are the left edges of what stands at the start of a row, and of its last button.
const lefts = `(() => {
	const who = find("[role=gridcell]").getBoundingClientRect();
	const last = findAll("[data-participant]:nth-child(2) button").at(-1).getBoundingClientRect();
	return [who.left, last.left];
})()`

func TestTheLayoutHolds(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := join(t, meeting, host)
	bots := meeting.Bots(roomclient.Bots{Count: len(badNames) + 3, Audio: true, Video: true})
	alice.nameBots(bots)
	for _, locale := range []string{"en", "ar", "de"} {
		alice.Do("show", object{"locale": locale})
		alice.shows(len(bots) + 1)
		for _, screen := range []struct {
			width    string
			viewport int64
			fontSize string
			touch    bool
		}{
			{"280px", 1024, "100%", false},
			{"360px", 1024, "100%", false},
			{"900px", 1024, "100%", false},
			{"100%", 320, "100%", true},
			{"100%", 640, "100%", true},
			{"100%", 512, "200%", false},
			{"360px", 1024, "200%", false},
		} {
			command(alice.Tab, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
				Width: screen.viewport, Height: 768, DeviceScaleFactor: 1, Mobile: screen.touch,
			})
			command(alice.Tab, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: screen.touch})
			alice.Do(`(width, fontSize) => {
				document.documentElement.style.fontSize = fontSize;
				document.querySelector("#place").style.inlineSize = width;
			}`, screen.width, screen.fontSize)
			alice.Await("(touch) => matchMedia('(pointer: coarse)').matches === touch && findAll('[data-participant]').length > 1", screen.touch)
			alice.is("[part=panel]", `panel => panel.matches("[data-narrow]") === (matchMedia("(pointer: coarse)").matches || panel.clientWidth < 26.25 * parseFloat(getComputedStyle(document.documentElement).fontSize))`)
			require.Empty(t, e2e.Eval[[]string](alice.Tab, "overflow()"), "%s %+v", locale, screen)
			require.Empty(t, e2e.Eval[[]string](alice.Tab, tooSmall, map[bool]int{true: 44, false: 24}[screen.touch]), "%s %+v", locale, screen)
			edges := e2e.Eval[[]float64](alice.Tab, lefts)
			if !screen.touch {
				require.Equal(t, locale == "ar", edges[0] > edges[1], "the row runs from right to left in Arabic only: %v", edges)
			}
		}
		alice.Do("controls.close()")
	}
}

// tooSmall names what a finger or pointer may be too big for.
const tooSmall = `(least) => findAll("button, input, summary").filter((one) => one.checkVisibility({ visibilityProperty: true })).flatMap((one) => {
	const { width, height } = one.getBoundingClientRect();
	return width < least || height < least ? [width + " × " + height + " " + one.outerHTML] : [];
})`
