package localroom

import (
	"errors"
	"net/http"
)

// postRecording is the SDK's recording.start. It makes 1005 of a 409, and 1000
// of every other refusal.
func (s *Server) postRecording(w http.ResponseWriter, r *http.Request) {
	var in struct {
		MeetingID string `json:"meeting_id"`
		Beside    bool   `json:"allow_multiple_recordings"`
	}
	s.asRecorder(w, r, &in, func(room *room) (*recording, error) {
		if in.MeetingID != room.meeting {
			return nil, errors.New("meeting_id: want the meeting of the auth token")
		}
		return room.startRecording(in.Beside)
	})
}

// putRecording is the SDK's stop, pause and resume. It does not wait for the
// answer: a refusal becomes an unhandled rejection in the page.
func (s *Server) putRecording(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Action string `json:"action"`
	}
	s.asRecorder(w, r, &in, func(room *room) (*recording, error) {
		return room.changeRecording(r.PathValue("id"), in.Action)
	})
}

// asRecorder does one thing with recordings for a participant who may.
func (s *Server) asRecorder(w http.ResponseWriter, r *http.Request, body any, do func(*room) (*recording, error)) {
	room, user, problem := s.authenticate(bearer(r))
	if problem != nil {
		problem.write(w)
		return
	}
	if err := readSDKJSON(w, r, body); err != nil {
		badRequest(w, err)
		return
	}
	var one *recording
	var id string
	var err error
	room.do(func() {
		if err = mayNot("can_record"); user.permissions.CanRecord {
			one, err = do(room)
		}
		if err == nil {
			id = one.id
		}
	})
	if err != nil {
		writeError(w, statusOf(err), "refused", err.Error())
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{"success": true, "data": map[string]string{"id": id}})
}
