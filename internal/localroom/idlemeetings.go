package localroom

import "time"

// forgetIdle makes place for another meeting: the one that has been used least lately
// of those that nobody is in, or is connected with, is forgotten with all that was added
// to it. It tells whether there was one.
func (s *Server) forgetIdle() bool {
	var idlest *room
	var since time.Time
	connected := s.connected.all()
	for _, one := range s.allRooms() {
		if connected[one] {
			continue
		}
		one.do(func() {
			idle := one.session == nil && len(one.clients) == 0
			if idle && (idlest == nil || one.usedAt.Before(since)) {
				idlest, since = one, one.usedAt
			}
		})
	}
	if idlest == nil {
		return false
	}
	s.mu.Lock()
	delete(s.rooms, idlest.meeting)
	s.mu.Unlock()
	idlest.endMedia()
	idlest.do(func() {
		s.added.Add(-int64(len(idlest.users)))
		clear(idlest.users)
	})
	s.log.Info("a meeting that nobody is in is forgotten", "meeting", idlest.meeting)
	return true
}
