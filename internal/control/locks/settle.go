package locks

import (
	"time"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Wake is when Settle has something to do next.
func (b *Book) Wake() time.Duration { return b.wake }

// Waits tells that there is something to do later.
func (b *Book) Waits() bool { return b.wake != never }

// Changed tells that Settle has something to enter.
func (b *Book) Changed() bool { return len(b.changes) > 0 || b.stale }

// Settle enters into a state that is about to be published what is locked, and returns the calls
// to be made for it.
func (b *Book) Settle(s *meeting.State, now time.Duration) []Batch {
	b.expire(s, now)
	b.enter(s)
	batches := b.due(s, now)
	b.list(s)
	return batches
}

// Yields are the locks that came to nothing since it was last asked.
func (b *Book) Yields() []meeting.Yield {
	yields := b.yields
	b.yields = nil
	return yields
}

// enter enters the changes.
func (b *Book) enter(s *meeting.State) {
	if len(b.changes) == 0 {
		return
	}
	edit := s.Joined.Edit()
	each(s.Joined, func(p *meeting.Participant) {
		locked := p.Locked
		for _, c := range b.changes {
			then, was := c.was[p.UserID]
			switch {
			case was:
				locked = locked&^c.what | then
			case c.was != nil:
			case c.users != nil && !c.users[p.UserID]:
			case c.locked:
				locked |= c.what
			default:
				locked &^= c.what
			}
		}
		if locked != p.Locked {
			changed := *p
			changed.Locked = locked
			edit.Put(&changed)
		}
	})
	s.Joined = edit.Done()
	b.changes = nil
}

// due finds those to whom something has yet to be sent: what everybody is locked for in one
// call. While it cannot be sent they are kept.
func (b *Book) due(s *meeting.State, now time.Duration) []Batch {
	if !b.behind && len(b.near) == 0 {
		return nil
	}
	able := s.Connected() && s.Self.Permissions.Has(meeting.CanChangeParticipantPermissions)
	late := now < b.ready
	var batches []Batch
	edit := s.Joined.Edit()
	take := func(p *meeting.Participant) {
		changed := *p
		changed.Seen |= b.seen[p.UserID]
		if p.UserID != s.Self.UserID && able && !late {
			if r := b.users[p.UserID]; r != nil {
				r.gone = 0
				if r.back != 0 {
					add(&batches, p, r.back, true)
					r.back = 0
				}
			}
			if missing := b.wanted(p.UserID) &^ p.Locked; missing != 0 {
				add(&batches, p, missing, false)
				changed.Locked |= missing
				b.expectNew(p, p.Flags&missing, now)
			}
		}
		if changed.Seen != p.Seen || changed.Locked != p.Locked {
			edit.Put(&changed)
		}
	}
	if b.behind {
		each(s.Joined, take)
	} else {
		known := map[meeting.ParticipantID]bool{}
		for _, id := range b.near {
			if p := s.Joined.Get(id); p != nil && !known[id] {
				known[id] = true
				take(p)
			}
		}
	}
	s.Joined = edit.Done()
	b.near, b.behind = nil, (!able || late) && !b.Empty()
	switch {
	case len(batches) > 0:
		b.ready = now + pace
	case able && late:
		b.wake = min(b.wake, b.ready)
	}
	return batches
}

// expectNew is expect for what was not watched before.
func (b *Book) expectNew(p *meeting.Participant, on meeting.Flags, now time.Duration) {
	for _, row := range deviceKeys {
		if b.watch[place{p.ID, row.device}] != nil {
			on &^= row.device
		}
	}
	b.expect(p, on, now)
}

// add adds somebody to the call of the same kind.
func add(batches *[]Batch, p *meeting.Participant, what meeting.Flags, back bool) {
	person := meeting.TargetOutcome{ID: p.ID, UserID: p.UserID, Name: p.Name}
	for i := range *batches {
		if batch := &(*batches)[i]; batch.What == what && batch.Back == back {
			batch.People = append(batch.People, person)
			return
		}
	}
	*batches = append(*batches, Batch{[]meeting.TargetOutcome{person}, what, back})
}

// list makes the list of locks in a state, where it is another than before.
func (b *Book) list(s *meeting.State) {
	if !b.stale {
		return
	}
	b.stale = false
	for user, r := range b.users {
		if *r == (record{}) {
			delete(b.users, user)
		}
	}
	var all []meeting.ActiveLock
	for _, what := range meeting.AllLockable() {
		flag := what.Flag()
		if b.all.Has(flag) {
			all = append(all, meeting.ActiveLock{What: what})
		}
		whole := len(all) - 1
		if len(b.users) == 0 {
			continue
		}
		each(s.Joined, func(p *meeting.Participant) {
			r := b.users[p.UserID]
			if r == nil {
				return
			}
			switch everybody := b.all.Has(flag); {
			case everybody && r.yielded.Has(flag):
				all[whole].Yielded = append(all[whole].Yielded, p.ID)
			case everybody && r.free.Has(flag):
				all[whole].Except = append(all[whole].Except, p.ID)
			case everybody || !r.own.Has(flag):
			case r.yielded.Has(flag):
				all = append(all, meeting.ActiveLock{What: what, Target: p.ID, Yielded: []meeting.ParticipantID{p.ID}})
			default:
				all = append(all, meeting.ActiveLock{What: what, Target: p.ID})
			}
		})
	}
	s.Locks = all
}
