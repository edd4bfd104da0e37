package kitapi

import (
	"net/http"
	"time"

	"github.com/gavel-rtc/gavel/internal/localroom"
)

type sessionData struct {
	ID                        string     `json:"id"`
	AssociatedID              string     `json:"associated_id"`
	MeetingDisplayName        string     `json:"meeting_display_name"`
	OrganizationID            string     `json:"organization_id"`
	Type                      string     `json:"type"`
	Status                    string     `json:"status"`
	LiveParticipants          int        `json:"live_participants"`
	MaxConcurrentParticipants int        `json:"max_concurrent_participants"`
	MinutesConsumed           float64    `json:"minutes_consumed"`
	CreatedAt                 time.Time  `json:"created_at"`
	StartedAt                 time.Time  `json:"started_at"`
	UpdatedAt                 time.Time  `json:"updated_at"`
	EndedAt                   *time.Time `json:"ended_at"`
}

func (s *Server) sessionOf(one localroom.Session) sessionData {
	data := sessionData{
		ID:                        one.ID,
		AssociatedID:              one.MeetingID,
		MeetingDisplayName:        one.MeetingTitle,
		OrganizationID:            s.options.AppID,
		Type:                      "meeting",
		Status:                    "LIVE",
		LiveParticipants:          one.LiveParticipants,
		MaxConcurrentParticipants: one.MostAtOnce,
		CreatedAt:                 one.StartedAt,
		StartedAt:                 one.StartedAt,
		UpdatedAt:                 one.StartedAt,
	}
	if !one.EndedAt.IsZero() {
		data.Status, data.EndedAt, data.UpdatedAt = "ENDED", &one.EndedAt, one.EndedAt
	}
	return data
}

func (s *Server) getActiveSession(r *http.Request) (any, error) {
	session, err := s.room.ActiveSession(r.PathValue("meeting"))
	return s.sessionOf(session), err
}

func (s *Server) getSessions(r *http.Request) (any, error) {
	query := r.URL.Query()
	found := []sessionData{}
	for _, meeting := range s.room.Meetings() {
		if wanted := query.Get("associated_id"); wanted != "" && wanted != meeting.ID {
			continue
		}
		sessions, err := s.room.Sessions(meeting.ID)
		if err != nil {
			return nil, err
		}
		for _, one := range sessions {
			data := s.sessionOf(one)
			if status := query.Get("status"); status == "" || status == data.Status {
				found = append(found, data)
			}
		}
	}
	list, place, err := page(r, found)
	return paged{map[string]any{"sessions": list}, place}, err
}

type sessionParticipantData struct {
	ID                  string     `json:"id"`
	UserID              string     `json:"user_id"`
	CustomParticipantID string     `json:"custom_participant_id"`
	DisplayName         string     `json:"display_name"`
	PresetName          string     `json:"preset_name"`
	JoinedAt            time.Time  `json:"joined_at"`
	LeftAt              *time.Time `json:"left_at"`
}

func (s *Server) getSessionParticipants(r *http.Request) (any, error) {
	people, err := s.room.SessionParticipants(r.PathValue("session"))
	if err != nil {
		return nil, err
	}
	found := []sessionParticipantData{}
	for _, one := range people {
		data := sessionParticipantData{one.PeerID, one.UserID, one.CustomParticipantID, one.Name, one.PresetName, one.JoinedAt, nil}
		if !one.LeftAt.IsZero() {
			data.LeftAt = &one.LeftAt
		}
		found = append(found, data)
	}
	list, place, err := page(r, found)
	return paged{map[string]any{"participants": list}, place}, err
}

// named is whom kick and mute are about.
type named struct {
	ParticipantIDs       []string `json:"participant_ids"`
	CustomParticipantIDs []string `json:"custom_participant_ids"`
}

func (s *Server) postKick(r *http.Request) (any, error) { return forNamed(r, "kick", s.room.Kick) }

func (s *Server) postMute(r *http.Request) (any, error) { return forNamed(r, "mute", s.room.Mute) }

func forNamed(r *http.Request, action string, do func(string, []string, []string) ([]localroom.RegisteredParticipant, error)) (any, error) {
	var in named
	if err := readBody(r, &in); err != nil {
		return nil, err
	}
	people, err := do(r.PathValue("meeting"), in.ParticipantIDs, in.CustomParticipantIDs)
	return map[string]any{"action": action, "participants": participantsOf(people)}, err
}

func (s *Server) postKickAll(r *http.Request) (any, error) {
	count, err := s.room.KickAll(r.PathValue("meeting"))
	return map[string]any{"action": "kick_all", "kicked_participants_count": count}, err
}

func (s *Server) postMuteAll(r *http.Request) (any, error) {
	var in struct {
		AllowUnmute bool `json:"allow_unmute"`
	}
	if err := readBody(r, &in); err != nil {
		return nil, err
	}
	count, err := s.room.MuteAll(r.PathValue("meeting"))
	return map[string]any{"action": "mute_all", "muted_participants_count": count}, err
}
