package controller_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
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

func TestAKnockIsToldInAHiddenPage(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := host(meeting)
	alice.Hide()
	bots := meeting.Bots(roomclient.Bots{Count: 3, Knock: true})
	alice.Await(`told.filter(e => e.type === "knock").reduce((sum, e) => sum + e.detail.count, 0) === 3`)
	alice.AwaitSnapshot(`({ waitlisted }) => waitlisted.length === 3 && waitlisted.every(({ since }) => Math.abs(Date.now() - since) < 3_600_000)`)
	require.True(t, e2e.Eval[bool](alice.Tab, "document.hidden"))

	outcome := alice.BeginTogether(e2e.Command{Action: "acceptWaitingRoomRequest", Targets: []string{bots[2].ID, bots[0].ID}})[0].Outcome()
	require.Equal(t, "confirmed", outcome.Status, "%+v", outcome)
	alice.AwaitSnapshot(`({ waitlisted, participants }) => waitlisted.length === 1 && participants.length === 2`)
}
