//go:build long

package panel_test

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// Among 500 who are selected one is muted already, one leaves, and one is refused: each receipt
// is right to the person, and the SDK's limits are kept.
func TestLongFiveHundredAreMutedLockedAndAsked(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := join(t, meeting, host)
	bots := meeting.Bots(roomclient.Bots{Count: 500, Audio: true})
	refused, gone, quiet := bots[0], bots[1], bots[100]
	meeting.TellBot(quiet.ID, object{"audio": false})
	alice.Await("() => meeting.participants.joined.toArray().filter((p) => p.audioEnabled).length === 499")
	alice.Do("show", object{"confirmTimeoutMs": 60_000}) // who is not answered leaves before
	alice.shows(501)
	alice.Do(`globalThis.limited = [], addEventListener("unhandledrejection", ({ reason }) => limited.push(String(reason)))`)

	selectAll := func() {
		alice.Do(`findAll(".who")[1].focus()`)
		alice.Run(chromedp.KeyEvent("a", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	}
	selectAll()
	alice.says("#selected", "500 people selected")
	alice.is(many("disableAudio")+" .count", "count => count.textContent === '499'")
	alice.click(many("disableAudio"))
	alice.says("#question", "499 people?")
	meeting.Fault(roomclient.Fault{Event: wire.HostControlPeer.String(), Action: "refuse", Times: 1})
	meeting.Fault(roomclient.Fault{Event: wire.HostControlPeer.String(), Action: "drop", Times: 1})
	alice.click("[data-confirm]")
	meeting.AwaitRoom("all others are muted", func(room roomclient.Room) bool {
		return everybody(room, func(p roomclient.Participant) bool { return p.Audio == (p.ID == refused.ID || p.ID == gone.ID) })
	})
	meeting.TellBot(gone.ID, object{"leave": true})
	alice.is("[part=notice] p", `notice => /^497 muted\n/.test(notice.innerText)`)
	alice.click("[data-list]")
	list := e2e.Eval[[]string](alice.Tab, `findAll("[part=receipt] li").map((item) => read(item.textContent))`)
	require.Len(t, list, 500)
	require.Contains(t, list[0], refused.Name+": The server refused.")
	require.Contains(t, list, gone.Name+" left meanwhile")
	require.Contains(t, list, quiet.Name+": The microphone is off already.")
	alice.click("[data-again]")
	alice.announces("status", "is muted")
	require.False(t, meeting.Person(refused.ID).Audio)

	selectAll()
	alice.click("[data-locks]")
	alice.says("#locks-of", "499 selected people")
	alice.click("[data-lock=audio]")
	alice.is("[part=notice] p", "notice => /499 people: lock sent/.test(notice.textContent)")
	require.Equal(t, 1, meeting.Person(alice.ID).Sent[wire.UpdateUserPreset.String()], "one call for all")
	alice.says("[part=locked]", "499 people are locked")

	alice.click(".many [data-more]")
	alice.click(many("askToUnmute"))
	alice.click("[data-confirm]")
	alice.is("[part=notice] p", "notice => /499/.test(notice.textContent)")
	require.Equal(t, 1, meeting.Person(alice.ID).Sent[wire.BroadcastToEntity.String()], "one message for all")
	require.Empty(t, e2e.Eval[[]string](alice.Tab, "limited"))
}
