package localroom

import (
	"crypto/rand"
	"fmt"
	"time"
)

// Meeting is what lasts, whether somebody is there or not. One begins to exist
// when its id is first used.
type Meeting struct {
	ID        string
	Title     string
	Status    MeetingStatus
	CreatedAt time.Time
	UpdatedAt time.Time
}

// MeetingStatus is the REST API's word for whether a meeting can be joined.
type MeetingStatus string

// The two. An inactive meeting refuses every join, a reconnect too; who is in
// stays in. What the service does with those who are in is not known from the
// SDK; this is the room's choice.
const (
	Active   MeetingStatus = "ACTIVE"
	Inactive MeetingStatus = "INACTIVE"
)

// MeetingChange is what to change of a meeting; nil leaves a field as it is.
type MeetingChange struct {
	Title  *string
	Status *MeetingStatus
}

func (c MeetingChange) check() error {
	if c.Title != nil {
		if err := checkName("title", *c.Title, maxNameBytes); err != nil {
			return err
		}
	}
	if c.Status != nil && *c.Status != Active && *c.Status != Inactive {
		return fmt.Errorf("status: want %s or %s, got %q", Active, Inactive, *c.Status)
	}
	return nil
}

// CreateMeeting makes an active meeting with a new id. An empty title is the id.
func (s *Server) CreateMeeting(title string) (Meeting, error) {
	change := MeetingChange{}
	if title != "" {
		change.Title = &title
	}
	if err := change.check(); err != nil {
		return Meeting{}, err
	}
	room, err := s.room(rand.Text())
	if err != nil {
		return Meeting{}, err
	}
	var made Meeting
	room.do(func() { made = room.changeMeeting(change) })
	return made, nil
}

// Meeting finds a meeting. Error: ErrNoSuchMeeting.
func (s *Server) Meeting(id string) (Meeting, error) {
	var found Meeting
	err := s.inMeeting(id, func(r *room) error {
		found = r.thing()
		return nil
	})
	return found, err
}

// Meetings are all there have been since the server started, by id.
func (s *Server) Meetings() []Meeting {
	meetings := []Meeting{}
	for _, room := range s.allRooms() {
		room.do(func() { meetings = append(meetings, room.thing()) })
	}
	return meetings
}

// ChangeMeeting renames a meeting, or opens or closes it for joins. Errors:
// ErrNoSuchMeeting, bad input.
func (s *Server) ChangeMeeting(id string, change MeetingChange) (Meeting, error) {
	var changed Meeting
	err := s.inMeeting(id, func(r *room) error {
		if err := change.check(); err != nil {
			return err
		}
		changed = r.changeMeeting(change)
		return nil
	})
	return changed, err
}

// inMeeting runs work alone in the room of a meeting that has been used before.
func (s *Server) inMeeting(id string, work func(*room) error) error {
	room, ok := s.knownRoom(id)
	if !ok {
		return fmt.Errorf("%w: %q", ErrNoSuchMeeting, id)
	}
	var err error
	room.do(func() { err = work(room) })
	return err
}

func (r *room) thing() Meeting {
	return Meeting{ID: r.meeting, Title: r.title, Status: r.status, CreatedAt: r.createdAt, UpdatedAt: r.updatedAt}
}

func (r *room) changeMeeting(to MeetingChange) Meeting {
	if to.Title != nil {
		r.title = *to.Title
		r.elsewhere = append(r.elsewhere, func() { r.server.connected.retitled(r) })
	}
	if to.Status != nil {
		r.status = *to.Status
	}
	r.updatedAt = time.Now()
	return r.thing()
}
