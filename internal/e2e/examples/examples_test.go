package examples_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

func TestHostMutesSomebodyInThePanel(t *testing.T) {
	forEach(t, everyExample, func(t *testing.T, path string) {
		meeting := rig.Meeting(t)
		bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
		host := open(t, path, meeting, "Alice", "host")
		host.awaitVoice(bob)

		host.pressInPanel("disableAudio", bob.ID)

		bob.Await("!meeting.self.audioEnabled")
		require.False(t, meeting.Person(bob.ID).Audio)
		host.Await(`(id) => meeting.participants.joined.get(id).audioEnabled === false`, bob.ID)
	})
}

func TestElementTellsThePage(t *testing.T) {
	forEach(t, []string{"plain/dist/", "vue/dist/"}, func(t *testing.T, path string) {
		meeting := rig.Meeting(t)
		bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
		other := meeting.Join(e2e.Who{Name: "Carol", Preset: "host"})
		host := open(t, path, meeting, "Alice", "host")
		host.awaitVoice(bob)

		host.pressInPanel("disableAudio", bob.ID)
		host.awaitText("disableAudio: confirmed")

		other.Await("meeting.participants.joined.size === 2")
		other.Do("meeting.participants.kickAll()")
		host.awaitText("The meeting is over: ended")
	})
}

func TestReactListOfItsOwn(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	bob := meeting.Join(e2e.Who{Name: "Bob <b>", Audio: true})
	bot := meeting.Bots(roomclient.Bots{Count: 1, Audio: true})[0]
	host := open(t, "react/dist/", meeting, "Alice", "host")
	host.awaitVoice(bob)
	host.awaitText("Alice: host")

	host.press("Mute Bob <b>")
	bob.Await("!meeting.self.audioEnabled")
	host.awaitText("Bob <b>, muted")
	host.awaitText("disableAudio: confirmed")
	require.True(t, meeting.Person(bot.ID).Audio)

	host.press("Pin Bob <b>")
	bob.Await("meeting.self.isPinned")
	host.awaitText("Bob <b>, muted, pinned")
	host.press("Unpin Bob <b>")
	bob.Await("!meeting.self.isPinned")

	host.press("Mute everybody")
	host.awaitText("disableAllAudio: confirmed")
	require.False(t, meeting.Person(bot.ID).Audio)
}

func TestReactListSaysWhyNot(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
	guest := open(t, "react/dist/", meeting, "Mallory", "guest")
	guest.awaitVoice(bob)
	guest.Await(`[...document.querySelectorAll("#app li button")].length === 2 &&
		[...document.querySelectorAll("#app li button")].every((button) => button.ariaDisabled === "true" && button.title.length > 10)`)

	guest.press("Mute Bob")

	guest.Await(`document.querySelector("#app [role=status]").textContent === document.querySelector("#app li button").title`)
	id := e2e.Eval[string](guest.Tab, "meeting.self.id")
	bob.Do(`meeting.chat.sendTextMessage("after")`)
	guest.Await(`meeting.chat.messages.some((message) => message.message === "after")`)
	require.NotContains(t, meeting.Person(id).Sent, "media.hostControlPeer")
	require.True(t, meeting.Person(bob.ID).Audio)
}

// counts are what is alive inside the module.
type counts struct{ Callbacks, Goroutines, Controllers int }

func TestUnmountLeavesNothing(t *testing.T) {
	forEach(t, everyExample, func(t *testing.T, path string) {
		meeting := rig.Meeting(t)
		bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
		host := open(t, path, meeting, "Alice", "host")
		host.awaitVoice(bob)
		const panels = `document.querySelectorAll("[data-gavel]").length`
		module := func() counts { return e2e.Eval[counts](host.Tab, "api.counts()") }
		listeners := func() map[string]int { return e2e.Eval[map[string]int](host.Tab, "listeners(meeting)") }
		hide := func() (map[string]int, counts) {
			host.press("Host controls")
			host.Await(panels + " === 0")
			host.Await("api.counts().controllers === 0")
			return listeners(), module()
		}

		host.Await(panels + " === 1")
		require.Equal(t, 1, module().Controllers)
		shown := listeners()
		hidden, idle := hide()
		require.NotEqual(t, shown, hidden)

		for range 2 {
			host.press("Host controls")
			host.Await(panels + " === 1")
			host.pressInPanel("disableAudio", bob.ID)
			bob.Await("!meeting.self.audioEnabled")
			bob.Do("meeting.self.enableAudio()")
			host.awaitVoice(bob)
			require.Equal(t, 1, module().Controllers)
			require.Equal(t, shown, listeners())

			left, _ := hide()
			require.Equal(t, hidden, left)
			require.Eventually(t, func() bool { return module() == idle }, e2e.Patience, e2e.PollInterval)
		}
	})
}

func TestReactSubscribesOnce(t *testing.T) {
	forEach(t, []string{"react/dist/", "react/dist/development/"}, func(t *testing.T, path string) {
		meeting := rig.Meeting(t)
		host := open(t, path, meeting, "Alice", "host")
		mounts := 1
		if path == "react/dist/development/" {
			mounts = 2 // by StrictMode
		}
		const subscribed = "(made, ended) => subscriptions.made === made && subscriptions.ended === ended"
		host.awaitText("Alice: host")
		host.Await(subscribed, mounts, mounts-1)
		host.press("Host controls")
		host.Await(subscribed, mounts, mounts)
	})
}

func TestPageSaysWhyItCouldNotJoin(t *testing.T) {
	forEach(t, everyExample, func(t *testing.T, path string) {
		nobody := open(t, path, rig.Meeting(t), "Alice", "emperor")
		nobody.Allow("/local/token")
		nobody.awaitText("emperor")
	})
}
