package controller_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

func TestTheJournalHasWhatWasDoneAndSeen(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host", Audio: true}).Attach(e2e.AttachOptions{})
	herb := meeting.Join(e2e.Who{Name: "Herb", Preset: "host"})
	carol := meeting.Join(e2e.Who{Name: `=HYPERLINK("https://evil.example","me")`, CustomID: "-c", Audio: true})
	alice.Sees(carol.ID, heard)
	alice.Sees(herb.ID, here)
	herb.Sees(carol.ID, heard)
	herb.Sees(alice.ID, heard)
	alice.AwaitSnapshot(`({ participants }) => participants.length === 2`)

	fault(meeting, wire.HostControlPeer, "refuse")
	require.Equal(t, "refused", alice.Refused("disableAudio", carol.ID).Reason)
	meeting.ClearFaults()
	requireStatuses(t, alice.Perform("disableAudio", carol.ID), "confirmed")
	alice.Refused("kick", alice.ID)
	herb.Do("(id) => meeting.participants.joined.get(id).pin()", carol.ID)
	alice.AwaitSnapshot(`({ pinnedId }) => pinnedId === "` + carol.ID + `"`)
	herb.Do("(id) => meeting.participants.joined.get(id).disableAudio()", alice.ID)
	alice.AwaitSnapshot(`({ self }) => !self.audioEnabled`)
	herb.Do("meeting.recording.start()")
	alice.AwaitSnapshot(`({ recordingState }) => recordingState === "RECORDING"`)
	sets(alice, "keepMuted", map[string]any{"targets": []string{carol.ID}})
	unmutes(carol)
	notes(alice, `({ by, status }) => by === "policy" && status === "confirmed"`)
	carol.Await("!meeting.self.audioEnabled")

	const line = `({ by, action, id, userId, customParticipantId, status, code }) => [by, action, id ?? "", userId, customParticipantId, status, code ?? ""].join(" ")`
	require.Equal(t, []string{
		"me disableAudio " + carol.ID + " " + carol.UserID + " -c refused 1200",
		"me disableAudio " + carol.ID + " " + carol.UserID + " -c confirmed ",
		"unknown pin " + carol.ID + " " + carol.UserID + " -c confirmed ",
		"unknown disableAudio " + alice.ID + " " + alice.UserID + "  confirmed ",
		"unknown recording.start    confirmed ",
		"me policy.on    confirmed ",
		"policy disableAudio " + carol.ID + " " + carol.UserID + " -c confirmed ",
	}, e2e.Eval[[]string](alice.Tab, "controls.journal.map("+line+")"))
	require.True(t, e2e.Eval[bool](alice.Tab, `controls.journal.every(({ at, elapsedMs, name, id }, i, all) =>
		at <= Date.now() && at >= (all[i - 1]?.at ?? 0) && elapsedMs >= 0 && (id === null || name !== ""))`))
	require.Positive(t, e2e.Eval[int](alice.Tab, "controls.journal[1].elapsedMs"))
	require.Equal(t, e2e.Eval[string](alice.Tab, "JSON.stringify(controls.journal)"),
		e2e.Eval[string](alice.Tab, `JSON.stringify(told.filter(({ type }) => type === "journal").map(({ detail }) => detail.entry))`))

	table := e2e.Eval[string](alice.Tab, `controls.exportJournal("csv")`)
	require.Contains(t, table, `,"'=HYPERLINK(""https://evil.example"",""me"")",`)
	require.Contains(t, table, `,"'-c",`)
	require.NotRegexp(t, `(?m)(^|,)"?[=+@-]`, table)
	require.Len(t, strings.Split(strings.TrimSuffix(table, "\r\n"), "\r\n"), 8)
	require.JSONEq(t, e2e.Eval[string](alice.Tab, "JSON.stringify(controls.journal)"), e2e.Eval[string](alice.Tab, `controls.exportJournal("json")`))
}
