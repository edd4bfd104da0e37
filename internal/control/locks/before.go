package locks

import "github.com/gavel-rtc/gavel/wasm/meeting"

// Before is how things were before a lock or an unlock, for the case that it fails.
type Before struct {
	what   meeting.Flags
	all    meeting.Flags
	users  map[meeting.UserID]record        // whom it may change
	locked map[meeting.UserID]meeting.Flags // of those who are there
}

func (b *Book) before(s *meeting.State, what meeting.Flags, rows []meeting.TargetOutcome, everybody bool) *Before {
	was := &Before{what: what, all: b.all, users: map[meeting.UserID]record{}, locked: map[meeting.UserID]meeting.Flags{}}
	keep := func(user meeting.UserID) {
		if r := b.users[user]; r != nil {
			was.users[user] = *r
		} else {
			was.users[user] = record{}
		}
	}
	if everybody {
		for user := range b.users {
			keep(user)
		}
	}
	for i := range rows {
		keep(rows[i].UserID)
		if p := s.Joined.Get(rows[i].ID); p != nil {
			was.locked[p.UserID] = p.Locked & what
		}
	}
	return was
}

// Failed takes in that a lock or an unlock was not sent after all: all is as it was.
func (b *Book) Failed(was *Before) {
	b.stale = true
	back := func(now *meeting.Flags, then meeting.Flags) { *now = *now&^was.what | then&was.what }
	back(&b.all, was.all)
	for user, old := range was.users {
		if b.users[user] == nil && old == (record{}) {
			continue
		}
		r := b.record(user)
		back(&r.own, old.own)
		back(&r.free, old.free)
		back(&r.yielded, old.yielded)
		back(&r.gone, old.gone)
		back(&r.back, old.back)
	}
	for _, lockable := range meeting.AllLockable() {
		what := lockable.Flag() & was.what
		if what == 0 {
			continue
		}
		locked, free := map[meeting.UserID]bool{}, map[meeting.UserID]bool{}
		for user, then := range was.locked {
			if then.Has(what) {
				locked[user] = true
			} else {
				free[user] = true
			}
		}
		b.change(locked, what, true)
		b.change(free, what, false)
	}
}
