package localroom

import (
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
)

// RegisteredParticipant is somebody who was added to a meeting and can join it
// with a token, as often as they like and from several places.
type RegisteredParticipant struct {
	ID                  string // the SDK's userId
	CustomParticipantID string
	Name                string
	Picture             string
	PresetName          string
	CreatedAt           time.Time
	UpdatedAt           time.Time
}

// NewParticipant is who to add to a meeting.
type NewParticipant struct {
	ID                  string // empty: a new one
	CustomParticipantID string
	Name                string
	Picture             string
	PresetName          string
}

// ParticipantChange is what to change of a participant; nil leaves a field as it
// is. Somebody who is in the meeting keeps what they have until they join again.
type ParticipantChange struct {
	Name       *string
	Picture    *string
	PresetName *string
}

// AddParticipant adds somebody to a meeting, which begins to exist with it if it
// does not, and gives the auth token to join with. Errors: ErrCustomIDTaken, bad
// input.
func (s *Server) AddParticipant(meeting string, who NewParticipant) (RegisteredParticipant, string, error) {
	if err := checkMeeting(meeting); err != nil {
		return RegisteredParticipant{}, "", err
	}
	user, err := s.newUser(who)
	if err != nil {
		return RegisteredParticipant{}, "", err
	}
	token, err := s.tokens.issue(meeting, user.id)
	if err != nil {
		return RegisteredParticipant{}, "", err
	}
	room := s.room(meeting)
	room.do(func() {
		for _, other := range room.users {
			if who.CustomParticipantID != "" && other.customParticipantID == who.CustomParticipantID {
				err = fmt.Errorf("%w: %q", ErrCustomIDTaken, who.CustomParticipantID)
				return
			}
		}
		room.users[user.id] = user
	})
	if err != nil {
		return RegisteredParticipant{}, "", err
	}
	return user.registered(), token, nil
}

// newUser checks who somebody is to be.
func (s *Server) newUser(who NewParticipant) (*user, error) {
	preset, ok := s.presets[who.PresetName]
	switch {
	case !ok:
		return nil, fmt.Errorf("preset: there is no %q here, only %s", who.PresetName, s.presets.names())
	case len(who.Name) > maxNameBytes:
		return nil, errors.New("name: want at most 200 bytes")
	case len(who.ID) > maxIDBytes || len(who.CustomParticipantID) > maxIDBytes:
		return nil, errors.New("userId, customParticipantId: want at most 100 bytes")
	}
	now := time.Now()
	return &user{
		id:                  cmp.Or(who.ID, rand.Text()),
		customParticipantID: who.CustomParticipantID,
		name:                who.Name,
		picture:             who.Picture,
		presetName:          who.PresetName,
		preset:              preset,
		permissions:         preset.Permissions,
		createdAt:           now,
		updatedAt:           now,
	}, nil
}

// Participants are all who were added to a meeting, in the order they were.
// Error: ErrNoSuchMeeting.
func (s *Server) Participants(meeting string) ([]RegisteredParticipant, error) {
	found := []RegisteredParticipant{}
	err := s.inMeeting(meeting, func(r *room) error {
		users := slices.SortedFunc(maps.Values(r.users), func(a, b *user) int {
			return cmp.Or(a.createdAt.Compare(b.createdAt), cmp.Compare(a.id, b.id))
		})
		for _, one := range users {
			found = append(found, one.registered())
		}
		return nil
	})
	return found, err
}

// Participant finds somebody who was added to a meeting. Errors:
// ErrNoSuchMeeting, ErrNoSuchParticipant.
func (s *Server) Participant(meeting, id string) (RegisteredParticipant, error) {
	var found RegisteredParticipant
	err := s.withUser(meeting, id, func(_ *room, one *user) error {
		found = one.registered()
		return nil
	})
	return found, err
}

// ChangeParticipant changes what holds from the participant's next join on.
// Errors: ErrNoSuchMeeting, ErrNoSuchParticipant, bad input.
func (s *Server) ChangeParticipant(meeting, id string, change ParticipantChange) (RegisteredParticipant, error) {
	var changed RegisteredParticipant
	err := s.withUser(meeting, id, func(r *room, one *user) error {
		who := NewParticipant{ID: one.id, CustomParticipantID: one.customParticipantID, Name: one.name, Picture: one.picture, PresetName: one.presetName}
		take(&who.Name, change.Name)
		take(&who.Picture, change.Picture)
		take(&who.PresetName, change.PresetName)
		fresh, err := s.newUser(who)
		if err != nil {
			return err
		}
		fresh.createdAt = one.createdAt
		r.users[id] = fresh
		changed = fresh.registered()
		return nil
	})
	return changed, err
}

func take(field *string, to *string) {
	if to != nil {
		*field = *to
	}
}

// DeleteParticipant makes a participant's tokens worthless. Who is in the meeting
// stays until they leave or are kicked. Errors: ErrNoSuchMeeting,
// ErrNoSuchParticipant.
func (s *Server) DeleteParticipant(meeting, id string) error {
	return s.withUser(meeting, id, func(r *room, one *user) error {
		delete(r.users, one.id)
		return nil
	})
}

// RefreshToken gives another auth token; earlier ones stay good. Errors:
// ErrNoSuchMeeting, ErrNoSuchParticipant.
func (s *Server) RefreshToken(meeting, id string) (string, error) {
	var token string
	err := s.withUser(meeting, id, func(_ *room, one *user) error {
		var err error
		token, err = s.tokens.issue(meeting, one.id)
		return err
	})
	return token, err
}

func (s *Server) withUser(meeting, id string, work func(*room, *user) error) error {
	return s.inMeeting(meeting, func(r *room) error {
		one, ok := r.users[id]
		if !ok {
			return fmt.Errorf("%w: %q", ErrNoSuchParticipant, id)
		}
		return work(r, one)
	})
}

func (u *user) registered() RegisteredParticipant {
	return RegisteredParticipant{
		ID:                  u.id,
		CustomParticipantID: u.customParticipantID,
		Name:                u.name,
		Picture:             u.picture,
		PresetName:          u.presetName,
		CreatedAt:           u.createdAt,
		UpdatedAt:           u.updatedAt,
	}
}
