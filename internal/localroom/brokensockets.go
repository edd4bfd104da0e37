package localroom

import "time"

// The faults of this file are about whole sockets and the whole meeting.
const (
	cutSocket     faultAction = "cut"     // ends at once, without a goodbye
	killSocket    faultAction = "dead"    // stays open and carries nothing any more, heartbeats neither
	slowSocket    faultAction = "slow"    // every message takes the delay, both ways
	restartServer faultAction = "restart" // all sockets are cut; nobody can come back for the delay
	jumpClock     faultAction = "clock"   // what the meeting takes for the time of day jumps

	failLivestream faultAction = "livestream" // the one that runs, or starts, fails
)

// cut breaks the sockets of one participant or of all, and counts them.
func (r *room) cut(participant string) int {
	return r.eachSocket(participant, func(s *socket) { s.end() })
}

// kill has the sockets of one participant or of all carry nothing any more.
func (r *room) kill(participant string) int {
	return r.eachSocket(participant, func(s *socket) { s.dead.Store(true) })
}

// slowDown puts the faults that ask for it on the sockets they are about.
func (r *room) slowDown() int {
	slowed := 0
	for _, fault := range r.faults {
		if fault.action == slowSocket {
			slowed += r.eachSocket(fault.participant, func(s *socket) { s.slow.Store(fault) })
		}
	}
	return slowed
}

func (r *room) eachSocket(participant string, do func(*socket)) int {
	count := 0
	for id, p := range r.clients {
		if participant == "" || participant == id {
			do(p.socket)
			count++
		}
	}
	return count
}

// pause is how long a slow socket takes for a message.
func (s *socket) pause() {
	slow := s.slow.Load()
	if slow == nil {
		return
	}
	select {
	case <-time.After(slow.delay()):
	case <-slow.cleared:
	case <-s.life.Done():
	}
}

// restart is what clients see of a signalling server that ends and starts
// again: sockets are gone, REST and new sockets are refused while it is down.
// When they come back, the session is still there, and so are bots. Media goes
// on. (Were it lost too, SDK 2.0.2 would come back to transports that it takes
// for connected, and give up sending when the first is refused; seen in
// Chromium.)
func (r *room) restart(down time.Duration) int {
	r.downUntil = time.Now().Add(down)
	r.keepSession(down + r.server.limits.mediaGrace)
	return r.cut("")
}

func (r *room) isDown() bool { return time.Now().Before(r.downUntil) }

// keepSession lets the session live for a while though nobody is there.
func (r *room) keepSession(until time.Duration) {
	if r.kept != nil {
		r.kept.Stop()
	}
	var kept *time.Timer
	kept = time.AfterFunc(until, func() {
		r.do(func() {
			if r.kept != kept {
				return
			}
			r.kept = nil
			if r.session != nil && len(r.people) == 0 {
				r.endSession(AllParticipantsLeft)
			}
		})
	})
	r.kept = kept
}

// now is the meeting's time of day.
func (r *room) now() time.Time { return time.Now().Add(r.clockJump) }
