// Package policy decides what a controller does by itself: the policies that are on, whom they are
// about, and when they give up. It never acts: it returns the commands that are due.
package policy

import (
	"math"
	"slices"
	"strings"
	"time"

	"github.com/gavel-rtc/gavel/internal/control/proof"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

const (
	never = time.Duration(math.MaxInt64)
	// MostTries is how often a policy does the same to one person.
	MostTries = 3
	// entryTime is how long after somebody joined their microphone may go on and be muted by
	// MuteOnEntry.
	entryTime = 10 * time.Second
	// comeBack is for how long somebody who went may come back and has not joined anew: their
	// connection broke.
	comeBack = time.Minute
	// mostUsers is from how many on those are forgotten who went and to whom nothing was done.
	mostUsers = 8_000
)

// Book knows which policies are on. Its methods take the time as an argument, counted from any
// moment, and touch nothing else.
type Book struct {
	on      []*active
	users   map[meeting.UserID]*record
	near    []meeting.ParticipantID // those who are to be looked at
	all     bool                    // everybody is
	pinned  bool                    // the pin is
	pinID   meeting.ParticipantID   // who is to stay pinned, now
	floorID meeting.ParticipantID
	floorAt time.Duration // when the floor ends, never without one
	blocked bool          // nothing could be sent when Due was asked last
	yields  []meeting.Yield
	stale   bool
}

// active is a policy that is on.
type active struct {
	meeting.ActivePolicy
	tries int // of KeepPin
}

// record is what policies did to a user.
type record struct {
	entered    time.Duration // until when they may be muted on entry, zero for not at all
	went       time.Duration
	muted      int
	admitted   int
	keptOut    int
	underWay   bool
	yieldedFor [2]bool // by KeepMuted; by Admit or KeepOut
}

// New returns a Book with every policy off.
func New() *Book { return &Book{floorAt: never} }

// of is a policy that is on, nil when it is off.
//
//go:noinline
func (b *Book) of(policy meeting.Policy) *active {
	for _, one := range b.on {
		if one.Policy == policy {
			return one
		}
	}
	return nil
}

// Concerns tells whether the microphone of a user is named by a policy that is on.
func (b *Book) Concerns(user meeting.UserID) bool {
	for _, active := range b.on {
		if (active.Policy == meeting.KeepMuted || active.Policy == meeting.Floor) && one(active.UserIDs, user) {
			return true
		}
	}
	return false
}

// Set switches a policy on, instead of how it was on before. Of KeepMuted, KeepPin and Floor its
// users are in the meeting now; the floor lasts for a time.
func (b *Book) Set(s *meeting.State, policy meeting.ActivePolicy, lasts, now time.Duration) {
	b.end(policy.Policy)
	b.on = append(b.on, &active{ActivePolicy: policy})
	b.stale, b.all = true, policy.Policy != meeting.MuteOnEntry
	switch policy.Policy {
	case meeting.KeepPin:
		b.pinID, b.pinned = session(s, policy.UserIDs[0]), true
	case meeting.Floor:
		b.floorID, b.floorAt = session(s, policy.UserIDs[0]), now+lasts
	}
}

// End switches a policy off, and tells whether it was on.
func (b *Book) End(policy meeting.Policy) bool {
	was := b.of(policy) != nil
	b.end(policy)
	return was
}

func (b *Book) end(policy meeting.Policy) {
	for i, one := range b.on {
		if one.Policy == policy {
			b.on = slices.Delete(b.on, i, i+1)
			break
		}
	}
	b.stale = true
	for _, r := range b.users {
		r.forget(policy)
	}
	switch policy {
	case meeting.KeepPin:
		b.pinID, b.pinned = "", false
	case meeting.Floor:
		b.near = append(b.near, b.floorID) // who may be kept muted again
		b.floorID, b.floorAt = "", never
	}
	if len(b.on) == 0 {
		b.users, b.near, b.all = nil, nil, false
	}
}

// forget has a policy begin anew for somebody.
func (r *record) forget(policy meeting.Policy) {
	switch policy {
	case meeting.MuteOnEntry:
		r.entered = 0
	case meeting.KeepMuted:
		r.muted, r.yieldedFor[0] = 0, false
	case meeting.Admit:
		r.admitted, r.yieldedFor[1] = 0, false
	case meeting.KeepOut:
		r.keptOut, r.yieldedFor[1] = 0, false
	}
}

// session is the id of a user who is in the meeting, "" when they are not.
func session(s *meeting.State, user meeting.UserID) meeting.ParticipantID {
	if user == s.Self.UserID {
		return s.Self.ID
	}
	for p := range s.Joined.All() {
		if p.UserID == user {
			return p.ID
		}
	}
	return ""
}

//go:noinline
func (b *Book) record(user meeting.UserID) *record {
	r := b.users[user]
	if r == nil {
		if b.users == nil {
			b.users = map[meeting.UserID]*record{}
		}
		r = &record{}
		b.users[meeting.UserID(strings.Clone(string(user)))] = r
	}
	return r
}

// Observe takes in what the meeting has shown. Policies end with the meeting, and when another
// takes its place; it returns those that did.
func (b *Book) Observe(seen *proof.Observation, now time.Duration) (ended []meeting.Policy) {
	if len(b.on) == 0 {
		return nil
	}
	if seen.Over != "" || seen.Moved {
		for _, one := range b.on {
			ended = append(ended, one.Policy)
			b.yields = append(b.yields, meeting.Yield{Policy: one.Policy})
		}
		*b = Book{floorAt: never, yields: b.yields, stale: true}
		return ended
	}
	b.all = b.all || seen.Reset
	if seen.After.PinnedID != seen.Before.PinnedID {
		b.pinned = true
	}
	entry := b.of(meeting.MuteOnEntry) != nil
	if len(b.users) > mostUsers {
		b.clear(now)
	}
	for i := range seen.Changes {
		c := &seen.Changes[i]
		before, after := seen.Before.Joined, seen.After.Joined
		if c.Waits {
			before, after = seen.Before.Waitlisted, seen.After.Waitlisted
		}
		was, is := before.Get(c.ID), after.Get(c.ID)
		if is == nil {
			if was != nil && entry && !c.Waits {
				b.record(was.UserID).went = now
			}
			if was != nil && b.users[was.UserID] != nil {
				b.users[was.UserID].underWay = false
			}
			continue
		}
		b.near = append(b.near, c.ID)
		if was == nil && entry && !c.Waits {
			r := b.record(is.UserID)
			if r.went == 0 || now-r.went > comeBack {
				r.entered = now + entryTime
			}
		}
	}
	return nil
}

// clear forgets who went and would be new.
func (b *Book) clear(now time.Duration) {
	for user, r := range b.users {
		if r.went != 0 && now-r.went > comeBack && r.muted+r.admitted+r.keptOut == 0 {
			delete(b.users, user)
		}
	}
}

// Ended takes in how a command ended, of a policy or not: whom it was about is looked at again.
// What is pinned by a person is kept from then on.
func (b *Book) Ended(s *meeting.State, ended *meeting.Ended) {
	if len(b.on) == 0 {
		return
	}
	rows := ended.Outcome.Targets
	for i := range rows {
		if r := b.users[rows[i].UserID]; r != nil {
			r.underWay = false
		}
		b.near = append(b.near, rows[i].ID)
	}
	if ended.Err != nil {
		b.Refused(s, ended.Command)
	}
	pin := b.of(meeting.KeepPin)
	b.pinned = b.pinned || pin != nil
	if pin == nil || ended.ByPolicy || ended.Err != nil || ended.Outcome.Status != meeting.StatusConfirmed || len(rows) == 0 {
		return
	}
	switch ended.Command.Action {
	case meeting.Pin:
		pin.UserIDs, pin.Name, pin.tries = []meeting.UserID{rows[0].UserID}, rows[0].Name, 0
		b.pinID, b.stale = rows[0].ID, true
	case meeting.Unpin:
		b.end(meeting.KeepPin)
	}
}

// Refused takes in that a command could not be sent, or failed as a whole: those it names are
// looked at again.
func (b *Book) Refused(s *meeting.State, command meeting.Command) {
	b.pinned = true
	for _, id := range append(command.Targets, command.Target) {
		p := s.Joined.Get(id)
		if p == nil {
			p = s.Waitlisted.Get(id)
		}
		if p == nil {
			continue
		}
		if r := b.users[p.UserID]; r != nil {
			r.underWay = false
		}
		b.near = append(b.near, id)
	}
}

// Wake is when Due has something to do next by itself.
func (b *Book) Wake() time.Duration {
	if b.blocked {
		return never
	}
	return b.floorAt
}

// Yields are the policies that gave up since it was last asked.
func (b *Book) Yields() []meeting.Yield {
	yields := b.yields
	b.yields = nil
	return yields
}

// Changed tells that Enter or Yields have something new.
func (b *Book) Changed() bool { return b.stale || len(b.yields) > 0 }

// Enter enters into a state which policies are on, where that is news.
func (b *Book) Enter(s *meeting.State) {
	if !b.stale {
		return
	}
	b.stale = false
	s.Policies = nil
	for _, one := range b.on {
		listed := one.ActivePolicy
		listed.Yielded = append([]meeting.ParticipantID(nil), one.Yielded...)
		s.Policies = append(s.Policies, listed)
	}
}
