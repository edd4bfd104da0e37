package webhook

import (
	"crypto/sha256"
	"encoding/hex"
	"sync"
)

const longestLedger = 10_000

// ledger remembers which reports were taken, the oldest only for a while.
type ledger struct {
	mu      sync.Mutex
	entries map[string]bool // true once taken, false while somebody handles it
	order   []string
}

type standing int

const (
	unseen standing = iota
	inHand
	taken
)

// open begins a report, unless it was begun before.
func (l *ledger) open(marks []string) standing {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, mark := range marks {
		if done, known := l.entries[mark]; known {
			if done {
				return taken
			}
			return inHand
		}
	}
	if l.entries == nil {
		l.entries = map[string]bool{}
	}
	for _, mark := range marks {
		l.entries[mark] = false
	}
	return unseen
}

// close ends what open began: the report was taken, or may come again.
func (l *ledger) close(marks []string, done bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, mark := range marks {
		if !done {
			delete(l.entries, mark)
			continue
		}
		l.entries[mark] = true
		l.order = append(l.order, mark)
	}
	for len(l.order) > longestLedger {
		delete(l.entries, l.order[0])
		l.order = l.order[1:]
	}
}

// marks is what makes a report the same as another: its bytes, and for the two
// events that a session has once, the session. All of it is signed; the header
// rtk-uuid is not.
func marks(event Event, body []byte) []string {
	digest := sha256.Sum256(body)
	found := []string{"body " + hex.EncodeToString(digest[:])}
	if event.SessionID != "" && (event.Name == MeetingStarted || event.Name == MeetingEnded) {
		found = append(found, event.Name+" "+event.SessionID)
	}
	return found
}
