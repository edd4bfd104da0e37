package e2e_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

func TestEverybodyComesBackAfterARestart(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true, Video: true})
	bot := meeting.Bots(roomclient.Bots{Count: 1, Audio: true})[0]
	alice.Sees(bob.ID, heard)
	alice.Await("(id) => videoFrames(id) > 0", bob.ID)
	bob.Reaches(alice)
	session := meeting.Room().SessionID

	for _, tab := range []*e2e.Participant{alice, bob} {
		tab.Allow("WebSocket") // that it was lost, and that it cannot be opened yet
	}
	meeting.Fault(roomclient.Fault{Action: "restart", DelayMs: 500})
	for _, tab := range []*e2e.Participant{alice, bob} {
		tab.Hears("meta", "socketConnectionUpdate", `({ state }) => state === "disconnected"`)
	}
	for _, tab := range []*e2e.Participant{alice, bob} {
		tab.Hears("self", "roomJoined", "({ reconnected }) => reconnected")
		tab.Sees(bot.ID, "p => p.audioEnabled")
		require.Equal(t, tab.ID, tab.Self().ID, "the same peer id as before")
	}
	alice.Sees(bob.ID, "p => p.audioEnabled && p.videoEnabled")
	bob.Sees(alice.ID, `p => p.name === "Alice"`)
	alice.Await("(id) => videoFrames(id) > 0", bob.ID)
	alice.Await("(id) => loudness(id) > 0.01", bob.ID)
	require.Equal(t, session, meeting.Room().SessionID)
	require.Len(t, meeting.Room().Participants, 3)

	alice.Do("(id) => meeting.participants.joined.get(id).disableAudio()", bob.ID)
	bob.Await("!meeting.self.audioEnabled")
	bob.Reaches(alice)
}
