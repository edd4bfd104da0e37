//go:build js && wasm

package hostcontrols

import (
	"sync"

	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/internal/port"
	"github.com/gavel-rtc/gavel/wasm/meeting"
	"github.com/gavel-rtc/gavel/wasm/rtk"
)

// shared is one meeting with its controller, and how many HostControls use it.
type shared struct {
	object     safejs.Value // the meeting of the page
	port       *port.Port
	scope      *bridge.Scope
	controller *control.Controller
	uses       int
	speakers   []*func(meeting.ParticipantID) // under open.mu
}

var open struct {
	mu  sync.Mutex
	all []*shared
}

// Controllers returns how many meetings are being followed, 0 when all HostControls
// are closed.
func Controllers() int {
	open.mu.Lock()
	defer open.mu.Unlock()
	return len(open.all)
}

// share returns the one controller of a meeting. A meeting that has replaced its
// object is known by both.
func share(value safejs.Value, options Options) (*shared, error) {
	if s := find(value); s != nil {
		return s, nil
	}
	scope := bridge.NewScope(options.OnCrash)
	from, err := port.New(scope, value, options.CreateCollector)
	if err != nil {
		return nil, err
	}
	s := &shared{object: value, port: from, scope: scope, uses: 1}
	s.controller = control.New(from, control.Options{ConfirmTimeout: options.ConfirmTimeout})
	if why := s.controller.Broken(); why != nil {
		s.close()
		return nil, &meeting.Error{Reason: meeting.ReasonFailed, Code: meeting.ReasonFailed.Code(), Message: why.Message, Cause: why.Cause}
	}
	listenToSpeaker(scope, rtk.Of(scope.Child(), from.Meeting()), s.spoke)
	open.mu.Lock()
	defer open.mu.Unlock()
	open.all = append(open.all, s)
	return s, nil
}

func find(value safejs.Value) *shared {
	open.mu.Lock()
	all := append([]*shared(nil), open.all...)
	open.mu.Unlock()
	for _, s := range all {
		if s.object.Equal(value) || s.port.Meeting().Equal(value) {
			open.mu.Lock()
			defer open.mu.Unlock()
			s.uses++
			return s
		}
	}
	return nil
}

// release gives up one use; the last one ends the controller.
func (s *shared) release() {
	open.mu.Lock()
	s.uses--
	last := s.uses == 0
	if last {
		for i, other := range open.all {
			if other == s {
				rest := append(open.all[:i], open.all[i+1:]...)
				open.all[len(rest)] = nil // or the meeting stays in memory
				open.all = rest
				break
			}
		}
	}
	open.mu.Unlock()
	if last {
		s.close()
	}
}

func (s *shared) close() {
	s.controller.Close()
	s.scope.Close()
}
