package localroom

import (
	"slices"
	"sync"
	"time"
)

// schedule is work for later. It runs one piece at a time, in the order in
// which it is due, on a goroutine that lives only while something is due.
type schedule struct {
	mu      sync.Mutex
	ended   bool
	busy    bool          // something is running now
	due     []appointment // the next one first
	timer   *time.Timer   // for the first one
	running sync.WaitGroup
}

type appointment struct {
	at   time.Time
	work func()
}

// after runs work later, unless the schedule has ended by then.
func (s *schedule) after(delay time.Duration, work func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended {
		return
	}
	at := time.Now().Add(delay)
	place := slices.IndexFunc(s.due, func(other appointment) bool { return other.at.After(at) })
	if place < 0 {
		place = len(s.due)
	}
	s.due = slices.Insert(s.due, place, appointment{at, work})
	if place == 0 && !s.busy {
		s.setTimer()
	}
}

func (s *schedule) setTimer() {
	if s.timer != nil {
		s.timer.Stop()
	}
	s.timer = time.AfterFunc(time.Until(s.due[0].at), s.keep)
}

// keep does what is due, and sets the timer for what is not yet.
func (s *schedule) keep() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended || s.busy {
		return
	}
	s.busy = true
	s.running.Add(1)
	defer s.running.Done()
	for len(s.due) > 0 && !s.due[0].at.After(time.Now()) {
		work := s.due[0].work
		s.due = slices.Delete(s.due, 0, 1)
		s.mu.Unlock()
		work()
		s.mu.Lock()
	}
	s.busy = false
	if len(s.due) > 0 {
		s.setTimer()
	}
}

// stop forgets what is not yet done and waits for what is being done.
func (s *schedule) stop() {
	s.mu.Lock()
	s.ended = true
	s.due = nil
	if s.timer != nil {
		s.timer.Stop()
	}
	s.mu.Unlock()
	s.running.Wait()
}
