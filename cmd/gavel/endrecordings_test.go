package main

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/cloudflare"
	"github.com/gavel-rtc/gavel/internal/localroom/kitapi"
)

// record has a host come in and start a recording as the SDK does, waits until it
// runs, and gives its id.
func (b *backend) record(host string) string {
	b.t.Helper()
	b.join(host, "host")
	request, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.address+"/local/sdk/api/v2/recordings",
		strings.NewReader(`{"meeting_id":"demo","allow_multiple_recordings":true}`))
	require.NoError(b.t, err)
	request.Header.Set("Authorization", "Bearer "+b.token(host, "host"))
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	require.NoError(b.t, err)
	defer response.Body.Close()
	require.Equal(b.t, http.StatusOK, response.StatusCode)
	var started struct{ Data struct{ ID string } }
	require.NoError(b.t, json.NewDecoder(response.Body).Decode(&started))
	require.Eventually(b.t, func() bool {
		room, err := b.api.Room(b.t.Context(), "demo")
		return err == nil && room.Recording == "RECORDING"
	}, patience, patience/1000)
	return started.Data.ID
}

func TestEndSaysWhatItSawOfARecording(t *testing.T) {
	b := startBackend(t)
	id := b.record("Ann")
	code, stdout, stderr := b.run("end", "demo", "--every=10ms")
	require.Zero(t, code, stderr)
	require.Regexp(t, `^Session \w+ has ended: .+\nA recording was running \(RECORDING\); it ends with the session: `+id+` is UPLOADING now\.\n$`, stdout)
	require.Contains(t, stderr, "a recording runs, and ends with the session: "+id+" (RECORDING)\neverybody was told to go\n")
	require.Contains(t, stderr, "recording "+id+" is UPLOADING now\n")

	id = b.record("Ben")
	code, stdout, stderr = b.run("end", "demo", "--every=10ms", "--json")
	require.Zero(t, code, stderr)
	report, _ := result[struct{ Recordings cloudflare.Recordings }](t, stdout)
	require.True(t, report.Recordings.Seen)
	require.Len(t, report.Recordings.Running, 1)
	one := report.Recordings.Running[0]
	require.NotEmpty(t, one.SessionID)
	require.Equal(t, cloudflare.RecordingEnd{Recording: cloudflare.Recording{ID: id, SessionID: one.SessionID, State: "RECORDING"}, After: "UPLOADING"}, one)
	for _, key := range []string{`"seen": true`, `"id": "` + id, `"state": "RECORDING"`, `"after": "UPLOADING"`} {
		require.Contains(t, stdout, key)
	}
}

func TestEndWithoutARecordingSaysNothingOfOne(t *testing.T) {
	b := startBackend(t, "--bots=1")
	code, stdout, stderr := b.run("end", "demo", "--every=10ms", "--json")
	require.Zero(t, code, stderr)
	require.Contains(t, stderr, "no recording runs\n")
	require.Contains(t, stdout, `"running": []`)
}

func TestEndWorksWhenRecordingsCannotBeSeen(t *testing.T) {
	b := startBackend(t, "--bots=1")
	b.fault(kitapi.Fault{Call: "GET /recordings", Status: 403, Times: 1})
	code, stdout, stderr := b.run("end", "demo", "--lock", "--every=10ms")
	require.Zero(t, code, stderr)
	require.Contains(t, stdout, "The meeting is locked.\nWhether a recording was running could not be seen: list the recordings of meeting demo: ")
	require.Contains(t, stderr, "recordings cannot be seen: ")
	require.Zero(t, b.people())
	code, _, _ = b.run("unlock", "demo")
	require.Zero(t, code)

	id := b.record("Ann")
	b.fault(kitapi.Fault{Call: "GET /recordings/" + id, Status: 404, Times: 1})
	code, stdout, stderr = b.run("end", "demo", "--every=10ms")
	require.Zero(t, code, stderr)
	require.Contains(t, stdout, id+" was not seen after that: ask about recording "+id)

	// What is not confirmed is as before; standard error tells of the recording.
	id = b.record("Ben")
	code, stdout, stderr = b.run("end", "demo", "--wait=0s")
	require.Equal(t, exitUnconfirmed, code)
	require.Empty(t, stdout)
	require.Contains(t, stderr, id+" (RECORDING)")
}

func TestWhatBecameOfARecordingInWords(t *testing.T) {
	for want, one := range map[string]cloudflare.RecordingEnd{
		"is UPLOADED now": {After: "UPLOADED"},
		"was still RECORDING when it was looked at last": {After: "RECORDING"},
		"was not looked at after that":                   {},
		"was not seen after that: no":                    {AfterError: "no"},
	} {
		require.Equal(t, want, after(one))
	}
}
