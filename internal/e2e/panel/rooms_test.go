package panel_test

import (
	"strconv"
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

const (
	roomsButton = "[data-opens=rooms]"
	roomsDialog = `dialog[data-dialog="rooms"]`
)

// roomAt is a room in the dialog, the parent as 0.
func roomAt(place int) string {
	return roomsDialog + " .room:nth-child(" + strconv.Itoa(place+1) + ")"
}

// follow has a page go on with the meeting object that a move makes.
func follow(people ...*e2e.Participant) {
	for _, p := range people {
		p.Allow("CLOSING or CLOSED") // the meeting that was left goes on telling of the microphone
		p.Do(`(() => {
			const on = () => meeting.connectedMeetings.on("meetingChanged", (next) => {
				window.meeting = next;
				on();
			});
			on();
		})()`)
	}
}

const isIn = `(title) => meeting.self.roomState === "joined" && meeting.meta.meetingTitle === title`

func TestRooms(t *testing.T) {
	t.Parallel()
	hands.inEach(t, func(t *testing.T, meeting *e2e.Meeting, hand string, use way) {
		bob, carol := meeting.Join(e2e.Who{Name: "Bob"}), meeting.Join(e2e.Who{Name: "Carol"})
		alice := open(t, meeting, host)
		follow(alice.Participant, bob, carol)
		alice.shows(3)
		alice.Do(`window.host = controls`)
		title := e2e.Eval[string](bob.Tab, "meeting.meta.meetingTitle")

		use(alice, roomsButton)
		alice.is(roomsDialog, "dialog => dialog.open")
		alice.says(roomAt(0), "Main meeting")
		use(alice, roomsDialog+" [type=submit]")
		alice.says(roomsDialog+" [role=status]", "2 rooms created")
		alice.says(roomAt(0), "you are here")
		alice.says(roomAt(0), "Carol")
		alice.says(roomAt(2), "Room 2")
		bob.Await(`meeting.connectedMeetings.meetings.length === 2`)
		alice.is(roomAt(0)+" ~ * [data-move-to]", "button => !button.checkVisibility()") // nobody is chosen
		alice.accessible("rooms")
		alice.key(kb.Escape)
		alice.focusIs(roomsButton)

		// Somebody goes where the menu of their row says.
		if hand == "mouse" {
			alice.click(row(bob.ID) + " [data-more]")
			alice.click(item("rooms"))
		} else {
			alice.reach(more(bob.ID))
			alice.key(kb.Enter)
			alice.press(kb.ArrowUp, item("rooms"), 8)
			alice.key(kb.Enter)
		}
		alice.says(roomsDialog+" .none", "Bob can be moved.")
		use(alice, roomAt(1)+" [data-move-to]")
		bob.Await(isIn, "Room 1")
		alice.says(roomsDialog+" [role=status]", "Bob was moved")
		alice.says(roomAt(1), "1 person")
		alice.says(roomAt(1)+" li", "Bob")
		alice.focusIsNotLost()
		alice.accessible("somebody is in a room")

		// So do those who are selected, and oneself.
		alice.key(kb.Escape)
		alice.is(roomsDialog, "dialog => !dialog.open")
		alice.shows(2)
		use(alice, "[data-select]")
		alice.click(row(carol.ID) + " .who")
		use(alice, roomsButton)
		use(alice, roomAt(2)+" [data-move-to]")
		carol.Await(isIn, "Room 2")
		use(alice, roomAt(2)+" [data-go-to]")
		alice.Await(isIn, "Room 2")
		alice.says(roomAt(2), "you are here")
		require.True(t, e2e.Eval[bool](alice.Tab, "host === controls"))
		use(alice, roomAt(0)+" [data-go-to]")
		alice.Await(isIn, title)

		// One is brought back, and then everybody who is left.
		alice.says(roomAt(0), "you are here")
		use(alice, roomAt(1)+" li button")
		bob.Await(isIn, title)
		use(alice, roomsDialog+" .content > .holder button")
		carol.Await(isIn, title)
		alice.is(roomsDialog+" .content > .holder button", "button => button.ariaDisabled === 'true'")
		alice.says(roomAt(0), "3 people")

		use(alice, roomAt(1)+" [data-thing]:not(li *)")
		alice.asks("connectedMeetings.deleteMeetings", "Delete Room 1?")
		alice.accessible("a room is to be deleted")
		use(alice, "[data-confirm]")
		alice.says(roomAt(1), "Room 2")
		bob.Await(`meeting.connectedMeetings.meetings.length === 1`)
		alice.focusIsNotLost()
		alice.key(kb.Escape)
		alice.focusIs(roomsButton)
		alice.says(roomsButton, "Rooms (1)")
	})
}

// Ten and more are asked about first; own titles are those of the rooms; in every language there is
// room for it all.
func TestRoomsOfMany(t *testing.T) {
	t.Parallel()
	roomsOfMany(t, "ar", "de")
}

func roomsOfMany(t *testing.T, locales ...string) {
	t.Helper()
	meeting := rig.Meeting(t)
	alice := join(t, meeting, host)
	follow(alice.Participant)
	bots := meeting.Bots(roomclient.Bots{Count: 12})
	for i, locale := range locales {
		alice.Do("show", object{"locale": locale})
		alice.shows(len(bots) + 1)
		alice.Do(`Object.assign(document.querySelector("#place").style, { inlineSize: "280px", blockSize: "900px" })`)
		alice.click(roomsButton)
		if i == 0 {
			alice.Do(`find("[data-dialog=rooms] textarea").value = "Red\n\n Blue "`)
			alice.click(roomsDialog + " [type=submit]")
		}
		alice.says(roomAt(2), "Blue")
		require.Empty(t, e2e.Eval[[]string](alice.Tab, "overflow()"), locale)
		require.Empty(t, e2e.Eval[[]string](alice.Tab, tooSmall, 24), locale)
		alice.key(kb.Escape)
		alice.Do("controls.close()")
	}

	alice.Do("show", object{})
	alice.shows(len(bots) + 1)
	alice.Do(`Object.assign(document.querySelector("#place").style, { inlineSize: "480px", blockSize: "900px" })`)
	alice.click("[data-select]")
	alice.click(row(bots[0].ID) + " .who")
	alice.Do(`find("[part=list] .who[tabindex='0']").dispatchEvent(new KeyboardEvent("keydown", { key: "a", ctrlKey: true, bubbles: true, composed: true }))`)
	alice.selected(len(bots))
	alice.click(roomsButton)
	alice.click(roomAt(1) + " [data-move-to]")
	alice.asks("connectedMeetings.moveParticipants", "12 people")
	alice.click("[data-confirm]")
	alice.says(roomsDialog+" [role=status]", "12 moved")
	alice.says(roomAt(1), "12 people")
	alice.accessible("many in a room")
	alice.click(roomsDialog + " .content > .holder button")
	alice.asks("connectedMeetings.moveParticipants", "Bring 12 people back to the main meeting?")
	alice.click("[data-confirm]")
	alice.says(roomAt(0), "13 people")
}
