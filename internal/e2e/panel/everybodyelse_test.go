package panel_test

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

const (
	kickOthers = "kickOthers"
	wordField  = "dialog .typed input"
)

// wants waits until the question wants a word typed, or does not.
func (p *panel) wants(action string, word bool) {
	p.t.Helper()
	p.Await(`(action) => find("dialog").open && find("dialog").dataset.dialog === action`, action)
	p.Await(`(selector, word) => find(selector).checkVisibility() === word && (find("[data-confirm]").ariaDisabled === "true") === word`, wordField, word)
}

// lists waits until the question shows these lines, and no other.
func (p *panel) lists(lines ...string) {
	p.t.Helper()
	p.Await(`(lines) => findAll("dialog li").map((line) => read(line.textContent)).join("\n") === lines.join("\n")`, lines)
}

func TestEverybodyElseIsRemoved(t *testing.T) {
	t.Parallel()
	hands.inEach(t, func(t *testing.T, meeting *e2e.Meeting, _ string, use way) {
		alice := open(t, meeting, host)
		alice.says(button(kickOthers, "")+"~ *", "Nobody but you is here.")
		again := meeting.Join(e2e.Who{Name: "Alice again", Preset: "host", UserID: alice.UserID})
		alice.shows(2)
		alice.is(button(kickOthers, ""), "button => button.ariaDisabled === 'true'")
		bob := meeting.Join(e2e.Who{Name: "Bob"})
		bots := meeting.Bots(roomclient.Bots{Count: 10})
		ann := meeting.Join(guestAtTheDoor)
		alice.shows(13)
		alice.queues(1)

		use(alice, button(kickOthers, ""))
		alice.asks(kickOthers, "Remove everybody else?", "You stay, and the meeting goes on.")
		alice.lists("11 other people are here")
		alice.key(kb.Escape)
		alice.asksNothing()
		require.Len(t, meeting.Room().Participants, 13)
		use(alice, button(kickOthers, ""))
		use(alice, "[data-confirm]")
		bob.Hears("self", "roomLeft", `({ state }) => state === "kicked"`)
		meeting.AwaitRoom("only Alice is there, twice", func(room roomclient.Room) bool {
			return len(room.Participants) == 2 && inside(room, alice.ID) && inside(room, again.ID)
		})
		alice.announces("status", "11 removed; you are still in the meeting")
		require.Equal(t, "joined", e2e.Eval[string](alice.Tab, "meeting.self.roomState"))
		require.Equal(t, "joined", e2e.Eval[string](again.Tab, "meeting.self.roomState"))
		require.Equal(t, "waitlisted", e2e.Eval[string](ann.Tab, "meeting.self.roomState"), "who waits goes on waiting")
		require.Equal(t, 11*messagesOfOneKick, alice.sent(meeting, wire.KickPeers))
		use(alice, "[data-list]")
		alice.is("[part=receipt]", "list => list.children.length === 11")
		alice.says("[part=receipt]", "Bob was removed")
		alice.says("[part=receipt]", bots[0].Name+" was removed")
		alice.focusIsNotLost()
	})
}

func TestTheQuestionBeforeTheEndIsLive(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := open(t, meeting, host)
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	alice.shows(2)
	alice.click(button("kickAll", ""))
	alice.asks("kickAll", "End the meeting for everybody?", "This ends the session for everybody.")
	alice.lists("2 people are here, you included")

	cid := meeting.Join(e2e.Who{Name: "Cid", Preset: "host"})
	alice.lists("3 people are here, you included")
	ann := meeting.Join(guestAtTheDoor)
	alice.lists("3 people are here, you included", "1 person waits to be let in")
	cid.Do("meeting.recording.start()")
	alice.lists("3 people are here, you included", "1 person waits to be let in", "Recording: stops with the meeting")
	cid.Do("meeting.recording.pause()")
	alice.lists("3 people are here, you included", "1 person waits to be let in", "Recording paused: stops with the meeting")
	shares(alice, bob)
	alice.lists("3 people are here, you included", "1 person waits to be let in", "Recording paused: stops with the meeting", "Bob shares a screen")
	alice.focusIs("[data-cancel]")
	alice.accessible("what ends")
	alice.click("[data-cancel]")

	alice.click(button(kickOthers, ""))
	alice.lists("2 other people are here", "Recording paused: goes on", "Bob shares a screen")
	alice.accessible("everybody else")
	alice.click("[data-cancel]")
	ann.Allow("Socket is not connected") // of who waits the SDK asks on when all has ended
	alice.click(button("kickAll", ""))
	alice.click("[data-confirm]")
	bob.Hears("self", "roomLeft", `({ state }) => state === "ended"`)
	ann.Await(`meeting.self.roomState !== "waitlisted"`)
	meeting.AwaitRoom("nobody there, and nothing recorded", func(room roomclient.Room) bool { return len(room.Participants) == 0 })
}

