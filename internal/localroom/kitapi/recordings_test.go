package kitapi_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/cloudflare"
)

func (s *stage) record() string {
	s.t.Helper()
	started, err := s.room.StartRecording("m1", true)
	require.NoError(s.t, err)
	s.recordingBecomes(started.ID, "RECORDING")
	return started.ID
}

func (s *stage) recordingBecomes(id, state string) {
	s.t.Helper()
	require.Eventually(s.t, func() bool {
		now, err := s.cf.RecordingState(s.t.Context(), id)
		return err == nil && now == state
	}, patience, often)
}

func TestRecordingsAreListedAndLookedAt(t *testing.T) {
	s := newStage(t)
	s.join("Alice")
	running, err := s.cf.RunningRecordings(t.Context(), "m1")
	require.NoError(t, err)
	require.Empty(t, running)

	first, second := s.record(), s.record()
	_, err = s.room.ChangeRecording(first, "pause")
	require.NoError(t, err)
	running, err = s.cf.RunningRecordings(t.Context(), "m1")
	require.NoError(t, err)
	session := s.roomOf().SessionID
	require.Equal(t, []cloudflare.Recording{{ID: second, SessionID: session, State: "RECORDING"}, {ID: first, SessionID: session, State: "PAUSED"}}, running)

	running, err = s.cf.RunningRecordings(t.Context(), "m2")
	require.NoError(t, err)
	require.Empty(t, running, "they are another meeting's")

	_, err = s.room.ChangeRecording(first, "stop")
	require.NoError(t, err)
	running, err = s.cf.RunningRecordings(t.Context(), "m1")
	require.NoError(t, err)
	require.Len(t, running, 1)
	s.recordingBecomes(first, "UPLOADING")
	_, err = s.cf.RecordingState(t.Context(), "none")
	requireKind(t, err, cloudflare.NotFound)
}

func TestEndSaysWhatBecameOfARecording(t *testing.T) {
	s := newStage(t)
	s.join("Alice")
	id := s.record()
	session := s.roomOf().SessionID
	report, err := s.cf.End(t.Context(), "m1", cloudflare.EndOptions{Wait: patience})
	require.NoError(t, err)
	require.Equal(t, &cloudflare.Recordings{Seen: true, Running: []cloudflare.RecordingEnd{
		{Recording: cloudflare.Recording{ID: id, SessionID: session, State: "RECORDING"}, After: "UPLOADING"},
	}}, report.Recordings)
}

func TestRecordingsInTheShapeOfTheService(t *testing.T) {
	s := newStage(t)
	s.join("Alice")
	id := s.record()
	var answer struct {
		Success bool
		Data    []map[string]any
		Paging  struct {
			Total int `json:"total_count"`
		}
	}
	require.Equal(t, 200, s.get("/recordings?meeting_id=m1&status=RECORDING&status=PAUSED", &answer))
	require.True(t, answer.Success)
	require.Equal(t, 1, answer.Paging.Total)
	one := answer.Data[0]
	require.Equal(t, id, one["id"])
	require.Equal(t, map[string]any{"id": "m1"}, one["meeting"])
	for _, key := range []string{"invoked_time", "started_time", "output_file_name", "session_id"} {
		require.NotEmpty(t, one[key], key)
	}
	for _, key := range []string{"stopped_time", "download_url", "download_url_expiry", "audio_download_url", "file_size"} {
		require.Contains(t, one, key)
		require.Nil(t, one[key], key)
	}
	require.Equal(t, 200, s.get("/recordings?status=UPLOADED", &answer))
	require.Empty(t, answer.Data)
	require.Equal(t, 400, s.get("/recordings?status=DONE", &answer))
	require.Equal(t, 400, s.get("/recordings?page_no=0", &answer))
	require.Equal(t, 404, s.get("/recordings/none", &answer))
}

// get asks the app's API and gives the status.
func (s *stage) get(path string, answer any) int {
	s.t.Helper()
	request, err := http.NewRequestWithContext(s.t.Context(), http.MethodGet, s.base+"/accounts/local/realtime/kit/app"+path, nil)
	require.NoError(s.t, err)
	request.Header.Set("Authorization", "Bearer token")
	response, err := http.DefaultClient.Do(request)
	require.NoError(s.t, err)
	defer response.Body.Close()
	require.NoError(s.t, json.NewDecoder(response.Body).Decode(answer))
	return response.StatusCode
}
