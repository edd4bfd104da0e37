package kitapi

import (
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/gavel-rtc/gavel/internal/localroom"
)

// uploadTime is how long a recording that was stopped is UPLOADING.
const uploadTime = 10 * time.Second

var recordingStates = []string{"INVOKED", "RECORDING", "UPLOADING", "UPLOADED", "ERRORED", "PAUSED"}

type recordingData struct {
	ID                string           `json:"id"`
	SessionID         string           `json:"session_id"`
	Status            string           `json:"status"`
	OutputFileName    string           `json:"output_file_name"`
	FileSize          *float64         `json:"file_size"`
	DownloadURL       *string          `json:"download_url"`
	DownloadURLExpiry *time.Time       `json:"download_url_expiry"`
	AudioDownloadURL  *string          `json:"audio_download_url"`
	InvokedTime       time.Time        `json:"invoked_time"`
	StartedTime       *time.Time       `json:"started_time"`
	StoppedTime       *time.Time       `json:"stopped_time"`
	Meeting           recordingMeeting `json:"meeting"`
}

type recordingMeeting struct {
	ID string `json:"id"`
}

func recordingOf(one localroom.Recording) recordingData {
	data := recordingData{
		ID:             one.ID,
		SessionID:      one.SessionID,
		Status:         one.State,
		OutputFileName: one.MeetingID + "_" + one.ID + ".mp4",
		InvokedTime:    one.StartedAt,
		Meeting:        recordingMeeting{one.MeetingID},
	}
	switch {
	case !one.StoppedAt.IsZero():
		data.StoppedTime, data.Status = &one.StoppedAt, "UPLOADED"
		if time.Since(one.StoppedAt) < uploadTime {
			data.Status = "UPLOADING"
		}
	case one.State == "STARTING":
		data.Status = "INVOKED"
		return data
	}
	data.StartedTime = &one.StartedAt
	return data
}

// allRecordings are those of one meeting or, for "", of all.
func (s *Server) allRecordings(meeting string) ([]recordingData, error) {
	found := []recordingData{}
	for _, known := range s.room.Meetings() {
		if meeting != "" && meeting != known.ID {
			continue
		}
		recordings, err := s.room.Recordings(known.ID)
		if err != nil {
			return nil, err
		}
		for _, one := range recordings {
			found = append(found, recordingOf(one))
		}
	}
	return found, nil
}

func (s *Server) getRecordings(r *http.Request) (any, error) {
	query := r.URL.Query()
	wanted := query["status"]
	for _, state := range wanted {
		if !slices.Contains(recordingStates, state) {
			return nil, fmt.Errorf("status: want some of %v, got %q", recordingStates, state)
		}
	}
	found, err := s.allRecordings(query.Get("meeting_id"))
	if err != nil {
		return nil, err
	}
	if len(wanted) > 0 {
		found = slices.DeleteFunc(found, func(one recordingData) bool { return !slices.Contains(wanted, one.Status) })
	}
	list, place, err := page(r, found)
	return paged{list, place}, err
}

func (s *Server) getRecording(r *http.Request) (any, error) {
	all, err := s.allRecordings("")
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(all, func(one recordingData) bool { return one.ID == r.PathValue("recording") })
	if at < 0 {
		return nil, localroom.ErrNoSuchRecording
	}
	return all[at], nil
}
