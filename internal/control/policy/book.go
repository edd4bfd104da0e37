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
	most    int                     // from how many users on some are forgotten, where that is more than mostUsers
	near    []meeting.ParticipantID // those who are to be looked at
	later   []meeting.ParticipantID // sessions of users with whose other session something is under way
	all     bool                    // everybody is to be looked at
	pinned  bool                    // the pin is
	lost    bool                    // the pin went with the connection: nobody took it
	silent  bool                    // somebody was not muted, because there are no media to do it with
	pinID   meeting.ParticipantID   // who is to stay pinned, now
	floorAt time.Duration           // when the floor ends, never without one
	yields  []meeting.Yield
	stale   bool
}

// active is a policy that is on.
type active struct {
	meeting.ActivePolicy
	tries int // of KeepPin
	// users and customs are whom it names: of one type, for less code.
	users, customs map[meeting.ParticipantID]bool
}

// record is what policies did to a user, and how often: more often than MostTries once they gave up.
type record struct {
	entered  time.Duration // until when they may be muted on entry, zero for not at all
	went     time.Duration
	muted    int
	admitted int
	keptOut  int
	underWay meeting.Action
	here     bool // while some are forgotten
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
		if (active.Policy == meeting.KeepMuted || active.Policy == meeting.Floor) && active.users[meeting.ParticipantID(user)] {
			return true
		}
	}
	return false
}

// Set switches a policy on, instead of how it was on before. Of KeepMuted, KeepPin and Floor its
// users are in the meeting now; the floor lasts for a time.
func (b *Book) Set(s *meeting.State, policy meeting.ActivePolicy, lasts, now time.Duration) {
	b.end(policy.Policy)
	one := &active{ActivePolicy: policy, users: map[meeting.ParticipantID]bool{}, customs: map[meeting.ParticipantID]bool{}}
	for _, id := range policy.UserIDs {
		one.users[meeting.ParticipantID(id)] = true
	}
	for _, id := range policy.CustomIDs {
		one.customs[meeting.ParticipantID(id)] = true
	}
	b.on = append(b.on, one)
	b.stale, b.all = true, b.all || policy.Policy != meeting.MuteOnEntry
	switch policy.Policy {
	case meeting.KeepPin:
		b.pinID, b.pinned, b.lost = session(s, policy.UserIDs[0]), true, false
	case meeting.Floor:
		b.floorAt = now + lasts
	}
}

// EndAll switches every policy off that is on, and says so.
func (b *Book) EndAll() {
	if len(b.on) == 0 {
		return
	}
	for _, one := range b.on {
		b.yields = append(b.yields, meeting.Yield{Policy: one.Policy})
	}
	*b = Book{floorAt: never, yields: b.yields, stale: true}
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
		b.pinID, b.pinned, b.lost = "", false, false
	case meeting.Floor:
		b.floorAt = never
		b.all = true // who had it may be kept muted again
	}
	if len(b.on) == 0 {
		b.users, b.near, b.later, b.all, b.silent, b.most = nil, nil, nil, false, false, 0
	}
}

// forget has a policy begin anew for somebody.
func (r *record) forget(policy meeting.Policy) {
	switch policy {
	case meeting.MuteOnEntry:
		r.entered = 0
	case meeting.KeepMuted:
		r.muted = 0
	case meeting.Admit:
		r.admitted = 0
	case meeting.KeepOut:
		r.keptOut = 0
	}
}

// session is the id of a user who is in the meeting, "" when they are not: that of who is pinned,
// where that is one of several.
func session(s *meeting.State, user meeting.UserID) meeting.ParticipantID {
	if text, _, found := s.Person(s.PinnedID); found && text.UserID == user {
		return s.PinnedID
	}
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
// takes its place.
func (b *Book) Observe(seen *proof.Observation, now time.Duration) {
	if seen.Over != "" || seen.Moved {
		b.EndAll()
	}
	if len(b.on) == 0 {
		return
	}
	if seen.Reset {
		b.all, b.pinned, b.lost = true, true, true
	}
	if seen.After.PinnedID != seen.Before.PinnedID {
		b.pinned = true
	}
	entry := b.of(meeting.MuteOnEntry) != nil
	if len(b.users) > max(mostUsers, b.most) {
		b.clear(seen.After, now)
	}
	for i := range seen.Changes {
		c := &seen.Changes[i]
		before, after := seen.Before.Joined, seen.After.Joined
		if c.Waits {
			before, after = seen.Before.Waitlisted, seen.After.Waitlisted
		}
		was, is := before.Get(c.ID), after.Get(c.ID)
		if !c.Waits && c.ID == b.pinID && (was == nil || is == nil || c.Another) && c.ID != seen.After.Self.ID {
			b.pinned, b.lost = true, true
		}
		if is == nil {
			if was != nil && entry && !c.Waits {
				b.record(was.UserID).went = now
			}
			if was != nil {
				b.free(b.users[was.UserID])
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
}

// free takes in that nothing is under way any more with somebody.
func (b *Book) free(r *record) {
	if r == nil {
		return
	}
	r.underWay = ""
	b.near, b.later = append(b.near, b.later...), nil
}

// clear forgets who is not there, and has not just left.
func (b *Book) clear(s *meeting.State, now time.Duration) {
	for _, roster := range [...]meeting.Roster{s.Joined, s.Waitlisted} {
		for p := range roster.All() {
			if r := b.users[p.UserID]; r != nil {
				r.here = true
			}
		}
	}
	for user, r := range b.users {
		if !r.here && (r.went == 0 || now-r.went > comeBack) {
			delete(b.users, user)
		}
		r.here = false
	}
	b.most = 2 * len(b.users)
}

// Ended takes in how a command ended, of a policy or not: whom it was about is looked at again.
// What is pinned by a person is kept from then on.
func (b *Book) Ended(s *meeting.State, ended *meeting.Ended) {
	if len(b.on) == 0 {
		return
	}
	rows := ended.Outcome.Targets
	for i := range rows {
		if r := b.users[rows[i].UserID]; r != nil && r.underWay == ended.Command.Action {
			b.free(r)
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
		b.pinID, b.lost, b.stale = rows[0].ID, false, true
	case meeting.Unpin:
		b.end(meeting.KeepPin)
	}
}

// Refused takes in that a command could not be sent, or failed as a whole: those it names are
// looked at again.
func (b *Book) Refused(s *meeting.State, command meeting.Command) {
	b.pinned = true
	if command.Targets == nil {
		b.refused(s, &command, command.Target)
	}
	for _, id := range command.Targets {
		b.refused(s, &command, id)
	}
}

func (b *Book) refused(s *meeting.State, command *meeting.Command, id meeting.ParticipantID) {
	p := s.Other(id)
	if p == nil {
		return
	}
	if r := b.users[p.UserID]; r != nil && r.underWay == command.Action {
		b.free(r)
	}
	b.near = append(b.near, id)
}

// Wake is when Due has something to do next by itself: never while that could not be sent.
func (b *Book) Wake(s *meeting.State) time.Duration {
	if !s.Connected() || !hasMedia(s) {
		return never
	}
	return b.floorAt
}

// hasMedia tells that oneself has what the SDK mutes and pins with.
func hasMedia(s *meeting.State) bool { return s.Room.MediaJoined && !s.Room.OnlyWatches }

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
