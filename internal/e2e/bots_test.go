package e2e_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

func TestHundredBotsAppearAndAreMuted(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	early := meeting.Bots(roomclient.Bots{Count: 50, Audio: true, Video: true})
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	late := meeting.Bots(roomclient.Bots{Count: 50, Audio: true, Video: true})
	require.Len(t, early, 50)
	require.Len(t, late, 50)
	alice.Await("meeting.participants.joined.size === 100")
	alice.Await("meeting.participants.joined.toArray().every(p => p.audioEnabled && p.videoEnabled && p.name)")

	alice.Do("meeting.participants.disableAllAudio(false)")
	alice.Await("meeting.participants.joined.toArray().every(p => !p.audioEnabled && p.videoEnabled)")
	alice.Do("meeting.participants.disableAllVideo(false)")
	alice.Await("meeting.participants.joined.toArray().every(p => !p.audioEnabled && !p.videoEnabled)")
	for _, p := range meeting.Room().Participants {
		require.False(t, p.Audio || p.Video, p.Name)
	}

	alice.Do("(id) => meeting.participants.joined.get(id).kick()", late[0].ID)
	alice.SeesNot(late[0].ID)
	require.Len(t, meeting.Room().Participants, 100, "99 bots and Alice")
}

func TestBotsDoAsTold(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bot := meeting.Bots(roomclient.Bots{Count: 1, Audio: true})[0]
	alice.Sees(bot.ID, "p => p.audioEnabled && !p.videoEnabled")
	alice.Do("(id) => meeting.participants.joined.get(id).disableAudio()", bot.ID)
	alice.Sees(bot.ID, "p => !p.audioEnabled")

	meeting.TellBot(bot.ID, map[string]any{"audio": true, "video": true})
	alice.Sees(bot.ID, "p => p.audioEnabled && p.videoEnabled")
	meeting.TellBot(bot.ID, map[string]any{"leave": true})
	alice.SeesNot(bot.ID)

	knocking := meeting.Bots(roomclient.Bots{Count: 1, Knock: true})[0]
	alice.Await(waits, knocking.ID)
	alice.Do("(id) => meeting.participants.acceptWaitingRoomRequest(id)", knocking.ID)
	alice.Sees(knocking.ID, "p => !meeting.participants.waitlisted.has(p.id)")
}
