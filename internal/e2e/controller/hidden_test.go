package controller_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
)

func TestHiddenPageConfirmsToo(t *testing.T) {
	t.Parallel()
	_, alice, bob, carol := trio(t, e2e.AttachOptions{})
	alice.Do(`{
		window.painted = 0;
		const frame = () => { window.painted++; requestAnimationFrame(frame) };
		requestAnimationFrame(frame);
	}`)
	alice.Hide()
	frames := e2e.Eval[int](alice.Tab, "painted")

	requireConfirmed(t, alice.Perform("disableAudio", bob.ID), "disableAudio", bob)
	requireConfirmed(t, alice.Perform("pin", carol.ID), "pin", carol)
	requireConfirmed(t, alice.Perform("kick", bob.ID), "kick", bob)

	alice.AwaitSnapshot(`({ participants }) => participants.length === 1 && participants[0].isPinned`)
	require.True(t, e2e.Eval[bool](alice.Tab, "document.hidden"))
	const underWay = 1 // a frame that had begun before
	require.LessOrEqual(t, e2e.Eval[int](alice.Tab, "painted"), frames+underWay, "nothing was painted meanwhile")
	require.False(t, e2e.Eval[bool](carol.Tab, "document.hidden"))
}
