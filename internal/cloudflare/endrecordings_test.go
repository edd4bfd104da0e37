package cloudflare

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const (
	recordings     = "GET /recordings"
	listRecordings = recordings + "?meeting_id=m1&page_no=1&per_page=100&sort_by=invokedTime&sort_order=DESC&status=INVOKED&status=RECORDING&status=PAUSED"
	recording      = "GET /recordings/r1"
)

var noRecordings = &Recordings{Seen: true, Running: []RecordingEnd{}}

func withRecording(t *testing.T) *service {
	service := newService(t)
	service.on(look, session("s1", 2), noSession)
	service.on(lock, inactive)
	service.on(kickAll, kicked(2))
	service.on(recordings, data(`[
		{"id":"r1","session_id":"s1","status":"RECORDING","meeting":{"id":"m1"}},
		{"id":"r2","session_id":"s9","status":"RECORDING","meeting":{"id":"m9"}},
		{"id":"r3","session_id":"s1","status":"UPLOADED","meeting":{"id":"m1"}}]`))
	service.on(recording, data(`{"id":"r1","status":"UPLOADING"}`))
	return service
}

func ofR1(after, afterError string) *Recordings {
	return &Recordings{Seen: true, Running: []RecordingEnd{{Recording{"r1", "s1", "RECORDING"}, after, afterError}}}
}

func TestEndLooksAtARecordingBeforeAndAfter(t *testing.T) {
	service := withRecording(t)
	var steps []string
	options := patiently(true)
	options.Saw = func(step string) { steps = append(steps, step) }
	report, err := service.client(t).End(t.Context(), "m1", options)
	require.NoError(t, err)
	require.Equal(t, Confirmed, report.Ending)
	require.Equal(t, ofR1("UPLOADING", ""), report.Recordings, "another meeting's is passed over, whatever the service makes of the question")
	require.Equal(t, []string{look, listRecordings, lock + ` {"status":"INACTIVE"}`, kickAll, look, look, recording}, service.seen())
	require.Equal(t, "a recording runs, and ends with the session: r1 (RECORDING)", steps[1])
	require.Equal(t, "recording r1 is UPLOADING now", steps[len(steps)-1])
}

func TestARecordingThatGoesOnIsToldAsThat(t *testing.T) {
	service := withRecording(t)
	service.on(recording, data(`{"id":"r1","status":"RECORDING"}`))
	report, err := service.client(t).End(t.Context(), "m1", patiently(false))
	require.NoError(t, err)
	require.Equal(t, ofR1("RECORDING", ""), report.Recordings)
}

func TestEndWorksWithoutSeeingRecordings(t *testing.T) {
	for name, wrong := range map[string]http.HandlerFunc{
		"denied":      refusal(http.StatusForbidden, "no"),
		"unknown":     noSuchThing,
		"failed":      serverFailed,
		"unreadable":  data(`"none"`),
		"no list":     answer(http.StatusOK, `{"success":true,"data":[`),
		"broken":      hangUp(func() {}),
		"unusual ids": data(`[{"id":"../r1","status":"RECORDING"}]`),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			service := withRecording(t)
			service.on(recordings, wrong)
			report, err := service.client(t).End(t.Context(), "m1", patiently(true))
			require.NoError(t, err)
			require.Equal(t, Confirmed, report.Ending)
			saw := report.Recordings
			switch name {
			case "unusual ids":
				require.True(t, saw.Seen)
				require.Contains(t, saw.Running[0].AfterError, "cannot be used")
			default:
				require.False(t, saw.Seen)
				require.Contains(t, saw.Error, "list the recordings of meeting m1: ")
				require.NotContains(t, saw.Error, secret)
			}
		})
	}
}

func TestARecordingThatIsNotSeenAfterwards(t *testing.T) {
	service := withRecording(t)
	service.on(recordings, data(`[{"id":"r1","session_id":"s1","status":"RECORDING"},{"id":"r4","status":"PAUSED"},{"id":"r5","status":"INVOKED"}]`))
	service.on(recording, noSuchThing)
	service.on("GET /recordings/r4", serverFailed)
	report, err := service.client(t).End(t.Context(), "m1", patiently(false))
	require.NoError(t, err)
	require.Equal(t, Confirmed, report.Ending)
	running := report.Recordings.Running
	require.Len(t, running, 3)
	require.Contains(t, running[0].AfterError, "knows no such thing")
	require.Contains(t, running[1].AfterError, "the service failed")
	require.Contains(t, running[2].AfterError, "not asked")
	require.Zero(t, service.count("GET /recordings/r5"), "silence is waited for once")
}

func TestRecordingsAreNotLookedAtInVain(t *testing.T) {
	service := withRecording(t)
	report, err := service.client(t).End(t.Context(), "m1", EndOptions{})
	require.NoError(t, err)
	require.Equal(t, Unconfirmed, report.Ending)
	require.Equal(t, ofR1("", ""), report.Recordings, "not asked to look")

	service = withRecording(t)
	service.on(look, noSession)
	service.on("GET /meetings/m1", active)
	report, err = service.client(t).End(t.Context(), "m1", patiently(true))
	require.NoError(t, err)
	require.Nil(t, report.Recordings)
	require.Zero(t, service.count(recordings))
}

func TestRecordingsHoldNothingUp(t *testing.T) {
	service := newService(t)
	client := service.client(t)
	client.timeout = time.Hour
	require.Equal(t, recordingsPatience, client.hurried().timeout)
	require.Equal(t, time.Hour, client.timeout)
}
