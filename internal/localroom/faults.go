package localroom

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// fault is something that shall go wrong with the messages of one event.
type fault struct {
	event       wire.Event
	direction   direction
	participant string // a peer id; empty: anybody's
	action      faultAction
	delayMs     int
	left        int           // how often it still happens; 0: until cleared
	chance      float64       // that it happens to a message, 0 to 1
	seed        uint64        // of the chance
	cleared     chan struct{} // closed when the fault is over

	luck map[string]*rand.Rand // by user id
}

type faultAction string

const (
	dropMessage      faultAction = "drop"
	delayMessage     faultAction = "delay" // what comes after it overtakes it; delayed ones keep their order
	duplicateMessage faultAction = "duplicate"
	reorderMessage   faultAction = "reorder" // the next message of that socket overtakes it
	refuseMessage    faultAction = "refuse"  // answers with an error
	stallSocket      faultAction = "stall"   // the server stops reading that socket until the fault is cleared
)

// direction is which way a message goes.
type direction string

const (
	fromClient direction = "fromClient"
	toClient   direction = "toClient" // pushes
	answers    direction = "answer"   // to a client's requests
)

func (f *fault) delay() time.Duration { return time.Duration(f.delayMs) * time.Millisecond }

// strikes draws from the user's own sequence of chances: who else sends how
// much in the meantime does not change it.
func (f *fault) strikes(userID string) bool {
	if f.chance == 1 {
		return true
	}
	luck, ok := f.luck[userID]
	if !ok {
		name := fnv.New64a()
		name.Write([]byte(userID))
		luck = rand.New(rand.NewPCG(f.seed, name.Sum64()))
		f.luck[userID] = luck
	}
	return luck.Float64() < f.chance
}

func (r *room) addFault(one *fault) error {
	if len(r.faults) >= maxFaults {
		return fmt.Errorf("%w: a meeting has at most %d faults", ErrFull, maxFaults)
	}
	r.faults = append(r.faults, one)
	return nil
}

// matchFault finds the first fault that strikes this message, and uses it up by
// one. While a message is held back to be overtaken, no other is.
func (r *room) matchFault(way direction, event wire.Event, of *participant, holding bool) *fault {
	for i, fault := range r.faults {
		switch {
		case fault.direction != way || fault.event != event,
			fault.participant != "" && fault.participant != of.id,
			fault.action == reorderMessage && holding,
			!fault.strikes(of.user.id):
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

// clearFaults ends all faults. What was held back goes out now; the messages of
// clients are returned, to be handled outside the room's lock.
func (r *room) clearFaults() (heldBack []func()) {
	for _, fault := range r.faults {
		close(fault.cleared)
	}
	r.faults = nil
	r.clockJump = 0
	for _, p := range r.clients {
		p.socket.slow.Store(nil)
		r.release(p)
		if handle := p.socket.heldIn; handle != nil {
			p.socket.heldIn = nil
			heldBack = append(heldBack, handle)
		}
	}
	return heldBack
}

// hand gives a client a message, or does with it what a fault says.
func (r *room) hand(way direction, event wire.Event, data []byte, to *participant) {
	if to.socket == nil {
		return
	}
	deliver := func() { r.queue(way, event, data, to) }
	if fault := r.matchFault(way, event, to, to.socket.heldOut != nil); fault != nil {
		switch fault.action {
		case dropMessage:
			return
		case delayMessage:
			to.socket.after(fault.delay(), func() { r.do(deliver) })
			return
		case reorderMessage:
			to.socket.heldOut = deliver
			return
		case duplicateMessage:
			deliver()
		}
	}
	deliver()
	r.release(to)
}

// release hands over what was held back to be overtaken.
func (r *room) release(to *participant) {
	if deliver := to.socket.heldOut; deliver != nil {
		to.socket.heldOut = nil
		deliver()
	}
}
