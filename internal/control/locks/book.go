package locks

import (
	"math"
	"time"

	"github.com/gavel-rtc/gavel/internal/control/proof"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

const (
	never  = time.Duration(math.MaxInt64)
	before = time.Duration(math.MinInt64 / 2) // all that there is
	// pace is the time between two calls of a Book: the SDK takes 1,000 patches a minute (SDK 2.0.2).
	pace = 100 * time.Millisecond
	// tryAgain is how long after a call that failed the next one is made.
	tryAgain = 5 * time.Second
)

// New returns a Book without any lock; confirm is how long one may take to show.
func New(confirm time.Duration) *Book {
	return &Book{confirm: confirm, wake: never, ready: before, chatLocked: before}
}

// Book knows what is locked, and for whom. Its methods take the time as an argument and touch
// nothing else. Who is locked at this moment is also in the state, see [meeting.Participant].
type Book struct {
	confirm time.Duration
	all     meeting.Flags // locked for everybody else, and for whoever joins
	users   map[meeting.UserID]*record
	seen    map[meeting.UserID]meeting.Flags // of those who left or wrote, as in Participant.Seen
	watch   map[place]*watched
	// changes are what is to be entered into the state.
	changes []change
	// behind tells that there may be people anywhere to whom a lock has yet to be sent; otherwise
	// they are among those whom the last observation was about.
	behind     bool
	near       []meeting.ParticipantID
	chatLocked time.Duration // when that was sent last by a command
	ready      time.Duration // when the next call may be made
	wake       time.Duration
	yields     []meeting.Yield
	stale      bool // the list in the state is
}

// record is what there is to know of a user beside that everybody is locked.
type record struct {
	own     meeting.Flags // locked by name
	free    meeting.Flags // given back by name, of what everybody is locked for
	yielded meeting.Flags
	gone    meeting.Flags // was locked when they left
	back    meeting.Flags // is to be given back when they come again
}

// change enters into the state that users, or all with nil, are locked, or no longer; or how it
// was for some.
type change struct {
	users  map[meeting.UserID]bool
	what   meeting.Flags
	locked bool
	was    map[meeting.UserID]meeting.Flags
}

// Batch is a call that is to be made.
type Batch struct {
	People []meeting.TargetOutcome
	What   meeting.Flags
	Back   bool // it gives What back
}

//go:noinline
func (b *Book) record(user meeting.UserID) *record {
	if b.users[user] == nil {
		if b.users == nil {
			b.users = map[meeting.UserID]*record{}
		}
		b.users[user] = &record{}
	}
	return b.users[user]
}

//go:noinline
func (b *Book) change(users map[meeting.UserID]bool, what meeting.Flags, locked bool) {
	b.changes = append(b.changes, change{users: users, what: what, locked: locked})
}

// wanted is what a user is to be locked for.
//
//go:noinline
func (b *Book) wanted(user meeting.UserID) meeting.Flags {
	if r := b.users[user]; r != nil {
		return (b.all&^r.free | r.own) &^ r.yielded
	}
	return b.all
}

// Empty tells that nothing is locked, was or is to be given back.
func (b *Book) Empty() bool { return b.all == 0 && len(b.users) == 0 && len(b.changes) == 0 }

// Lock takes in that people are being locked, or everybody. It returns how it was, for [Book.Failed].
func (b *Book) Lock(s *meeting.State, what meeting.Flags, rows []meeting.TargetOutcome, everybody bool, now time.Duration) *Before {
	before := b.before(s, what, rows, everybody)
	b.stale = true
	if what.Has(meeting.Chat) {
		b.chatLocked = now
	}
	if everybody {
		b.all |= what
		for _, r := range b.users {
			r.own, r.free, r.yielded, r.back = r.own&^what, r.free&^what, r.yielded&^what, r.back&^what
		}
	}
	users := only(rows, isOpen)
	for user := range users {
		if everybody {
			break
		}
		r := b.record(user)
		r.free, r.yielded, r.back = r.free&^what, r.yielded&^what, r.back&^what
		r.own |= what &^ b.all
	}
	b.change(users, what, true)
	for i := range rows {
		if p := s.Joined.Get(rows[i].ID); p != nil && rows[i].Status == "" {
			b.forget(p.ID, what)
			b.expect(p, p.Flags&what, now)
		}
	}
	return before
}

// Unlock takes in that something is being given back. Those who were locked with everybody and
// to whom it is not given stay locked by name. It returns how it was, for [Book.Failed].
func (b *Book) Unlock(s *meeting.State, what meeting.Flags, rows []meeting.TargetOutcome, everybody bool) *Before {
	before := b.before(s, what, rows, everybody)
	b.stale = true
	users := only(rows, isOpen)
	if everybody {
		b.all &^= what
		for user, r := range b.users {
			r.back |= r.gone & what & b.seen[user]
			r.own, r.free, r.yielded, r.gone = r.own&^what, r.free&^what, r.yielded&^what, r.gone&^what
		}
		for i := range rows {
			if p := s.Joined.Get(rows[i].ID); p != nil && !users[p.UserID] && p.Locked&what != 0 {
				b.record(p.UserID).own |= p.Locked & what
			}
		}
	} else {
		for user := range users {
			r := b.record(user)
			r.own, r.yielded = r.own&^what, r.yielded&^what
			r.free |= b.all & what
		}
	}
	b.change(users, what, false)
	return before
}

// NotSent takes in that the call of a Batch failed: it is made again later.
func (b *Book) NotSent(batch Batch, now time.Duration) {
	b.behind, b.ready, b.wake = true, now+tryAgain, now+tryAgain
	if !batch.Back {
		b.change(only(batch.People, isOpen), batch.What, false)
		return
	}
	for i := range batch.People {
		b.record(batch.People[i].UserID).back |= batch.What
	}
}

// isOpen tells that a row is to be sent to.
func isOpen(row *meeting.TargetOutcome) bool { return row.Status == "" }

// Observe takes in what the meeting has shown. The locks end with the meeting, and when another
// takes its place.
func (b *Book) Observe(seen *proof.Observation, now time.Duration) {
	if seen.Over != "" || seen.Moved {
		remembered := b.seen
		*b = *New(b.confirm)
		b.seen, b.stale = remembered, true
		b.change(nil, ^meeting.Flags(0), false)
		return
	}
	b.hearWriters(seen, now)
	if seen.Reset {
		b.comeBack(seen)
		return
	}
	for i := range seen.Changes {
		c := &seen.Changes[i]
		switch {
		case c.Waits:
		case c.Gone:
			b.leave(seen.Before.Joined.Get(c.ID))
		default:
			if p := seen.After.Joined.Get(c.ID); p != nil {
				b.look(p, c, now)
			}
		}
	}
}

// comeBack takes in that everybody was read anew. What was sent just before one's own connection
// broke may have been lost, so those who are locked are sent it again.
func (b *Book) comeBack(seen *proof.Observation) {
	for then, still := range seen.After.Joined.Changes(seen.Before.Joined) {
		if still == nil {
			b.leave(then)
		}
	}
	b.watch = nil
	if b.Empty() {
		return
	}
	b.behind, b.stale = true, true
	b.change(nil, ^meeting.Flags(0), false)
}

// leave remembers somebody who has left.
func (b *Book) leave(p *meeting.Participant) {
	if p == nil {
		return
	}
	b.remember(p.UserID, p.Seen)
	if p.Locked != 0 {
		b.record(p.UserID).gone |= p.Locked
	}
	b.forget(p.ID, ^meeting.Flags(0))
	b.stale = b.stale || len(b.users) > 0
}

//go:noinline
func (b *Book) remember(user meeting.UserID, seen meeting.Flags) {
	if seen == 0 {
		return
	}
	if b.seen == nil {
		b.seen = map[meeting.UserID]meeting.Flags{}
	}
	b.seen[user] |= seen
}
