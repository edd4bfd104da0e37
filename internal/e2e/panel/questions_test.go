package panel_test

import (
	"context"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// messagesOfOneKick is how often SDK 2.0.2 sends what removes one person.
const messagesOfOneKick = 2

func TestADoubleClickIsOneAction(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := open(t, meeting, host)
	bots := meeting.Bots(roomclient.Bots{Count: 2, Audio: true})
	bob := bots[0]
	alice.says(row(bob.ID), "microphone on")

	alice.doubleClick(button("disableAudio", bob.ID))
	alice.says(row(bob.ID), "microphone off")
	require.Equal(t, 1, alice.sent(meeting, wire.HostControlPeer))

	alice.doubleClick(button("pin", bob.ID))
	alice.is(button("unpin", bob.ID), "button => button.dataset.mark === 'done'")
	require.Equal(t, 1, alice.sent(meeting, wire.GlobalPinPeer), "the second click is no unpin")

	alice.doubleClick(button("disableAllAudio", ""))
	alice.says(row(bots[1].ID), "microphone off")
	require.Equal(t, 1, alice.sent(meeting, wire.HostControlAllPeers))

	alice.doubleClick(button("kick", bob.ID))
	alice.asks("kick")
	require.Zero(t, alice.sent(meeting, wire.KickPeers), "a question is not answered by a second click")
	alice.doubleClick("[data-confirm]")
	alice.asksNothing()
	alice.announces("status", "was removed")
	require.Equal(t, messagesOfOneKick, alice.sent(meeting, wire.KickPeers))
}

// holdEnter holds the enter key until it has repeated a few times.
var holdEnter = chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
	down := input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: "Enter", Code: "Enter", Text: "\r", WindowsVirtualKeyCode: 13}
	for range 5 {
		if _, err := chromedp.Call(ctx, input.DispatchKeyEvent, down); err != nil {
			return err
		}
		down.AutoRepeat = new(true)
	}
	_, err := chromedp.Call(ctx, input.DispatchKeyEvent, input.DispatchKeyEventParams{
		Type: input.DispatchKeyEventTypeKeyUp, Key: "Enter", Code: "Enter", WindowsVirtualKeyCode: 13,
	})
	return err
})

func TestAHeldKeyIsOneAction(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := open(t, meeting, host)
	bob := meeting.Bots(roomclient.Bots{Count: 1})[0]
	alice.shows(2)
	alice.reach(button("kick", bob.ID))
	alice.Run(holdEnter)
	alice.asks("kick")
	require.Zero(t, alice.sent(meeting, wire.KickPeers), "a held key answers no question")
	alice.press(kb.Tab, "[data-confirm]", 2)
	alice.Run(holdEnter)
	alice.announces("status", "was removed")
	require.Equal(t, messagesOfOneKick, alice.sent(meeting, wire.KickPeers))
}

func TestARightWithdrawnWhileAsked(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := open(t, meeting, host)
	dan := meeting.Join(e2e.Who{Name: "Dan", Preset: "host"})
	bob := meeting.Bots(roomclient.Bots{Count: 1})[0]
	dan.Sees(alice.ID, here)
	alice.shows(3)
	grant := func(kick bool) {
		dan.Do("(id, kick) => meeting.participants.updatePermissions([id], { kickParticipant: kick })", alice.ID, kick)
	}

	alice.click(button("kick", bob.ID))
	alice.asks("kick", bob.Name)
	grant(false)
	alice.is("[data-confirm]", "button => button.ariaDisabled === 'true'")
	alice.says("dialog", "Your preset does not grant kick_participant.")
	alice.click("[data-confirm]")
	alice.keyboard("[data-confirm]")
	require.Zero(t, alice.sent(meeting, wire.KickPeers))
	require.True(t, e2e.Eval[bool](alice.Tab, `find("dialog").open`))

	grant(true)
	alice.is("[data-confirm]", "button => button.ariaDisabled !== 'true'")
	alice.click("[data-confirm]")
	alice.asksNothing()
	meeting.AwaitRoom("the bot is gone", func(room roomclient.Room) bool { return len(room.Participants) == 2 })

	grant(false)
	alice.is(button("kickAll", ""), "button => button.ariaDisabled === 'true'")
	require.Equal(t, "Your preset does not grant kick_participant.", e2e.Eval[string](alice.Tab, "description", button("kickAll", "")))
	alice.click(button("kickAll", ""))
	alice.announces("status", "Your preset does not grant kick_participant.")
	require.Zero(t, alice.sent(meeting, wire.KickEverybody))
}

