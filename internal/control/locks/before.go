package locks

import "github.com/gavel-rtc/gavel/wasm/meeting"

// Before is how things were before a lock or an unlock, for the case that it fails.
type Before struct {
	what   meeting.Flags
	all    meeting.Flags
	users  map[meeting.UserID]*record       // whom it may change
	locked map[meeting.UserID]meeting.Flags // of those who are there
}

func (b *Book) before(s *meeting.State, what meeting.Flags, rows []meeting.TargetOutcome, everybody bool) *Before {
	was := &Before{what: what, all: b.all, users: map[meeting.UserID]*record{}, locked: map[meeting.UserID]meeting.Flags{}}
	keep := func(user meeting.UserID) {
		then := record{}
		if r := b.users[user]; r != nil {
			then = *r
		}
		was.users[user] = &then
	}
	if everybody {
		for user := range b.users {
			keep(user)
		}
	}
	for i := range rows {
		user := rows[i].UserID
		keep(user)
		if p := s.Joined.Get(rows[i].ID); p != nil {
			was.locked[user] = p.Locked & what
		}
	}
	return was
}

// Failed takes in that a lock or an unlock was not sent after all: all is as it was.
func (b *Book) Failed(was *Before) {
	b.stale = true
	b.all = b.all&^was.what | was.all&was.what
	for user, then := range was.users {
		b.record(user).restore(then, was.what)
	}
	b.changes = append(b.changes, change{what: was.what, was: was.locked})
}

func (r *record) restore(then *record, what meeting.Flags) {
	r.own = r.own&^what | then.own&what
	r.free = r.free&^what | then.free&what
	r.yielded = r.yielded&^what | then.yielded&what
	r.gone = r.gone&^what | then.gone&what
	r.back = r.back&^what | then.back&what
}
