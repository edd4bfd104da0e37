package panel_test

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

func TestEveryActionOnOne(t *testing.T) {
	t.Parallel()
	hands.inEach(t, func(t *testing.T, meeting *e2e.Meeting, _ string, use way) {
		alice := open(t, meeting, host)
		bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true, Video: true})
		alice.Sees(bob.ID, heard)
		alice.Sees(bob.ID, seen)
		alice.says(row(bob.ID), "Bob, microphone on, camera on")

		use(alice, button("disableAudio", bob.ID))
		bob.Await("!meeting.self.audioEnabled")
		sees(meeting, bob.ID, "muted", func(p roomclient.Participant) bool { return !p.Audio && p.Video })
		alice.announces("status", "Bob is muted")
		alice.says(row(bob.ID), "Bob, microphone off, camera on")

		use(alice, button("disableVideo", bob.ID))
		bob.Await("!meeting.self.videoEnabled")
		sees(meeting, bob.ID, "camera off", func(p roomclient.Participant) bool { return !p.Video })
		alice.announces("status", "Bob’s camera is off")

		use(alice, button("pin", bob.ID))
		bob.Await("meeting.self.isPinned")
		alice.announces("status", "Bob is pinned for everybody")
		alice.says(row(bob.ID), "pinned")
		require.Equal(t, bob.ID, meeting.Room().Pinned)

		use(alice, "[data-undo]")
		bob.Await("!meeting.self.isPinned")
		require.Empty(t, meeting.Room().Pinned)
		alice.announces("status", "Bob is no longer pinned")
		use(alice, button("pin", bob.ID))
		bob.Await("meeting.self.isPinned")
		alice.announces("status", "Bob is pinned for everybody")
		use(alice, button("unpin", bob.ID))
		bob.Await("!meeting.self.isPinned")
		alice.announces("status", "Bob is no longer pinned")

		use(alice, button("kick", bob.ID))
		alice.asks("kick", "Remove Bob?", "Bob leaves the meeting at once")
		alice.key(kb.Escape)
		alice.asksNothing()
		alice.focusIs(button("kick", bob.ID))
		use(alice, button("kick", bob.ID))
		alice.asks("kick", "Remove Bob?")
		use(alice, "[data-cancel]")
		alice.asksNothing()
		require.Equal(t, "joined", e2e.Eval[string](bob.Tab, "meeting.self.roomState"))
		use(alice, button("kick", bob.ID))
		use(alice, "[data-confirm]")
		alice.asksNothing()
		bob.Hears("self", "roomLeft", `({ state }) => state === "kicked"`)
		alice.announces("status", "Bob was removed")
		alice.Await("(selector) => !find(selector) || find(selector).textContent.includes('left the meeting')", row(bob.ID))
		require.Len(t, meeting.Room().Participants, 1)
	})
}

func TestEveryActionOnEverybody(t *testing.T) {
	t.Parallel()
	hands.inEach(t, func(t *testing.T, meeting *e2e.Meeting, _ string, use way) {
		alice := open(t, meeting, e2e.Who{Name: "Alice", Preset: "host", Audio: true, Video: true})
		bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true, Video: true})
		bots := meeting.Bots(roomclient.Bots{Count: 10, Audio: true, Video: true})
		alice.Sees(bob.ID, heard)
		alice.Sees(bob.ID, seen)
		alice.shows(len(bots) + 2)

		use(alice, button("disableAllAudio", ""))
		alice.asks("disableAllAudio", "Mute all: 12 people?")
		use(alice, "[data-confirm]")
		bob.Await("!meeting.self.audioEnabled")
		alice.announces("status", "12 muted")
		meeting.AwaitRoom("all muted", func(room roomclient.Room) bool {
			return everybody(room, func(p roomclient.Participant) bool { return !p.Audio && p.Video })
		})
		alice.says(button("disableAllAudio", "")+"~ *", "All microphones are off already.")

		use(alice, button("disableAllVideo", ""))
		alice.asks("disableAllVideo", "12 people?")
		use(alice, "[data-confirm]")
		bob.Await("!meeting.self.videoEnabled")
		alice.announces("status", "12 cameras turned off")
		meeting.AwaitRoom("all cameras off", func(room roomclient.Room) bool {
			return everybody(room, func(p roomclient.Participant) bool { return !p.Video })
		})

		use(alice, button("kickAll", ""))
		alice.asks("kickAll", "End the meeting for everybody?", "12 people are here, you included")
		alice.key(kb.Escape)
		alice.asksNothing()
		alice.focusIs(button("kickAll", ""))
		require.Len(t, meeting.Room().Participants, 12)
		use(alice, button("kickAll", ""))
		use(alice, "[data-confirm]")
		bob.Hears("self", "roomLeft", `({ state }) => state === "ended"`)
		meeting.AwaitRoom("nobody there", func(room roomclient.Room) bool { return len(room.Participants) == 0 })
		alice.says("[part=closing]", "The meeting has ended")
		alice.announces("alert", "The meeting has ended")
		alice.focusIs("[part=closing] h3")
		require.False(t, e2e.Eval[bool](alice.Tab, `find("[part=list]").checkVisibility()`))
	})
}

func everybody(room roomclient.Room, met func(roomclient.Participant) bool) bool {
	for _, p := range room.Participants {
		if !met(p) {
			return false
		}
	}
	return len(room.Participants) > 0
}

func TestLeave(t *testing.T) {
	t.Parallel()
	hands.inEach(t, func(t *testing.T, meeting *e2e.Meeting, _ string, use way) {
		bob := open(t, meeting, e2e.Who{Name: "Bob"})
		bots := meeting.Bots(roomclient.Bots{Count: 1})
		bob.shows(2)

		use(bob, button("leave", ""))

		bob.says("[part=closing]", "You have left")
		bob.Await(`meeting.self.roomState === "left"`)
		meeting.AwaitRoom("Bob has gone", func(room roomclient.Room) bool {
			return len(room.Participants) == 1 && room.Participants[0].ID == bots[0].ID
		})
	})
}
