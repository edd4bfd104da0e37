package e2e_test

import (
	"testing"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

func TestBotsWithMediaAreSeenAndHeard(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	early := meeting.Bots(roomclient.Bots{Count: 1, Audio: true, Video: true, Media: true})[0]
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	late := meeting.Bots(roomclient.Bots{Count: 1, Audio: true, Video: true, Media: true})[0]
	for _, bot := range []roomclient.Bot{early, late} {
		alice.Await("(id) => videoFrames(id) > 15", bot.ID)
		alice.Await("(id) => loudness(id) > 0.01", bot.ID)
	}

	alice.Do("(id) => meeting.participants.joined.get(id).disableVideo()", early.ID)
	alice.Sees(early.ID, "p => !p.videoEnabled && p.audioEnabled")
	meeting.TellBot(early.ID, map[string]any{"video": true})
	alice.Sees(early.ID, "p => p.videoEnabled")
	alice.Await("(id) => videoFrames(id) > 5", early.ID)

	alice.Do("(id) => meeting.participants.joined.get(id).kick()", late.ID)
	alice.SeesNot(late.ID)
}
