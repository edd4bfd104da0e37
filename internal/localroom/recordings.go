package localroom

import (
	"slices"
	"time"
)

// Recording is one that a session has, or had, going.
type Recording struct {
	ID        string
	MeetingID string
	SessionID string
	State     string // STARTING, RECORDING, PAUSED, or IDLE when it was stopped
	StartedAt time.Time
	StoppedAt time.Time // zero while it goes
}

// Recordings are those that a meeting has going and those that were stopped, the
// newest first; of the stopped ones the last hundred are kept. Error:
// ErrNoSuchMeeting.
func (s *Server) Recordings(meeting string) ([]Recording, error) {
	found := []Recording{}
	err := s.inMeeting(meeting, func(r *room) error {
		all := slices.Clone(r.recorded)
		if r.session != nil {
			all = append(all, r.session.recordings...)
		}
		slices.SortStableFunc(all, func(a, b *recording) int { return a.startedAt.Compare(b.startedAt) })
		for _, one := range slices.Backward(all) {
			found = append(found, one.thing(r))
		}
		return nil
	})
	return found, err
}

// ActiveRecordings are what a meeting has going. Errors: ErrNoSuchMeeting,
// ErrNoSession.
func (s *Server) ActiveRecordings(meeting string) ([]Recording, error) {
	found := []Recording{}
	err := s.inMeeting(meeting, func(r *room) error {
		if r.session == nil {
			return ErrNoSession
		}
		for _, one := range r.session.recordings {
			found = append(found, one.thing(r))
		}
		return nil
	})
	return found, err
}

// StartRecording begins one; beside others only if that is wanted. Errors:
// ErrNoSuchMeeting, ErrNoSession, ErrRecordingRuns.
func (s *Server) StartRecording(meeting string, besideOthers bool) (Recording, error) {
	var started Recording
	err := s.inMeeting(meeting, func(r *room) error {
		one, err := r.startRecording(besideOthers)
		if err == nil {
			started = one.thing(r)
		}
		return err
	})
	return started, err
}

// ChangeRecording does an action, "stop", "pause" or "resume", with a recording
// of any meeting. Errors: ErrNoSuchRecording, ErrRecordingState, bad input.
func (s *Server) ChangeRecording(id, action string) (Recording, error) {
	for _, room := range s.allRooms() {
		var changed Recording
		var err error
		known := false
		room.do(func() {
			one, ok := room.recording(id)
			if known = ok; known {
				_, err = room.changeRecording(id, action)
				changed = one.thing(room)
			}
		})
		if known {
			return changed, err
		}
	}
	return Recording{}, ErrNoSuchRecording
}

func (one *recording) thing(r *room) Recording {
	return Recording{
		ID: one.id, MeetingID: r.meeting, SessionID: one.session, State: string(one.state),
		StartedAt: one.startedAt, StoppedAt: one.stoppedAt,
	}
}
