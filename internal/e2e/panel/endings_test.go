package panel_test

import (
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// cut breaks the connection and keeps it away until the faults are cleared.
func (p *panel) cut(meeting *e2e.Meeting) {
	p.t.Helper()
	p.Allow("WebSocket is already in CLOSING or CLOSED state") // the SDK keeps sending
	meeting.Fault(roomclient.Fault{Event: wire.JoinRoom.String(), Action: "stall", Participant: p.ID})
	meeting.Cut(p.Participant)
}

func TestTheConnectionIsAway(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := open(t, meeting, host)
	bots := meeting.Bots(roomclient.Bots{Count: 2, Audio: true})
	bob := bots[0]
	alice.shows(3)
	alice.click(button("kick", bob.ID))
	alice.asks("kick")

	alice.cut(meeting)

	alice.announces("alert", "The connection is away")
	alice.is("[part=banner]", "banner => banner.checkVisibility()")
	alice.says("dialog", "The connection to the meeting is away.")
	alice.click("[data-cancel]")
	alice.click(button("disableAudio", bob.ID))
	alice.says("[part=notice]", "The connection to the meeting is away.")
	alice.hover("[part=title]")
	meeting.TellBot(bots[1].ID, object{"leave": true})

	meeting.ClearFaults()
	alice.announces("status", "The connection is back.")
	alice.is("[part=banner]", "banner => !banner.checkVisibility()")
	alice.shows(2)
	require.Zero(t, alice.sent(meeting, wire.HostControlPeer))
	alice.click(button("disableAudio", bob.ID))
	sees(meeting, bob.ID, "muted", func(p roomclient.Participant) bool { return !p.Audio })
}

// hurry has long waits of the page over soon: the SDK gives up after 50 tries, up to 10 s each.
const hurry = `(() => {
	const later = setTimeout;
	window.setTimeout = (act, ms, ...args) => later(act, ms >= 1000 ? ms / 200 : ms, ...args);
})()`

func TestClosingScreens(t *testing.T) {
	t.Parallel()
	for _, ending := range []struct {
		name, says string
		happens    func(meeting *e2e.Meeting, alice *panel, dan *e2e.Participant)
	}{
		{"removed", "You were removed", func(_ *e2e.Meeting, alice *panel, dan *e2e.Participant) {
			dan.Do("(id) => meeting.participants.joined.get(id).kick()", alice.ID)
		}},
		{"ended", "The meeting has ended", func(_ *e2e.Meeting, _ *panel, dan *e2e.Participant) {
			dan.Do("meeting.participants.kickAll()")
		}},
		{"left", "You have left", func(_ *e2e.Meeting, alice *panel, _ *e2e.Participant) {
			alice.Do("meeting.leave()")
		}},
		{"lost", "The connection was lost", func(meeting *e2e.Meeting, alice *panel, _ *e2e.Participant) {
			alice.Allow("WebSocket")
			alice.Allow("net::ERR_INTERNET_DISCONNECTED")
			alice.Do(hurry)
			command(alice.Tab, network.Enable, network.EnableParams{})
			command(alice.Tab, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
				MatchedNetworkConditions: []*network.Conditions{{Offline: true, DownloadThroughput: -1, UploadThroughput: -1}},
			})
			meeting.Cut(alice.Participant)
		}},
	} {
		t.Run(ending.name, func(t *testing.T) {
			t.Parallel()
			meeting := rig.Meeting(t)
			alice := open(t, meeting, host)
			dan := meeting.Join(e2e.Who{Name: "Dan", Preset: "host"})
			dan.Sees(alice.ID, here)
			alice.shows(2)
			alice.keyboard(button("kick", dan.ID))
			alice.asks("kick", "Remove Dan?")

			ending.happens(meeting, alice, dan)

			alice.says("[part=closing]", ending.says)
			alice.announces("alert", ending.says)
			alice.asksNothing()
			alice.focusIs("[part=closing] h3")
			require.Empty(t, e2e.Eval[[]string](alice.Tab, `findAll("button:not([data-activity]), input").filter(one => one.checkVisibility()).map(one => one.outerHTML)`),
				"nothing is offered that cannot be done")
		})
	}
}

func TestWaitingToBeLetIn(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(host)
	bob := join(t, meeting, e2e.Who{Name: "Bob", Preset: "waiting-guest"})
	bob.Do("show", object{})
	bob.says("[part=closing]", "Waiting to be let in")
	alice.Await("meeting.participants.waitlisted.size === 1")
	alice.Do("meeting.participants.acceptAllWaitingRoomRequest([...meeting.participants.waitlisted.keys()])")
	bob.shows(2)
	bob.is("[part=closing]", "closing => !closing.checkVisibility()")
}
