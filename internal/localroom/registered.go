package localroom

import (
	"cmp"
	"crypto/rand"
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
	user, token, err := s.addParticipant(meeting, who, func(r *room) error {
		for _, other := range r.users {
			if who.CustomParticipantID != "" && other.customParticipantID == who.CustomParticipantID {
				return fmt.Errorf("%w: %q", ErrCustomIDTaken, who.CustomParticipantID)
			}
		}
		return nil
	})
	if err != nil {
		return RegisteredParticipant{}, "", err
	}
	return user.registered(), token, nil
}

// addParticipant adds somebody, or changes who has that id, unless the room has
// something against it.
func (s *Server) addParticipant(meeting string, who NewParticipant, objection func(*room) error) (added *user, token string, err error) {
	if added, err = s.newUser(who); err != nil {
		return nil, "", err
	}
	room, err := s.room(meeting)
	if err != nil {
		return nil, "", err
	}
	if token, err = s.tokens.issue(meeting, added.id); err != nil {
		return nil, "", err
	}
	room.do(func() {
		if objection != nil {
			err = objection(room)
		}
		if err == nil {
			err = room.addUser(added)
		}
	})
	return added, token, err
}

// addUser makes somebody a user of the meeting, in place of who has that id.
func (r *room) addUser(added *user) error {
	former, known := r.users[added.id]
	switch {
	case known && added.pace == nil:
		added.pace = former.pace
	case known:
	case len(r.users) >= maxAdded:
		return fmt.Errorf("%w: the meeting has %d participants already", ErrFull, maxAdded)
	case r.server.added.Add(1) > maxAddedInAll:
		r.server.added.Add(-1)
		return fmt.Errorf("%w: the meetings have %d participants already", ErrFull, maxAddedInAll)
	}
	if added.pace == nil { // else it is that of a connected meeting
		added.pace = r.server.limits.pace()
	}
	r.users[added.id] = added
	r.usedAt = time.Now()
	return nil
}

// newUser checks who somebody is to be.
func (s *Server) newUser(who NewParticipant) (*user, error) {
	preset, ok := s.presets[who.PresetName]
	if !ok {
		return nil, fmt.Errorf("preset: there is no %q here, only %s", who.PresetName, s.presets.names())
	}
	if err := cmp.Or(
		checkLine("name", who.Name, maxNameBytes),
		checkLine("userId", who.ID, maxIDBytes),
		checkLine("customParticipantId", who.CustomParticipantID, maxIDBytes),
		checkLine("picture", who.Picture, maxPictureBytes),
	); err != nil {
		return nil, err
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
		if err := r.addUser(fresh); err != nil {
			return err
		}
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

// DeleteParticipant makes a participant's tokens worthless, in connected meetings too. Who is in the meeting
// stays until they leave or are kicked. Errors: ErrNoSuchMeeting,
// ErrNoSuchParticipant.
func (s *Server) DeleteParticipant(meeting, id string) error {
	err := s.withUser(meeting, id, func(*room, *user) error { return nil })
	if err != nil {
		return err
	}
	s.connected.do(func() {
		room, _ := s.knownRoom(meeting)
		for _, one := range s.connected.family(s.connected.parent(room)) {
			s.connected.in(one, func() {
				if one.users[id] != nil {
					delete(one.users, id)
					s.added.Add(-1)
				}
			})
		}
	})
	return nil
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
