package localroom

import (
	"errors"
	"net/http"
)

// Why something asked of a [Server] was not done. The errors of its methods wrap
// one of these, or say what was wrong with what was given.
var (
	ErrNoSuchMeeting     = errors.New("nobody has used this meeting here")
	ErrNoSession         = errors.New("no session is running in this meeting")
	ErrNoSuchSession     = errors.New("there has been no session with this id")
	ErrNoSuchParticipant = errors.New("there is no participant with this id in the meeting")
	ErrNoSuchRecording   = errors.New("the meeting has no recording with this id going")
	ErrCustomIDTaken     = errors.New("another participant of the meeting has this custom id")
	ErrInactive          = errors.New("the meeting is inactive: nobody can join it")
	ErrRecordingRuns     = errors.New("a recording is going already")
	ErrRecordingState    = errors.New("the recording is in another state")
	ErrLivestreamRuns    = errors.New("a livestream is going already")
	ErrNoLivestream      = errors.New("no livestream is going")
	ErrForbidden         = errors.New("permission denied")
	ErrFull              = errors.New("the local room has a limit here")
)

// statusOf is how a REST API says why something was refused.
func statusOf(err error) int {
	for status, causes := range map[int][]error{
		http.StatusForbidden:       {ErrForbidden, ErrInactive},
		http.StatusNotFound:        {ErrNoSuchMeeting, ErrNoSession, ErrNoSuchSession, ErrNoSuchParticipant, ErrNoSuchRecording, ErrNoLivestream},
		http.StatusTooManyRequests: {ErrFull},
		http.StatusConflict:        {ErrCustomIDTaken, ErrRecordingRuns, ErrRecordingState, ErrLivestreamRuns},
	} {
		for _, cause := range causes {
			if errors.Is(err, cause) {
				return status
			}
		}
	}
	return http.StatusBadRequest
}
