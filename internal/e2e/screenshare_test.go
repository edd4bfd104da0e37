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
	drawScreen(bob)
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

// drawScreen gives the page a drawing to share: a headless browser has no screen.
func drawScreen(p *e2e.Participant) {
	p.Do(`{
		const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 180 });
		const pen = canvas.getContext("2d");
		let step = 0;
		setInterval(() => {
			pen.fillStyle = "hsl(" + (step += 10) % 360 + " 80% 50%)";
			pen.fillRect(0, 0, canvas.width, canvas.height);
		}, 100);
		navigator.mediaDevices.getDisplayMedia = async () => canvas.captureStream(10);
	}`)
}
