package localroom

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"time"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// faultRequest is the body of POST /local/faults. The event may be a name or a
// number; those actions that are about sockets or the meeting have none.
type faultRequest struct {
	Meeting     string          `json:"meeting"`
	Event       json.RawMessage `json:"event"`
	Direction   direction       `json:"direction"`
	Participant string          `json:"participant"`
	Action      faultAction     `json:"action"`
	DelayMs     int             `json:"delayMs"`
	Times       int             `json:"times"`
	Chance      *float64        `json:"chance"`
	Seed        uint64          `json:"seed"`
	JumpMs      int64           `json:"jumpMs"`
}

const (
	maxFaultDelayMs = 60_000
	maxClockJumpMs  = 366 * 24 * 3600 * 1000
)

// possibleFaults is what can go wrong with a message on each way.
var possibleFaults = map[direction][]faultAction{
	fromClient: {dropMessage, delayMessage, duplicateMessage, reorderMessage, refuseMessage, stallSocket},
	toClient:   {dropMessage, delayMessage, duplicateMessage, reorderMessage},
	answers:    {dropMessage, delayMessage, duplicateMessage, reorderMessage},
}

func (s *Server) postFault(w http.ResponseWriter, r *http.Request) {
	if !s.faultsOpen(w) {
		return
	}
	var in faultRequest
	if err := readJSON(w, r, &in); err != nil {
		badRequest(w, err)
		return
	}
	room, err := s.room(in.Meeting)
	if err != nil {
		badRequest(w, err)
		return
	}
	done, err := room.goWrong(in)
	if err != nil {
		badRequest(w, err)
		return
	}
	writeJSON(w, http.StatusOK, done)
}

// goWrong does what was asked for and says what it did.
func (r *room) goWrong(in faultRequest) (map[string]any, error) {
	hit := 0
	delay := time.Duration(in.DelayMs) * time.Millisecond
	switch in.Action {
	case cutSocket:
		r.do(func() { hit = r.cut(in.Participant) })
	case killSocket:
		r.do(func() { hit = r.kill(in.Participant) })
	case restartServer:
		if in.DelayMs < 0 || in.DelayMs > maxFaultDelayMs {
			return nil, fmt.Errorf("delayMs: want 0 to %d, got %d", maxFaultDelayMs, in.DelayMs)
		}
		r.do(func() { hit = r.restart(delay) })
	case jumpClock:
		if in.JumpMs == 0 || in.JumpMs < -maxClockJumpMs || in.JumpMs > maxClockJumpMs {
			return nil, fmt.Errorf("jumpMs: want a jump of at most %d either way, got %d", maxClockJumpMs, in.JumpMs)
		}
		var now time.Time
		r.do(func() {
			r.clockJump += time.Duration(in.JumpMs) * time.Millisecond
			now = r.now()
		})
		return map[string]any{"now": now}, nil
	case failLivestream:
		var err error
		r.do(func() { err = r.endLivestream(wire.LivestreamErrored) })
		return map[string]any{"livestream": (*livestream)(nil).status()}, err
	case slowSocket:
		if err := in.checkDelay(); err != nil {
			return nil, err
		}
		var err error
		r.do(func() {
			if err = r.addFault(in.asFault()); err == nil {
				hit = r.slowDown()
			}
		})
		if err != nil {
			return nil, err
		}
	default:
		fault, err := in.messageFault()
		if err != nil {
			return nil, err
		}
		r.do(func() { err = r.addFault(fault) })
		if err != nil {
			return nil, err
		}
		return map[string]any{"event": fault.event.String()}, nil
	}
	return map[string]any{"sockets": hit}, nil
}

// messageFault reads what shall go wrong with messages.
func (in faultRequest) messageFault() (*fault, error) {
	found := in.asFault()
	if found.direction == "" {
		found.direction = fromClient
	}
	event, err := wire.ParseEvent(string(bytes.Trim(in.Event, `"`)))
	if err != nil {
		return nil, err
	}
	found.event = event
	possible, ok := possibleFaults[found.direction]
	switch {
	case !ok:
		return nil, fmt.Errorf("direction: want fromClient, toClient or answer, got %q", in.Direction)
	case !slices.Contains(possibleFaults[fromClient], in.Action):
		return nil, fmt.Errorf("action: want drop, delay, duplicate, reorder, refuse, stall, slow, cut, dead, restart, clock or livestream, got %q", in.Action)
	case event.OverHTTP() && (found.direction != fromClient || !slices.Contains(possibleCallFaults, in.Action)):
		return nil, errors.New("action: a call over HTTP can meet with drop, delay or refuse only, on its way from the client")
	case !slices.Contains(possible, in.Action):
		return nil, fmt.Errorf("action: only messages from clients can meet with %s", in.Action)
	case in.Action == stallSocket && in.Times != 0:
		return nil, errors.New("times: a stall lasts until the faults are cleared")
	case in.Times < 0:
		return nil, fmt.Errorf("times: want 0 (until cleared) or more, got %d", in.Times)
	case found.chance <= 0 || found.chance > 1:
		return nil, fmt.Errorf("chance: want more than 0 and at most 1, got %g", found.chance)
	}
	if in.Action == delayMessage {
		return found, in.checkDelay()
	}
	return found, nil
}

func (in faultRequest) asFault() *fault {
	found := &fault{
		direction:   in.Direction,
		participant: in.Participant,
		action:      in.Action,
		delayMs:     in.DelayMs,
		left:        in.Times,
		chance:      1,
		seed:        in.Seed,
		cleared:     make(chan struct{}),
		luck:        map[string]*rand.Rand{},
	}
	if in.Chance != nil {
		found.chance = *in.Chance
	}
	return found
}

func (in faultRequest) checkDelay() error {
	if in.DelayMs < 1 || in.DelayMs > maxFaultDelayMs {
		return fmt.Errorf("delayMs: want 1 to %d, got %d", maxFaultDelayMs, in.DelayMs)
	}
	return nil
}

func (s *Server) deleteFaults(w http.ResponseWriter, r *http.Request) {
	if !s.faultsOpen(w) {
		return
	}
	meeting := r.URL.Query().Get("meeting")
	for _, room := range s.allRooms() {
		if meeting != "" && meeting != room.meeting {
			continue
		}
		var heldBack []func()
		room.do(func() { heldBack = room.clearFaults() })
		for _, handle := range heldBack {
			handle()
		}
	}
	w.WriteHeader(http.StatusNoContent)
}

func (s *Server) faultsOpen(w http.ResponseWriter) bool {
	if !s.faults {
		writeError(w, http.StatusNotFound, "no-faults", "faults are off: start the server with faults switched on")
	}
	return s.faults
}
