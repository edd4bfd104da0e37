package localroom

import (
	"time"

	"golang.org/x/time/rate"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// Hurry shortens what the server waits for clients.
func (s *Server) Hurry(heartbeat, removedGrace, mediaGrace time.Duration) {
	s.limits.heartbeat, s.limits.removedGrace, s.limits.mediaGrace = heartbeat, removedGrace, mediaGrace
}

// OpenPace lets users send as fast as they like.
func (s *Server) OpenPace() {
	s.limits.messages, s.limits.bytes, s.limits.pushes, s.limits.answers = rate.Inf, rate.Inf, rate.Inf, rate.Inf
}

// ProducersAsked is how many producers a request asks for.
func (s *Server) ProducersAsked(meeting string, request *wire.ConsumeRequest) int {
	room, _ := s.knownRoom(meeting)
	count := 0
	room.do(func() { count = len(room.producersAsked(request.GetRequests())) })
	return count
}

// ShortenQueues lowers how much may wait to be read by a client.
func (s *Server) ShortenQueues(bytes int) { s.limits.queuedBytes = bytes }