func TestTheTargetLeavesWhileAsked(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := open(t, meeting, host)
	bots := meeting.Bots(roomclient.Bots{Count: 2})
	bob := bots[0]
	alice.shows(3)
	alice.keyboard(button("kick", bob.ID))
	alice.asks("kick", bob.Name)

	meeting.TellBot(bob.ID, object{"leave": true})

	alice.is("[data-confirm]", "button => button.ariaDisabled === 'true'")
	alice.says("dialog", "This person is no longer in the meeting.")
	alice.keyboard("[data-confirm]")
	require.True(t, e2e.Eval[bool](alice.Tab, `find("dialog").open`))
	require.Zero(t, alice.sent(meeting, wire.KickPeers))
	alice.key(kb.Escape)
	alice.asksNothing()
	alice.Await("shadow().activeElement !== null")
	alice.keyboard(button("pin", bots[1].ID))
	alice.announces("status", "is pinned for everybody")
}

func TestTheTargetLeavesWithTheFocus(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := open(t, meeting, host)
	bots := meeting.Bots(roomclient.Bots{Count: 3, Audio: true})
	alice.shows(4)
	alice.reach(button("disableAudio", bots[1].ID))

	meeting.TellBot(bots[1].ID, object{"leave": true})

	alice.says(row(bots[1].ID), "left the meeting")
	require.Equal(t, bots[1].ID, alice.focusIn(), "the focus stays where it was")
	alice.key(kb.Enter)
	alice.announces("status", "This person is no longer in the meeting.")
	require.Zero(t, alice.sent(meeting, wire.HostControlPeer))
	alice.key(kb.ArrowDown)
	require.Contains(t, []string{bots[0].ID, bots[2].ID}, alice.focusIn())
	alice.focusIs(button("disableAudio", alice.focusIn()))
	alice.press("\t", "[type=search]", tabStops)
	alice.Await("(selector) => !find(selector)", row(bots[1].ID))
}

const buttonPlace = `(selector) => { const { left, top } = find(selector).getBoundingClientRect(); return [left, top] }`

func TestPeopleJoinWhileSomebodyAims(t *testing.T) {
	t.Parallel()
	aims.inEach(t, func(t *testing.T, meeting *e2e.Meeting, hand string, aim way) {
		alice := open(t, meeting, host)
		bots := meeting.Bots(roomclient.Bots{Count: 3, Audio: true})
		alice.shows(4)
		last := e2e.Eval[string](alice.Tab, "findAll('[data-participant]').at(-1).dataset.participant")
		aimed := button("disableAudio", last)
		aim(alice, aimed)
		before := e2e.Eval[[]float64](alice.Tab, buttonPlace, aimed)

		meeting.Bots(roomclient.Bots{Count: 60, Audio: true})
		meeting.TellBot(bots[0].ID, object{"leave": true})

		alice.shows(64) // who left keeps the row meanwhile
		alice.Await("meeting.participants.joined.size === 62")
		require.Equal(t, before, e2e.Eval[[]float64](alice.Tab, buttonPlace, aimed))
		if hand == "keyboard" {
			alice.focusIs(aimed)
			alice.key(kb.Enter)
		} else {
			alice.Run(chromedp.MouseClickXY(alice.spot(aimed)))
		}
		sees(meeting, last, "muted", func(p roomclient.Participant) bool { return !p.Audio })
		require.Equal(t, 1, alice.sent(meeting, wire.HostControlPeer))

		alice.click("[type=search]")
		alice.shows(63)
	})
}
