package kitapi

import (
	"errors"
	"net/http"
	"time"

	"github.com/gavel-rtc/gavel/internal/localroom"
)

type participantData struct {
	ID                  string    `json:"id"`
	CustomParticipantID string    `json:"custom_participant_id"`
	Name                string    `json:"name"`
	Picture             *string   `json:"picture"`
	PresetName          string    `json:"preset_name"`
	CreatedAt           time.Time `json:"created_at"`
	UpdatedAt           time.Time `json:"updated_at"`
	Token               string    `json:"token,omitempty"`
}

func participantOf(p localroom.RegisteredParticipant) participantData {
	data := participantData{ID: p.ID, CustomParticipantID: p.CustomParticipantID, Name: p.Name, PresetName: p.PresetName, CreatedAt: p.CreatedAt, UpdatedAt: p.UpdatedAt}
	if p.Picture != "" {
		data.Picture = &p.Picture
	}
	return data
}

func participantsOf(people []localroom.RegisteredParticipant) []participantData {
	found := []participantData{}
	for _, one := range people {
		found = append(found, participantOf(one))
	}
	return found
}

func (s *Server) getParticipants(r *http.Request) (any, error) {
	people, err := s.room.Participants(r.PathValue("meeting"))
	if err != nil {
		return nil, err
	}
	list, place, err := page(r, participantsOf(people))
	return paged{list, place}, err
}

// postParticipant adds somebody to a meeting that there is: the room itself
// would make one.
func (s *Server) postParticipant(r *http.Request) (any, error) {
	var in struct {
		CustomParticipantID string `json:"custom_participant_id"`
		PresetName          string `json:"preset_name"`
		Name                string `json:"name"`
		Picture             string `json:"picture"`
	}
	if err := readBody(r, &in); err != nil {
		return nil, err
	}
	if in.CustomParticipantID == "" {
		return nil, errors.New("custom_participant_id: missing")
	}
	meeting := r.PathValue("meeting")
	if _, err := s.room.Meeting(meeting); err != nil {
		return nil, err
	}
	added, token, err := s.room.AddParticipant(meeting, localroom.NewParticipant{
		CustomParticipantID: in.CustomParticipantID, Name: in.Name, Picture: in.Picture, PresetName: in.PresetName,
	})
	data := participantOf(added)
	data.Token = token
	return data, err
}

func (s *Server) getParticipant(r *http.Request) (any, error) {
	found, err := s.room.Participant(r.PathValue("meeting"), r.PathValue("participant"))
	return participantOf(found), err
}

func (s *Server) patchParticipant(r *http.Request) (any, error) {
	var in struct {
		Name       *string `json:"name"`
		Picture    *string `json:"picture"`
		PresetName *string `json:"preset_name"`
	}
	if err := readBody(r, &in); err != nil {
		return nil, err
	}
	changed, err := s.room.ChangeParticipant(r.PathValue("meeting"), r.PathValue("participant"),
		localroom.ParticipantChange{Name: in.Name, Picture: in.Picture, PresetName: in.PresetName})
	return participantOf(changed), err
}

func (s *Server) deleteParticipant(r *http.Request) (any, error) {
	found, err := s.room.Participant(r.PathValue("meeting"), r.PathValue("participant"))
	if err != nil {
		return nil, err
	}
	return participantOf(found), s.room.DeleteParticipant(r.PathValue("meeting"), found.ID)
}

func (s *Server) postToken(r *http.Request) (any, error) {
	token, err := s.room.RefreshToken(r.PathValue("meeting"), r.PathValue("participant"))
	return map[string]string{"token": token}, err
}
