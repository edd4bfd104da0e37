package e2e_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
)

// shareFrames counts the frames of somebody's screen that the tab has decoded.
const shareFrames = `(id) => screenFrames(id) > 0`

func TestScreenShareComesAndGoes(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	bob.Do("drawScreen()")
	alice.Sees(bob.ID, "p => !p.screenShareEnabled")

	for range 2 {
		bob.Do("meeting.self.enableScreenShare()")
		alice.Sees(bob.ID, "p => p.screenShareEnabled")
		alice.Await(shareFrames, bob.ID)
		require.True(t, meeting.Person(bob.ID).ScreenShare)
		bob.Do("meeting.self.disableScreenShare()")
		alice.Sees(bob.ID, "p => !p.screenShareEnabled")
		require.False(t, meeting.Person(bob.ID).ScreenShare)
	}
	late := meeting.Join(e2e.Who{Name: "Carol"})
	bob.Do("meeting.self.enableScreenShare()")
	late.Sees(bob.ID, "p => p.screenShareEnabled")
	late.Await(shareFrames, bob.ID)
}
