package localroom

import (
	"io"
	"net/http"
	"time"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// possibleCallFaults is what can go wrong with a REST call of the SDK.
var possibleCallFaults = []faultAction{dropMessage, delayMessage, refuseMessage}

// faulty counts the REST calls of one kind and lets faults have their way with
// them. A call does not tell which of a user's sessions it comes from.
func (s *Server) faulty(call wire.Event, handle http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		room, user, problem := s.authenticate(bearer(r))
		if problem != nil {
			problem.write(w)
			return
		}
		var fault *fault
		room.do(func() {
			room.received[call.String()]++
			caller := &participant{user: user}
			if sessions := room.peopleOf(user.id); len(sessions) > 0 {
				caller = sessions[0]
			}
			fault = room.matchFault(fromClient, call, caller, false)
		})
		if fault == nil {
			handle(w, r)
			return
		}
		switch fault.action {
		case refuseMessage:
			writeError(w, http.StatusInternalServerError, "refused", "refused by a fault")
		case dropMessage:
			_, _ = io.Copy(io.Discard, r.Body) // before, nobody notices that the caller gives up
			select {
			case <-r.Context().Done():
			case <-s.life.Done():
			}
		case delayMessage:
			select {
			case <-time.After(fault.delay()):
				handle(w, r)
			case <-s.life.Done():
			}
		}
	}
}
