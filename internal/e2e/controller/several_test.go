package controller_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// crowd has bots join, with their microphones on, and returns their ids.
func crowd(meeting *e2e.Meeting, host *e2e.Controls, size int) (ids []string) {
	for _, bot := range meeting.Bots(roomclient.Bots{Count: size, Audio: true}) {
		host.Sees(bot.ID, "p => p.audioEnabled")
		ids = append(ids, bot.ID)
	}
	return ids
}

// byStatus counts the rows of an outcome by their status.
func byStatus(outcome e2e.Outcome) map[string]int {
	counts := map[string]int{}
	for _, row := range outcome.Targets {
		counts[row.Status]++
	}
	return counts
}

func TestSeveralAtOnce(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := host(meeting)
	ids := crowd(meeting, alice, 20)
	meeting.TellBot(ids[3], map[string]any{"audio": false})
	alice.Sees(ids[3], "p => !p.audioEnabled")
	mute := e2e.Command{Action: "disableAudio", Targets: append(append([]string{}, ids...), ids[0], alice.ID, "nobody")}

	verdict := alice.CanCommand(mute)
	require.True(t, verdict.Allowed)
	require.Len(t, verdict.Rows, 22)
	require.Equal(t, "is-self", verdict.Rows[20].Reason)
	outcome := alice.BeginTogether(mute)[0].Outcome()
	require.Equal(t, "partial", outcome.Status)
	require.Equal(t, map[string]int{"confirmed": 19, "unchanged": 1, "failed": 2}, byStatus(outcome))
	for i, id := range ids {
		require.Equal(t, id, outcome.Targets[i].ID, "in order")
	}
	require.Equal(t, "unchanged", outcome.Targets[3].Status)
	require.Equal(t, "1204", outcome.Targets[21].Code)
	require.Equal(t, 19, meeting.Person(alice.ID).Sent[wire.HostControlPeer.String()])
	for _, p := range meeting.Room().Participants {
		require.Equal(t, p.ID == alice.ID, p.Audio, p.Name)
	}

	outcome = alice.BeginTogether(e2e.Command{Action: "kick", Targets: ids[:12]})[0].Outcome()
	require.Equal(t, "confirmed", outcome.Status, "%+v", outcome)
	require.Len(t, meeting.Room().Participants, 9)
}

func TestSeveralAreCalledOffInTheMiddle(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"}).Attach(e2e.AttachOptions{})
	ids := crowd(meeting, alice, 20)
	meeting.Fault(roomclient.Fault{Event: wire.HostControlPeer.String(), Action: "drop"})

	performing := alice.BeginTogether(e2e.Command{Action: "disableAudio", Targets: ids})[0]
	sent := func(room roomclient.Room) bool {
		for _, p := range room.Participants {
			if p.ID == alice.ID {
				return p.Sent[wire.HostControlPeer.String()] >= 8
			}
		}
		return false
	}
	meeting.AwaitRoom("eight were sent", sent)
	alice.AwaitSnapshot(`({ pending }) => pending.length === 1 && pending[0].targets.length === 20`)
	performing.Abort()
	outcome := performing.Outcome()

	require.Equal(t, "partial", outcome.Status)
	require.Equal(t, map[string]int{"unconfirmed": 8, "aborted": 12}, byStatus(outcome))
	require.Equal(t, "aborted", outcome.Targets[8].Status, "those whose turn had not come")
	require.Equal(t, 8, meeting.Person(alice.ID).Sent[wire.HostControlPeer.String()], "nothing was sent any more")
	require.Len(t, alice.Told("outcome"), 1)
}