func TestAWordIsTypedBeforeManyAreRemoved(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := join(t, meeting, host)
	alice.Do("show", object{"typeToConfirmAbove": 2})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	alice.shows(2)
	alice.click(button("kickAll", ""))
	alice.asks("kickAll")
	alice.wants("kickAll", false)
	meeting.Bots(roomclient.Bots{Count: 1})
	alice.wants("kickAll", true)
	require.Equal(t, "Type “end” to go on", e2e.Eval[string](alice.Tab, `shadow().getElementById("type").textContent`))
	alice.accessible("a word has to be typed")

	alice.click("[data-confirm]")
	alice.focusIs(wordField)
	alice.key("e", "n", kb.Enter)
	alice.wants("kickAll", true)
	alice.key("d", "s", kb.Enter)
	alice.wants("kickAll", true)
	require.Len(t, meeting.Room().Participants, 3)
	alice.key(kb.Escape)
	alice.asksNothing()
	alice.focusIs(button("kickAll", ""))

	alice.click(button(kickOthers, ""))
	alice.wants(kickOthers, false)
	meeting.Bots(roomclient.Bots{Count: 1})
	alice.wants(kickOthers, true)
	alice.click(wordField)
	alice.is(wordField, "field => field.value === ''")
	alice.key(" ", "E", "n", "d", kb.Enter)
	alice.wants(kickOthers, true)
	alice.key("\b", "\b", "\b", "R", "E", "m", "o", "v", "e", " ")
	alice.is("[data-confirm]", "button => button.ariaDisabled !== 'true'")
	alice.accessible("the word is there")
	alice.key(kb.Enter)
	bob.Hears("self", "roomLeft", `({ state }) => state === "kicked"`)
	alice.announces("status", "3 removed; you are still in the meeting")

	meeting.Bots(roomclient.Bots{Count: 2})
	alice.click(button("kickAll", ""))
	alice.wants("kickAll", true)
	alice.focusIs(wordField)
	alice.key("e", "n", "d", kb.Enter)
	alice.says("[part=closing]", "The meeting has ended")
}

func TestEverybodyElseIsHeldBackAndCalledOff(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := join(t, meeting, host)
	alice.Do("show", object{"holdBackMs": 60_000, "typeToConfirmAbove": 0})
	meeting.Bots(roomclient.Bots{Count: 3})
	alice.shows(4)
	alice.click(button(kickOthers, ""))
	alice.wants(kickOthers, true)
	alice.key("r", "e", "m", "o", "v", "e", kb.Enter)
	alice.says("[part=held]", "Everybody else will be removed in")
	alice.says("[part=held]", "you stay")
	alice.accessible("everybody else is held back")
	alice.keyboard("[data-call-off]")
	alice.is("[part=held]", "section => section.hidden")
	alice.announces("status", "It was called off")
	require.Zero(t, alice.sent(meeting, wire.KickPeers))
	require.Len(t, meeting.Room().Participants, 4)
}

func TestTheWordIsOfTheLanguage(t *testing.T) {
	t.Parallel()
	aWordIsTyped(t, "ar")
}

// aWordIsTyped has the word of each language typed, in a narrow panel.
func aWordIsTyped(t *testing.T, locales ...string) {
	t.Helper()
	meeting := rig.Meeting(t)
	meeting.Bots(roomclient.Bots{Count: 3})
	for _, locale := range locales {
		alice := join(t, meeting, host)
		alice.Do("show", object{"locale": locale, "typeToConfirmAbove": 1})
		alice.is(button(kickOthers, ""), "button => button.ariaDisabled !== 'true'")
		alice.resize("280px", true)
		require.Empty(t, e2e.Eval[[]string](alice.Tab, "overflow()"), locale)
		for _, action := range []string{kickOthers, "kickAll"} {
			alice.click(button(action, ""))
			alice.wants(action, true)
			require.Empty(t, e2e.Eval[[]string](alice.Tab, "overflow()"), locale)
			alice.accessible("a word has to be typed, " + locale)
			word := e2e.Eval[string](alice.Tab, `/[“„«「]\s*(.+?)\s*[”“»」]/u.exec(shadow().getElementById("type").textContent)[1]`)
			alice.key(word)
			alice.is("[data-confirm]", "button => button.ariaDisabled !== 'true'")
			alice.key(kb.Escape)
			alice.asksNothing()
		}
		alice.Do("meeting.leave()")
	}
}
