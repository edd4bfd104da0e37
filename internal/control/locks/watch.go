package locks

import (
	"time"

	"github.com/gavel-rtc/gavel/internal/control/proof"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

const (
	// inFlight is how long after a lock was sent a message may come that was written before.
	inFlight = 2 * time.Second
	// mostTries is how often a lock is sent again in all before it yields.
	mostTries = 3
)

// place is something that somebody uses.
type place struct {
	id   meeting.ParticipantID
	what meeting.Flags
}

// watched is something that was used when it was locked, or after.
type watched struct {
	again   int // how often the lock was sent again
	sent    time.Duration
	until   time.Duration // what is seen until then is about what was sent last
	stopped bool          // they no longer used it
}

// expect has it watched whether those devices go off.
func (b *Book) expect(p *meeting.Participant, on meeting.Flags, now time.Duration) {
	for _, row := range deviceKeys {
		if on.Has(row.device) {
			if b.watch == nil {
				b.watch = map[place]*watched{}
			}
			b.watch[place{p.ID, row.device}] = &watched{sent: now, until: now + b.confirm}
			b.wake = min(b.wake, now+b.confirm)
		}
	}
}

// forget ends the watch over what somebody uses.
func (b *Book) forget(id meeting.ParticipantID, what meeting.Flags) {
	for _, lockable := range meeting.AllLockable() {
		if what.Has(lockable.Flag()) {
			delete(b.watch, place{id, lockable.Flag()})
		}
	}
}

// Expects tells that a device is to be seen going off, because that was just locked.
func (b *Book) Expects(id meeting.ParticipantID, device meeting.Flags) bool {
	w := b.watch[place{id, device}]
	return w != nil && !w.stopped
}

// look takes in how somebody is who has come or changed.
func (b *Book) look(p *meeting.Participant, c *proof.Change, now time.Duration) {
	if p.Locked == 0 || c.Another {
		if !b.Empty() || b.seen[p.UserID]&^p.Seen != 0 {
			b.near = append(b.near, p.ID)
			b.stale = b.stale || b.users[p.UserID] != nil
		}
		return
	}
	for _, row := range deviceKeys {
		if !p.Locked.Has(row.device) {
			continue
		}
		at := place{p.ID, row.device}
		w := b.watch[at]
		on := p.Flags.Has(row.device)
		switch {
		case !on && w == nil:
		case !on && w.again == 0:
			delete(b.watch, at) // the lock has shown
		case !on:
			w.stopped = true
		case w == nil || w.stopped:
			b.used(p, row.device, now)
		}
	}
}

// used takes in that somebody uses what is locked: it is sent again, and in the end it yields.
func (b *Book) used(p *meeting.Participant, what meeting.Flags, now time.Duration) {
	at := place{p.ID, what}
	w := b.watch[at]
	if w == nil {
		w = &watched{}
		if b.watch == nil {
			b.watch = map[place]*watched{}
		}
		b.watch[at] = w
	}
	if w.again == mostTries || w.again > 0 && now <= w.until {
		b.yield(p, what)
		return
	}
	*w = watched{again: w.again + 1, sent: now, until: now + b.confirm}
	b.wake = min(b.wake, w.until)
	b.sendAgain(p, what)
}

// sendAgain has a lock sent that was sent before.
func (b *Book) sendAgain(p *meeting.Participant, what meeting.Flags) {
	b.change(map[meeting.UserID]bool{p.UserID: true}, what, false)
	b.near = append(b.near, p.ID)
}

func (b *Book) yield(p *meeting.Participant, what meeting.Flags) {
	delete(b.watch, place{p.ID, what})
	b.record(p.UserID).yielded |= what
	b.change(map[meeting.UserID]bool{p.UserID: true}, what, false)
	b.stale = true
	for _, lockable := range meeting.AllLockable() {
		if lockable.Flag() == what {
			b.yields = append(b.yields, meeting.Yield{What: lockable, ID: p.ID, Name: p.Name})
		}
	}
}

// expire looks at those whose device is still on when the time is up.
func (b *Book) expire(s *meeting.State, now time.Duration) {
	if now < b.wake {
		return
	}
	b.wake = never
	for at, w := range b.watch {
		switch p := s.Joined.Get(at.id); {
		case p == nil || !p.Locked.Has(at.what):
			delete(b.watch, at)
		case w.stopped || at.what == meeting.Chat:
		case now < w.until:
			b.wake = min(b.wake, w.until)
		case s.Away() || s.Stale: // nothing can be seen
			w.until = now + b.confirm
			b.wake = min(b.wake, w.until)
		case w.again > 0:
			b.yield(p, at.what)
		default:
			b.used(p, at.what, now)
		}
	}
}

// hearWriters takes in who wrote in the chat.
func (b *Book) hearWriters(seen *proof.Observation, now time.Duration) {
	for _, user := range seen.Wrote {
		known := b.seen[user].Has(meeting.Chat)
		b.remember(user, meeting.Chat)
		if known && !b.wanted(user).Has(meeting.Chat) {
			continue
		}
		each(seen.After.Joined, func(p *meeting.Participant) {
			if p.UserID != user {
				return
			}
			if !known {
				b.near = append(b.near, p.ID)
			}
			sent := b.chatLocked
			if w := b.watch[place{p.ID, meeting.Chat}]; w != nil {
				sent = w.sent
			}
			if p.Locked.Has(meeting.Chat) && now > sent+inFlight {
				b.used(p, meeting.Chat, now)
			}
		})
	}
}

// Hears tells whether it is news that somebody wrote.
func (b *Book) Hears(user meeting.UserID) bool {
	return !b.seen[user].Has(meeting.Chat) || b.wanted(user).Has(meeting.Chat)
}
