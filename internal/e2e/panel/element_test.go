package panel_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

func TestElement(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := join(t, meeting, host)
	bob := meeting.Bots(roomclient.Bots{Count: 1, Audio: true})[0]
	alice.Sees(bob.ID, "p => p.audioEnabled")
	before := alice.traces()

	// It has its meeting before it is defined.
	alice.Do("showElement", object{"locale": "es"})
	alice.shows(2)
	alice.says(row(bob.ID), "micrófono encendido")
	require.True(t, e2e.Eval[bool](alice.Tab, `element.controls.can("kick", "`+bob.ID+`").allowed && element.meeting === meeting`))
	alice.click(button("disableAudio", bob.ID))
	alice.Await(`told.some(({ type, detail }) => type === "outcome" && detail.outcome.status === "confirmed")`)
	alice.Await(`told.some(({ type }) => type === "change")`)

	// Moved within the page it goes on as it was.
	alice.Do(`() => {
		window.controlsBefore = element.controls;
		document.querySelector("#other-place").append(element);
	}`, "move")
	alice.click(button("pin", bob.ID))
	meeting.AwaitRoom("pinned", func(room roomclient.Room) bool { return room.Pinned == bob.ID })
	require.True(t, e2e.Eval[bool](alice.Tab, "element.controls === controlsBefore"))
	alice.click(button("unpin", bob.ID))
	meeting.AwaitRoom("no longer pinned", func(room roomclient.Room) bool { return room.Pinned == "" })

	// Another language, as attribute and as property.
	alice.Do(`element.setAttribute("locale", "ja")`)
	alice.says(row(bob.ID), "マイク")
	alice.Do(`element.locale = "ar"`)
	alice.Await(`find("[part=panel]")?.dir === "rtl"`)

	// Taken out of the page it lets go of everything, and starts again when it comes back.
	alice.Do("element.remove()")
	alice.Await("element.controls === null && element.childNodes.length === 0")
	require.Equal(t, before.OfTheSDK, alice.traces().OfTheSDK)
	alice.Do(`document.querySelector("#place").append(element)`)
	alice.shows(2)
	alice.Do("element.meeting = null")
	alice.Await("element.controls === null && element.childNodes.length === 0")
	alice.Do("element.meeting = meeting")
	alice.shows(2)
}

func TestElementTellsWhatWentWrong(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := join(t, meeting, host)
	const listen = `() => {
		window.errors = [];
		element.addEventListener("load-error", ({ detail }) => errors.push(detail.error.reason + " " + detail.error.code));
	}`
	alice.Do("import('/gavel/define.js')")
	alice.Do(`() => { window.element = document.createElement("gavel-controls") }`, "")
	alice.Do(listen, "")
	alice.Allow("404")
	alice.Do(`() => { element.wasmURL = "/nothing-here.wasm"; element.meeting = meeting; document.querySelector("#place").append(element) }`, "")
	alice.Await(`errors.join() === "load http"`)
	require.Equal(t, "/nothing-here.wasm", e2e.Eval[string](alice.Tab, `element.getAttribute("wasm-url")`))

	alice.Do(`element.removeAttribute("wasm-url")`)
	alice.shows(1)
	alice.Do(`element.meeting = { current: meeting }`)
	alice.Await(`errors.length === 2 && errors[1].startsWith("bad-input")`)
	require.True(t, e2e.Eval[bool](alice.Tab, "element.controls === null && element.childNodes.length === 0"))
	alice.Do(`element.meeting = meeting`)
	alice.shows(1)
}
