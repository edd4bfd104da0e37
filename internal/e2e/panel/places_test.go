package panel_test

import (
	"slices"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/domdebugger"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/runtime"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

func TestTwoPanelsOnOnePage(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := open(t, meeting, host)
	bob := meeting.Bots(roomclient.Bots{Count: 1, Audio: true, Video: true})[0]
	alice.shows(2)
	const first, second = `lookIn(document.querySelector("#place"))`, `lookIn(document.querySelector("#other-place"))`
	alice.Do(`() => { window.other = gavel.attach(meeting, { root: document.querySelector("#other-place"), locale: "de" }) }`, "")
	alice.Do(second)
	alice.says(row(bob.ID), "Mikrofon an")

	alice.click(button("disableAudio", bob.ID))
	alice.says(row(bob.ID), "Mikrofon aus")
	alice.Do(first)
	alice.says(row(bob.ID), "microphone off")
	alice.announces("status", "is muted")

	alice.Do("controls.close()")
	require.Zero(t, e2e.Eval[int](alice.Tab, `document.querySelector("#place").childNodes.length`))
	alice.Do(second)
	alice.click(button("disableVideo", bob.ID))
	alice.says(row(bob.ID), "Kamera aus")
	alice.Do("other.close()")
	require.Zero(t, e2e.Eval[int](alice.Tab, `document.querySelectorAll("[data-gavel]").length`))
}

// traces is what a panel might leave on a page.
type traces struct {
	Document    string
	Globals     []string
	Sheets      int
	OfTheSDK    map[string]int // listeners, by emitter and event
	OfTheWindow []string
}

// counts are what is alive inside the module.
type counts struct{ Callbacks, Goroutines, Controllers int }

func (p *panel) traces() traces {
	found := e2e.Eval[traces](p.Tab, `({
		document: document.documentElement.outerHTML,
		globals: Reflect.ownKeys(window).map(String).sort(),
		sheets: document.adoptedStyleSheets.length,
		ofTheSDK: listeners(meeting),
	})`)
	for _, owner := range []string{"window", "document", "document.body", `document.querySelector("#place")`} {
		object := command(p.Tab, runtime.Evaluate, runtime.EvaluateParams{Expression: owner}).Result
		answer := command(p.Tab, domdebugger.GetEventListeners, domdebugger.GetEventListenersParams{ObjectID: object.ObjectID})
		for _, listener := range answer.Listeners {
			found.OfTheWindow = append(found.OfTheWindow, owner+" "+listener.Type)
		}
	}
	slices.Sort(found.OfTheWindow)
	return found
}

func TestCloseAndAttachAgain(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := join(t, meeting, host)
	bob := meeting.Bots(roomclient.Bots{Count: 1, Audio: true})[0]
	alice.Sees(bob.ID, "p => p.audioEnabled")
	alice.Do("window.api = window.gavel = window.controls = undefined; spy()")
	before := alice.traces()
	require.NotEmpty(t, before.OfTheSDK)
	alice.Do(`gavelPackage().then(({ loadGavel }) => loadGavel()).then((gavel) => { window.gavel = gavel })`)
	alice.Await("window.api !== undefined")
	idle := e2e.Eval[counts](alice.Tab, "api.counts()")
	for range 3 {
		alice.Do("show", object{})
		alice.shows(2)
		alice.click(button("pin", bob.ID))
		alice.is(button("unpin", bob.ID), "button => button.dataset.mark === 'done'")
		alice.click(button("unpin", bob.ID))
		alice.is(button("pin", bob.ID), "button => button.dataset.mark === 'done'")
		alice.click(button("kick", bob.ID))
		alice.asks("kick")

		alice.Do("controls.close(); controls.close()")

		require.Equal(t, before, alice.traces())
		require.Eventually(t, func() bool { return e2e.Eval[counts](alice.Tab, "api.counts()") == idle }, e2e.Patience, e2e.PollInterval)
	}
}

// What makes a panel ready before there is a meeting puts nothing into the page, and ends
// with the module: until then a panel that nobody sees stays, once for all that are shown.
func TestMadeReadyForAPanel(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := join(t, meeting, host)
	alice.Do(`window.api = window.gavel = window.controls = undefined; spy();
		window.changes = [];
		new MutationObserver((records) => changes.push(...records)).observe(document, { childList: true, subtree: true });
		window.watched = { added: 0, removed: 0 };
		const { addEventListener } = document;
		document.addEventListener = function (type, listener, options) {
			if (type === 'visibilitychange') {
				watched.added++;
				options.signal.addEventListener('abort', () => watched.removed++);
			}
			return addEventListener.call(this, type, listener, options);
		};`)
	before := alice.traces()
	alice.Do(`gavelPackage().then(({ loadGavel }) => loadGavel({ panel: true })).then((gavel) => { window.gavel = gavel })`)
	alice.Await("watched.added === 1")
	kept := before
	kept.OfTheWindow = append([]string{"document visibilitychange"}, before.OfTheWindow...)
	require.Equal(t, kept, alice.traces())
	require.Zero(t, e2e.Eval[int](alice.Tab, "changes.length"), "nothing is put into the page")

	alice.Do("show", object{})
	alice.shows(1)
	alice.Do("controls.close()")
	require.Equal(t, 2, e2e.Eval[int](alice.Tab, "watched.added"), "once for the rehearsal, once for the panel")
	require.Eventually(t, func() bool {
		return e2e.Eval[counts](alice.Tab, "api.counts()").Controllers == 1
	}, e2e.Patience, e2e.PollInterval)
	require.Equal(t, 1, e2e.Eval[int](alice.Tab, "watched.removed"))
	require.Equal(t, kept, alice.traces())
	alice.Do("gavel.dispose()")
	require.Equal(t, before, alice.traces())
}

// A browser looks a font up when a text first has it, so all that a panel begins with are
// opened before there is one.
func TestTheFontsOfAPanelAreOpenedBeforeIt(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := join(t, meeting, host)
	bob := meeting.Bots(roomclient.Bots{Count: 1, Audio: true})[0]
	alice.Sees(bob.ID, "p => p.audioEnabled")
	alice.Do(`window.opened = new Set();
		const { measureText } = CanvasRenderingContext2D.prototype;
		CanvasRenderingContext2D.prototype.measureText = function (text) {
			opened.add(this.font);
			return measureText.call(this, text);
		};`)
	alice.Do("show", object{})
	alice.shows(2)
	alice.Do(`(host) => {
		window.fonts = () => {
			const all = document.querySelector(host).shadowRoot.querySelectorAll('*');
			const written = [...all].filter((one) => one.getClientRects().length && [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()));
			const names = written.map(getComputedStyle).map(({ fontWeight, fontSize, fontFamily }) =>
				(fontWeight === '400' ? '' : fontWeight + ' ') + fontSize + ' ' + fontFamily.split(',')[0]);
			return [...new Set(names)].sort();
		};
	}`, "[data-gavel]")
	used := e2e.Eval[[]string](alice.Tab, "fonts()")
	require.Greater(t, len(used), 5)

	alice.Do(`gavelPackage().then(({ loadGavel }) => loadGavel({ panel: true })).then(() => {})`)
	alice.Await("opened.size >= 8")
	require.ElementsMatch(t, used, e2e.Eval[[]string](alice.Tab, "[...opened]"))
}

// Go's references to what is in the page end when Go collects its garbage, which
// left to itself it might do much later.
func TestAClosedPanelIsLetGoOf(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := join(t, meeting, host)
	bob := meeting.Bots(roomclient.Bots{Count: 1, Audio: true})[0]
	alice.Sees(bob.ID, "p => p.audioEnabled")
	alice.Do("show", object{})
	alice.shows(2)
	alice.click(button("pin", bob.ID))
	alice.is(button("unpin", bob.ID), "button => button.dataset.mark === 'done'")
	alice.Do(`(host) => {
		const panel = document.querySelector(host);
		const row = panel.shadowRoot.querySelector("[data-participant]");
		window.held = { panel, row, controls, snapshot: controls.snapshot };
		for (const name in held) held[name] = new WeakRef(held[name]);
		window.stillHeld = () => Object.keys(held).filter((name) => held[name].deref());
	}`, "[data-gavel]")
	require.Len(t, e2e.Eval[[]string](alice.Tab, "stillHeld()"), 4)

	alice.Do("controls.close(); controls = undefined")

	require.Eventually(t, func() bool {
		command(alice.Tab, heapprofiler.CollectGarbage, cdp.Empty{})
		return len(e2e.Eval[[]string](alice.Tab, "stillHeld()")) == 0
	}, e2e.Patience, e2e.PollInterval)
}

// strictPolicy forbids the page whatever a panel does not need, and every way
// to make markup or code of text.
const strictPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; " +
	"style-src 'none'; img-src 'none'; base-uri 'none'; form-action 'none'; " +
	"require-trusted-types-for 'script'; trusted-types 'none'"

func TestStrictPolicyAndTrustedTypes(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := join(t, meeting, host)
	bob := meeting.Bots(roomclient.Bots{Count: 1, Audio: true})[0]
	alice.Sees(bob.ID, "p => p.audioEnabled")
	// From here on: the SDK itself makes workers of text.
	alice.Do(`(content) => document.head.append(Object.assign(document.createElement("meta"), { httpEquiv: "Content-Security-Policy", content }))`, strictPolicy)
	require.Equal(t, "TypeError", e2e.Eval[string](alice.Tab, `(() => { try { document.body.innerHTML = "x" } catch (error) { return error.name } })()`))
	alice.Allow("This document requires 'TrustedHTML' assignment") // the line above

	alice.Do("show", object{"locale": "fr"})
	alice.shows(2)
	alice.click(button("disableAudio", bob.ID))
	alice.is(button("disableAudio", bob.ID), "button => button.ariaDisabled === 'true'")
	alice.click(button("kick", bob.ID))
	alice.asks("kick", bob.Name)
	alice.click("[data-confirm]")
	alice.shows(1)
	alice.Do(`() => { const input = find("[type=search]"); input.focus() }`, "")
	alice.key("x")
	alice.is("[part=empty]", "nobody => nobody.checkVisibility()")
	require.Equal(t, "flex", e2e.Eval[string](alice.Tab, `getComputedStyle(find("[part=panel]")).display`), "the panel has its style")
	require.Equal(t, 1.0, e2e.Eval[float64](alice.Tab, `(() => {
		const icon = find(".search > .glyph");
		const letter = document.createRange();
		letter.selectNodeContents(icon);
		return letter.getBoundingClientRect().width / parseFloat(getComputedStyle(icon).fontSize);
	})()`), "the icons are of our font, in which all are as wide as high")
}

func TestInsideAnotherShadowRoot(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := join(t, meeting, host)
	bob := meeting.Bots(roomclient.Bots{Count: 1, Audio: true})[0]
	alice.Do(`async () => {
		const inner = document.querySelector("#place").attachShadow({ mode: "closed" }).appendChild(document.createElement("section"));
		inner.style.blockSize = "100%";
		lookIn(inner);
		await attach({ root: inner });
	}`, "")
	alice.shows(2)
	for _, use := range hands {
		use(alice, button("kick", bob.ID))
		alice.asks("kick", bob.Name)
		alice.key("\u001b")
		alice.focusIs(button("kick", bob.ID))
	}
	alice.click(button("disableAudio", bob.ID))
	sees(meeting, bob.ID, "muted", func(p roomclient.Participant) bool { return !p.Audio })
	alice.click("[type=search]")
	alice.key("z", "z")
	alice.is("[part=empty]", "nobody => nobody.checkVisibility()")
}

const rowsSeen = `findAll("[data-participant]").length`

func TestAContainerShownLaterAndResized(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := join(t, meeting, host)
	meeting.Bots(roomclient.Bots{Count: 80})
	alice.Do(`document.querySelector("#place").hidden = true`)
	alice.Do("show", object{})
	alice.Await(`find("[role=grid]").ariaRowCount === "81"`)
	require.LessOrEqual(t, e2e.Eval[int](alice.Tab, rowsSeen), 1, "nothing is drawn that nobody sees")

	alice.Do(`document.querySelector("#place").hidden = false`)
	alice.Await(rowsSeen + " > 5")
	small := e2e.Eval[int](alice.Tab, rowsSeen)
	alice.Do(`document.querySelector("#place").style.blockSize = "1400px"`)
	alice.Await("(small) => "+rowsSeen+" > small", small)
	alice.Do(`document.querySelector("#place").style.blockSize = "640px"`)
	alice.Await("(small) => "+rowsSeen+" === small", small)
	for _, width := range []string{"280px", "360px", "900px"} {
		alice.Do(`(width) => { document.querySelector("#place").style.inlineSize = width }`, width)
		require.Empty(t, e2e.Eval[[]string](alice.Tab, "overflow()"), width)
	}
	alice.click(button("kick", e2e.Eval[string](alice.Tab, `findAll("[data-participant]")[2].dataset.participant`)))
	alice.asks("kick")
}
