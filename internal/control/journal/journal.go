// Package journal keeps what was done in a meeting and what was seen of it, the newest entries.
package journal

import (
	"strings"
	"sync"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Most is how many entries are kept.
const Most = 10_000

// Journal has entries by number. Any goroutine may use it; the zero Journal is empty.
type Journal struct {
	mu   sync.Mutex
	ring []meeting.JournalEntry // once it is full, the oldest is where the next one goes
	last int
}

// Add gives an entry its number and keeps it, in the place of the oldest where there are too many.
func (j *Journal) Add(entry meeting.JournalEntry) meeting.JournalEntry {
	// A text of the meeting is part of a longer one, which is not to stay for it.
	entry.Name = strings.Clone(entry.Name)
	entry.ID = meeting.ParticipantID(strings.Clone(string(entry.ID)))
	entry.UserID = meeting.UserID(strings.Clone(string(entry.UserID)))
	entry.CustomID = meeting.CustomID(strings.Clone(string(entry.CustomID)))
	j.mu.Lock()
	defer j.mu.Unlock()
	at := j.last % Most
	j.last++
	entry.Number = j.last
	if at < len(j.ring) {
		j.ring[at] = entry
	} else {
		j.ring = append(j.ring, entry)
	}
	return entry
}

// Numbers are those of the oldest entry that is kept and of the newest: first is one more than
// last where there is none.
func (j *Journal) Numbers() (first, last int) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.last - len(j.ring) + 1, j.last
}

// Entry returns the entry with a number, and false where it is not kept.
func (j *Journal) Entry(number int) (entry meeting.JournalEntry, kept bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if number > j.last || number <= j.last-len(j.ring) {
		return entry, false
	}
	return j.ring[(number-1)%Most], true
}

// Since returns the entries with a number above one, in order.
func (j *Journal) Since(number int) (entries []meeting.JournalEntry) {
	j.mu.Lock()
	defer j.mu.Unlock()
	number = max(number, j.last-len(j.ring))
	for ; number < j.last; number++ {
		entries = append(entries, j.ring[number%Most])
	}
	return entries
}
