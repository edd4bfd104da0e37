package meetingtest_test

import (
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/internal/meetingtest"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Memory does every action so that a controller confirms it.
func TestEveryActionIsConfirmedInMemory(t *testing.T) {
	for _, spec := range action.All() {
		t.Run(string(spec.Name), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				memory := meetingtest.NewMemory()
				defer memory.Close()
				joined, waiting := memory.Join("Ann"), memory.Knock("Bob")
				if spec.Needs&action.NeedsPinned != 0 {
					memory.Pin(joined)
				}
				if spec.Asks != 0 {
					memory.SetAudio(joined, false)
					memory.SetVideo(joined, false)
				}
				meetingtest.SetState(memory, spec, memory.SelfID(), joined)
				if spec.Takes == action.NoScreenShare {
					memory.ShareScreen(joined)
				}
				controller := control.New(memory, control.Options{})
				defer controller.Close()
				command := meetingtest.CommandOf(spec)
				switch {
				case spec.AboutThings() || spec.Scope == action.OnUser:
					command.Target = memory.Furnish(spec)
				case !spec.TakesTarget():
				case spec.Waiting():
					command.Target = waiting
				default:
					command.Target = joined
				}
				outcome, err := controller.Perform(t.Context(), command)
				require.NoError(t, err, spec.Name)
				expected := meeting.StatusConfirmed
				if spec.Asks != 0 || spec.Proof == action.NoProof || spec.Proof == action.ProofAsked || spec.Object == action.Plugin {
					expected = meeting.StatusSent
				}
				assert.Equal(t, expected, outcome.Status, spec.Name)
			})
		})
	}
}
