package localroom

import (
	"errors"
	"net/http"
	"time"

	"github.com/coder/websocket"
)

// refusedRequest is why a REST call or a socket is not let in.
type refusedRequest struct {
	status        int
	code, message string
}

func (p *refusedRequest) write(w http.ResponseWriter) { writeError(w, p.status, p.code, p.message) }

// authenticate finds the room and the user of an auth token.
func (s *Server) authenticate(token string) (*room, *user, *refusedRequest) {
	claims, err := s.tokens.parse(token)
	if err != nil {
		return nil, nil, &refusedRequest{http.StatusUnauthorized, "bad-token", err.Error()}
	}
	var found *user
	var banned, down bool
	room, known := s.knownRoom(claims.MeetingID)
	if known {
		room.do(func() {
			down = room.isDown()
			found = room.users[claims.ParticipantID]
			banned = room.banned[claims.ParticipantID]
		})
	}
	switch {
	case down:
		return nil, nil, &refusedRequest{http.StatusServiceUnavailable, "restarting", "the server of this meeting restarts"}
	case found == nil:
		return nil, nil, &refusedRequest{http.StatusNotFound, "no-such-participant", "the token belongs to nobody in this meeting"}
	case banned:
		return nil, nil, &refusedRequest{http.StatusForbidden, "banned", "this participant was removed and may not come back"}
	}
	return room, found, nil
}

// connect registers a socket under its peer id. A newer socket of the same user
// replaces the older one; a peer id of somebody else's is refused.
func (r *room) connect(p *participant) error {
	if r.isSomebodyElses(p.id, p.user.id) {
		return errNotYours
	}
	if former, ok := r.clients[p.id]; ok {
		former.socket.close(websocket.StatusNormalClosure, "replaced by a newer connection with the same peer id")
		r.remove(former)
	}
	r.clients[p.id] = p
	r.usedAt = time.Now()
	p.socket.media = r.useMedia(p.peerKey())
	r.slowDown()
	return nil
}

var errNotYours = errors.New("this peer id belongs to somebody else")

// isSomebodyElses tells whether another user has that peer id, or had it in this
// session: they may come back under it.
func (r *room) isSomebodyElses(peerID, userID string) bool {
	if p, ok := r.people[peerID]; ok && p.user.id != userID {
		return true
	}
	if p, ok := r.clients[peerID]; ok && p.user.id != userID {
		return true
	}
	if r.session == nil {
		return false
	}
	former := r.session.attending[peerID]
	return former != nil && former.user.id != userID
}

// disconnect forgets a socket that has ended. The media session outlives a
// socket that was lost rather than closed.
func (r *room) disconnect(p *participant, how websocket.StatusCode) {
	left := how == websocket.StatusNormalClosure || how == websocket.StatusGoingAway
	over := false
	r.do(func() {
		lost := p.presence == joined && !left
		r.remove(p)
		if r.clients[p.id] != p {
			return // a newer socket has taken over
		}
		delete(r.clients, p.id)
		if lost {
			r.holdMedia(p.peerKey())
			return
		}
		delete(r.media, p.peerKey())
		over = true
	})
	if over {
		p.socket.media.Close()
	}
}
