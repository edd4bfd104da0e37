package localroom

import (
	"time"

	"github.com/gavel-rtc/gavel/internal/localroom/media"
)

// peerKey is whose session it is: nobody gets another user's by using their
// peer id.
type peerKey struct{ userID, peerID string }

func (p *participant) peerKey() peerKey { return peerKey{p.user.id, p.id} }

// heldMedia is one media session.
type heldMedia struct {
	session *media.Session
	expiry  *time.Timer // nil while a socket uses the session
	since   time.Time   // it has been set
}

// useMedia gives a socket its session, the former one if that is still held.
func (r *room) useMedia(key peerKey) *media.Session {
	held, ok := r.media[key]
	if !ok {
		held = &heldMedia{session: r.server.engine.NewSession()}
		r.media[key] = held
	}
	if held.expiry != nil {
		held.expiry.Stop()
		held.expiry = nil
	}
	return held.session
}

// holdMedia keeps a session for a while after its socket was lost: SDK 2.0.2
// goes on with its transports if they are still connected, and makes no new ones.
func (r *room) holdMedia(key peerKey) {
	held := r.media[key]
	r.holdFewer(key.userID)
	held.since = time.Now()
	held.expiry = time.AfterFunc(r.server.limits.mediaGrace, func() {
		expired := false
		r.do(func() {
			expired = r.media[key] == held && held.expiry != nil
			if expired {
				delete(r.media, key)
			}
		})
		if expired {
			held.session.Close()
		}
	})
}

// holdFewer makes place for one more of a user's: the one held longest ends.
func (r *room) holdFewer(userID string) {
	var oldest peerKey
	count := 0
	for key, held := range r.media {
		if key.userID != userID || held.expiry == nil {
			continue
		}
		if count++; count == 1 || held.since.Before(r.media[oldest].since) {
			oldest = key
		}
	}
	if count < maxHeldMediaPerUser {
		return
	}
	ending := r.media[oldest]
	delete(r.media, oldest)
	ending.expiry.Stop()
	r.elsewhere = append(r.elsewhere, ending.session.Close)
}

// endMedia ends all sessions that are still held.
func (r *room) endMedia() {
	var ending []*media.Session
	r.do(func() {
		for _, held := range r.media {
			if held.expiry != nil {
				held.expiry.Stop()
			}
			ending = append(ending, held.session)
		}
		clear(r.media)
	})
	for _, session := range ending {
		session.Close()
	}
}
