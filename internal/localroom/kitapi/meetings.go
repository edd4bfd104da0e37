package kitapi

import (
	"net/http"
	"time"

	"github.com/gavel-rtc/gavel/internal/localroom"
)

type meetingData struct {
	ID        string    `json:"id"`
	Title     string    `json:"title"`
	Status    string    `json:"status"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

func meetingOf(m localroom.Meeting) meetingData {
	return meetingData{m.ID, m.Title, string(m.Status), m.CreatedAt, m.UpdatedAt}
}

func (s *Server) getMeetings(r *http.Request) (any, error) {
	found := []meetingData{}
	for _, meeting := range s.room.Meetings() {
		if status := r.URL.Query().Get("status"); status == "" || status == string(meeting.Status) {
			found = append(found, meetingOf(meeting))
		}
	}
	list, place, err := page(r, found)
	return paged{list, place}, err
}

func (s *Server) postMeeting(r *http.Request) (any, error) {
	var in struct {
		Title string `json:"title"`
	}
	if err := readBody(r, &in); err != nil {
		return nil, err
	}
	meeting, err := s.room.CreateMeeting(in.Title)
	return meetingOf(meeting), err
}

func (s *Server) getMeeting(r *http.Request) (any, error) {
	meeting, err := s.room.Meeting(r.PathValue("meeting"))
	return meetingOf(meeting), err
}

func (s *Server) patchMeeting(r *http.Request) (any, error) {
	var in struct {
		Title  *string                  `json:"title"`
		Status *localroom.MeetingStatus `json:"status"`
	}
	if err := readBody(r, &in); err != nil {
		return nil, err
	}
	meeting, err := s.room.ChangeMeeting(r.PathValue("meeting"), localroom.MeetingChange{Title: in.Title, Status: in.Status})
	return meetingOf(meeting), err
}
