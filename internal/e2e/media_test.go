package e2e_test

import (
	"testing"

	"github.com/gavel-rtc/gavel/internal/e2e"
)

func TestPeopleSeeAndHearEachOther(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host", Audio: true, Video: true})
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true, Video: true})
	for _, pair := range [][2]*e2e.Participant{{alice, bob}, {bob, alice}} {
		here, there := pair[0], pair[1]
		here.Sees(there.ID, "p => p.audioEnabled && p.videoEnabled")
		here.Await("(id) => videoFrames(id) > 5", there.ID)
		here.Await("(id) => loudness(id) > 0.01", there.ID)
	}
}

func TestCameraOffAndOnAgain(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice"})
	bob := meeting.Join(e2e.Who{Name: "Bob", Video: true})
	alice.Await("(id) => videoFrames(id) > 0", bob.ID)

	bob.Do("meeting.self.disableVideo()")
	alice.Sees(bob.ID, "p => !p.videoEnabled")
	bob.Do("meeting.self.enableVideo()")
	alice.Sees(bob.ID, "p => p.videoEnabled")
	alice.Await("(id) => videoFrames(id) > 5", bob.ID)
}

func TestLateJoinerSeesAndHears(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true, Video: true})
	bob.Await("meeting.self.audioEnabled && meeting.self.videoEnabled")
	carol := meeting.Join(e2e.Who{Name: "Carol"})
	carol.Await("(id) => videoFrames(id) > 5", bob.ID)
	carol.Await("(id) => loudness(id) > 0.01", bob.ID)
}
