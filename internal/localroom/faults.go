package localroom

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// fault is something that shall go wrong with messages of one event.
type fault struct {
	event       wire.Event
	direction   direction
	participant string // a peer id; empty: anybody's
	action      faultAction
	delayMs     int
	left        int           // how often it still happens; 0: until cleared
	cleared     chan struct{} // closed when the fault is over
}

type faultAction string

const (
	dropMessage   faultAction = "drop"
	delayMessage  faultAction = "delay"
	refuseMessage faultAction = "refuse" // answers with an error
	stallSocket   faultAction = "stall"  // the server stops reading that socket until the fault is cleared
	cutSocket     faultAction = "cut"    // at once, without a goodbye
)

type direction string

const (
	fromClient direction = "fromClient"
	toClient   direction = "toClient"
)

func (f *fault) delay() time.Duration { return time.Duration(f.delayMs) * time.Millisecond }

// matchFault finds the first fault that is about this message, and uses it up
// by one.
func (r *room) matchFault(way direction, event wire.Event, participant string) *fault {
	for i, fault := range r.faults {
		if fault.direction != way || fault.event != event || (fault.participant != "" && fault.participant != participant) {
			continue
		}
		if fault.left > 0 {
			fault.left--
			if fault.left == 0 {
				r.faults = slices.Delete(r.faults, i, i+1)
			}
		}
		return fault
	}
	return nil
}

// faultRequest is the body of POST /local/faults. The event may be a name or a
// number; cut has none.
type faultRequest struct {
	Meeting     string          `json:"meeting"`
	Event       json.RawMessage `json:"event"`
	Direction   direction       `json:"direction"`
	Participant string          `json:"participant"`
	Action      faultAction     `json:"action"`
	DelayMs     int             `json:"delayMs"`
	Times       int             `json:"times"`
}

const maxFaultDelayMs = 60_000

func (s *Server) postFault(w http.ResponseWriter, r *http.Request) {
	if !s.faultsOpen(w) {
		return
	}
	var in faultRequest
	if err := readJSON(w, r, &in); err != nil {
		badRequest(w, err)
		return
	}
	if err := checkMeeting(in.Meeting); err != nil {
		badRequest(w, err)
		return
	}
	room := s.room(in.Meeting)
	if in.Action == cutSocket {
		cut := 0
		room.do(func() { cut = room.cut(in.Participant) })
		writeJSON(w, http.StatusOK, map[string]int{"cut": cut})
		return
	}
	fault, err := in.fault()
	if err != nil {
		badRequest(w, err)
		return
	}
	room.do(func() { room.faults = append(room.faults, fault) })
	writeJSON(w, http.StatusOK, map[string]string{"event": fault.event.String()})
}

func (in faultRequest) fault() (*fault, error) {
	found := &fault{direction: in.Direction, participant: in.Participant, action: in.Action, delayMs: in.DelayMs, left: in.Times, cleared: make(chan struct{})}
	if found.direction == "" {
		found.direction = fromClient
	}
	event, err := wire.ParseEvent(string(bytes.Trim(in.Event, `"`)))
	if err != nil {
		return nil, err
	}
	found.event = event
	switch {
	case found.direction != fromClient && found.direction != toClient:
		return nil, fmt.Errorf("direction: want fromClient or toClient, got %q", in.Direction)
	case !slices.Contains([]faultAction{dropMessage, delayMessage, refuseMessage, stallSocket}, in.Action):
		return nil, fmt.Errorf("action: want drop, delay, refuse, stall or cut, got %q", in.Action)
	case found.direction == toClient && in.Action != dropMessage && in.Action != delayMessage:
		return nil, errors.New("action: messages to clients can be dropped and delayed only")
	case in.Action == delayMessage && (in.DelayMs < 1 || in.DelayMs > maxFaultDelayMs):
		return nil, fmt.Errorf("delayMs: want 1 to %d, got %d", maxFaultDelayMs, in.DelayMs)
	case in.Action == stallSocket && in.Times != 0:
		return nil, errors.New("times: a stall lasts until the faults are cleared")
	case in.Times < 0:
		return nil, fmt.Errorf("times: want 0 (until cleared) or more, got %d", in.Times)
	}
	return found, nil
}

// cut breaks the sockets of one participant or of all, and counts them.
func (r *room) cut(participant string) int {
	cut := 0
	for id, p := range r.clients {
		if participant == "" || participant == id {
			p.socket.end()
			cut++
		}
	}
	return cut
}

func (s *Server) deleteFaults(w http.ResponseWriter, r *http.Request) {
	if !s.faultsOpen(w) {
		return
	}
	meeting := r.URL.Query().Get("meeting")
	for _, room := range s.allRooms() {
		if meeting == "" || meeting == room.meeting {
			room.do(room.clearFaults)
		}
	}
	w.WriteHeader(http.StatusNoContent)
}

func (r *room) clearFaults() {
	for _, fault := range r.faults {
		close(fault.cleared)
	}
	r.faults = nil
}

func (s *Server) faultsOpen(w http.ResponseWriter) bool {
	if !s.faults {
		writeError(w, http.StatusNotFound, "no-faults", "faults are off: start the server with faults switched on")
	}
	return s.faults
}
