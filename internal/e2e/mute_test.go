package e2e_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
)

// What a tab says of somebody whose microphone and camera have fully arrived.
// Before the tracks have, SDK 2.0.2 may miss a change.
const (
	heard = "p => p.audioEnabled && p.audioTrack"
	seen  = "p => p.videoEnabled && p.videoTrack"
)

func TestHostMutesOne(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host", Audio: true, Video: true})
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true, Video: true})
	carol := meeting.Join(e2e.Who{Name: "Carol", Audio: true})
	for _, p := range []*e2e.Participant{alice, carol} {
		p.Sees(bob.ID, heard)
		p.Sees(bob.ID, seen)
	}
	alice.Sees(carol.ID, heard)

	alice.Do("(id) => meeting.participants.joined.get(id).disableAudio()", bob.ID)
	alice.Sees(bob.ID, "p => !p.audioEnabled && p.videoEnabled")
	carol.Sees(bob.ID, "p => !p.audioEnabled && p.videoEnabled")
	bob.Await("!meeting.self.audioEnabled && meeting.self.videoEnabled")

	alice.Do("(id) => meeting.participants.joined.get(id).disableVideo()", bob.ID)
	alice.Sees(bob.ID, "p => !p.videoEnabled")
	bob.Await("!meeting.self.videoEnabled")

	require.False(t, meeting.Person(bob.ID).Audio)
	require.False(t, meeting.Person(bob.ID).Video)
	require.True(t, meeting.Person(carol.ID).Audio, "the others keep their microphone")
	require.True(t, meeting.Person(alice.ID).Audio)

	bob.Do("meeting.self.enableAudio()")
	alice.Sees(bob.ID, "p => p.audioEnabled")
}

func TestHostMutesAllAndTheCaller(t *testing.T) {
	t.Parallel()
	for _, device := range []struct{ call, is string }{
		{"disableAllAudio", "audioEnabled"},
		{"disableAllVideo", "videoEnabled"},
	} {
		t.Run(device.call, func(t *testing.T) {
			t.Parallel()
			meeting := rig.Meeting(t)
			alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host", Audio: true, Video: true})
			bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true, Video: true})
			for _, arrived := range []string{heard, seen} {
				alice.Sees(bob.ID, arrived)
				bob.Sees(alice.ID, arrived)
			}

			alice.Do("(call) => meeting.participants[call](true)", device.call)

			alice.Await("(is) => !meeting.self[is]", device.is)
			bob.Await("(is) => !meeting.self[is]", device.is)
			alice.Sees(bob.ID, "p => !p."+device.is)
			bob.Sees(alice.ID, "p => !p."+device.is)
			for _, p := range meeting.Room().Participants {
				require.Equal(t, device.is != "audioEnabled", p.Audio, p.Name)
				require.Equal(t, device.is != "videoEnabled", p.Video, p.Name)
			}
		})
	}
}
