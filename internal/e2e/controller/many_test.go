package controller_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

func TestManyAreMutedAndEachIsTold(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := host(meeting)
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
	alice.Sees(bob.ID, "p => p.audioEnabled && p.audioTrack")
	bots := meeting.Bots(roomclient.Bots{Count: 200, Audio: true})
	quiet, gone := bots[10].ID, bots[20].ID
	meeting.TellBot(quiet, map[string]any{"audio": false})
	alice.AwaitSnapshot(`({ participants }) => participants.length === 201 && participants.filter((p) => !p.audioEnabled).length === 1`)

	selected := e2e.Eval[[]string](alice.Tab, "controls.select({ audioEnabled: true })")
	require.Len(t, selected, 200)
	require.NotContains(t, selected, quiet)
	require.NotContains(t, selected, alice.ID)
	meeting.TellBot(gone, map[string]any{"leave": true})
	alice.SeesNot(gone)
	meeting.Fault(roomclient.Fault{Event: wire.HostControlPeer.String(), Action: "refuse", Times: 1})
	performed := e2e.Eval[struct {
		Told    []struct{ Done, Total int }
		Outcome e2e.Outcome
	}](alice.Tab, `async (targets) => {
		const told = [];
		const outcome = await controls.perform({ action: "disableAudio", targets }, { onProgress: (progress) => told.push(progress) });
		return { told, outcome };
	}`, append(selected[1:], selected[0], quiet)) // Bob came first; the refusal is for a bot

	rows := map[string]e2e.TargetOutcome{}
	refused := ""
	for _, row := range performed.Outcome.Targets {
		rows[row.ID] = row
		if row.Status == "refused" {
			refused = row.ID
		}
	}
	require.Equal(t, map[string]int{"confirmed": 198, "unchanged": 1, "refused": 1, "failed": 1}, byStatus(performed.Outcome))
	require.Equal(t, "unchanged", rows[quiet].Status)
	require.Equal(t, "1204", rows[gone].Code)
	require.Equal(t, "confirmed", rows[bob.ID].Status)
	bob.Await("!meeting.self.audioEnabled")
	for _, p := range meeting.Room().Participants {
		require.Equal(t, p.ID == refused, p.Audio && p.ID != alice.ID, "%s is as the outcome says", p.Name)
	}
	require.NotEmpty(t, performed.Told)
	for i, told := range performed.Told {
		require.Equal(t, 201, told.Total)
		require.True(t, i == 0 || told.Done > performed.Told[i-1].Done, "%v", performed.Told)
	}
	require.Equal(t, 201, performed.Told[len(performed.Told)-1].Done)
}

func TestWhatIsHeldBackReachesNobodyWhenItIsCalledOff(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := host(meeting)
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
	alice.Sees(bob.ID, "p => p.audioEnabled && p.audioTrack")

	alice.Do(`(target) => {
		globalThis.stop = new AbortController();
		globalThis.held = controls.perform({ action: "kick", target }, { delayMs: 3_600_000, signal: stop.signal }).catch((error) => error.reason);
	}`, bob.ID)
	alice.AwaitSnapshot(`({ pending }) => pending.length === 1 && pending[0].heldUntil > Date.now()`)
	require.Equal(t, "aborted", e2e.Eval[string](alice.Tab, "(stop.abort(), held)"))
	alice.AwaitSnapshot(`({ pending }) => pending.length === 0`)
	bob.Reaches(alice.Participant)
	require.Zero(t, meeting.Person(alice.ID).Sent[wire.KickPeers.String()])

	outcome := e2e.Eval[e2e.Outcome](alice.Tab, `(target) => controls.perform({ action: "disableAudio", target }, { delayMs: 50 })`, bob.ID)
	require.Equal(t, "confirmed", outcome.Status)
	bob.Await("!meeting.self.audioEnabled")
}
