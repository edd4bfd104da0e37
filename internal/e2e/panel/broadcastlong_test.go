//go:build long

package panel_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
)

func TestLongAllOfItInEveryLanguageAndWidth(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := everythingOn(t, meeting)
	alice.Do(`document.querySelector("#place").style.blockSize = "1200px"`) // all of it in sight at once
	for _, locale := range []string{"en", "de", "fr", "es", "pt", "ja", "hi", "ar"} {
		alice.Do("controls.close()")
		alice.Do("show", object{"locale": locale})
		alice.asking(1)
		for _, screen := range []struct {
			width         string
			touch, narrow bool
			lines         int
		}{
			{"280px", true, true, 3}, {"390px", true, true, 2}, {"480px", false, false, 2}, {"900px", false, false, 2},
		} {
			alice.touches(screen.touch)
			alice.resize(screen.width, screen.narrow)
			require.Empty(t, e2e.Eval[[]string](alice.Tab, "overflow()"), "%s %+v", locale, screen)
			require.Empty(t, e2e.Eval[[]string](alice.Tab, tooHigh, highestRow), "%s %+v", locale, screen)
			require.Empty(t, e2e.Eval[[]string](alice.Tab, tooSmall, map[bool]int{true: 44, false: 24}[screen.touch]), "%s %+v", locale, screen)
			require.LessOrEqual(t, e2e.Eval[int](alice.Tab, linesOfBar), screen.lines, "%s %+v", locale, screen)
			if locale+screen.width == "en480px" || locale+screen.width == "ar280px" {
				alice.accessible(fmt.Sprint(locale, " ", screen))
			}
		}
	}
}

// everythingOn opens the panel of a host who has all that the panel can show of the stage, the
// recording, the livestream and of screens.
func everythingOn(t *testing.T, meeting *e2e.Meeting) *panel {
	t.Helper()
	alice := join(t, meeting, e2e.Who{Name: "Alice", Preset: "livestream-host"})
	bob := meeting.Join(e2e.Who{Name: "Bob", Preset: "livestream-panelist"})
	dan := meeting.Join(e2e.Who{Name: "Dan", Preset: "livestream-host"})
	meeting.Join(e2e.Who{Name: "Carol", Preset: "livestream-viewer"})
	alice.Do("show", object{})
	bob.Do("meeting.stage.requestAccess()")
	dan.Do("drawScreen(), meeting.self.enableScreenShare()")
	alice.Do("meeting.recording.start()")
	alice.Do("meeting.livestream.start()")
	alice.asking(1)
	for _, action := range []string{leaveStage, stopRecording, pause, stopLive, stopAllShares} {
		alice.is(button(action, ""), "button => button.checkVisibility() && button.ariaBusy !== 'true'")
	}
	alice.is("[part=watch]", "link => link.checkVisibility()")
	return alice
}

// linesOfBar counts the lines of the bar's buttons.
const linesOfBar = `new Set(findAll("[part=broadcast] button").filter((button) => button.checkVisibility()).map((button) => Math.round(button.getBoundingClientRect().top))).size`
