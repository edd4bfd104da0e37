package localroom

import "time"

// Hurry shortens what the server waits for clients.
func (s *Server) Hurry(heartbeat, removedGrace, mediaGrace time.Duration) {
	s.limits.heartbeat, s.limits.removedGrace, s.limits.mediaGrace = heartbeat, removedGrace, mediaGrace
}

// ShortenQueues lowers how much may wait to be read by a client.
func (s *Server) ShortenQueues(bytes int) { s.limits.queuedBytes = bytes }
