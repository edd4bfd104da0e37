package localroom

import "time"

// Recording is one that a session has going.
type Recording struct {
	ID        string
	MeetingID string
	SessionID string
	State     string // STARTING, RECORDING, PAUSED, or IDLE when it was stopped
	StartedAt time.Time
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
				changed = one.thing(room)
				_, err = room.changeRecording(id, action)
				changed.State = string(one.state)
			}
		})
		if known {
			return changed, err
		}
	}
	return Recording{}, ErrNoSuchRecording
}

func (one *recording) thing(r *room) Recording {
	return Recording{ID: one.id, MeetingID: r.meeting, SessionID: r.session.id, State: string(one.state), StartedAt: one.startedAt}
}
