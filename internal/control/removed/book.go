// Package removed remembers who was removed from a meeting, and sees who of them comes back.
package removed

import (
	"strings"
	"time"

	"github.com/gavel-rtc/gavel/internal/control/proof"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

const (
	// most is how many are remembered, the last ones.
	most = 1_000
	// arrivals is how many of those who came last are kept for a removal that is not proven yet.
	arrivals = 256
	// gap is for how long who is back may be away, with the same id, and is not back anew: between
	// the waiting room and the meeting, or because their connection broke.
	gap = 10 * time.Second
)

// Book knows who was removed. Its methods touch nothing else; the zero Book has nobody.
type Book struct {
	all     []person
	came    []arrival
	changed bool
}

// person is somebody who was removed; was is who they were when they were back last, and went when.
type person struct {
	meeting.Removed
	was  meeting.ParticipantID
	went time.Duration
}

// arrival is somebody who came, and when. That somebody was removed is proven seconds after they
// went, and by then they may be back.
type arrival struct {
	id meeting.ParticipantID
	at time.Duration
}

// Remove takes in how a command ended that removes people and was sent at a time: those who are
// gone are remembered. It returns those who are back already.
func (b *Book) Remove(s *meeting.State, rows []meeting.TargetOutcome, sent time.Duration, now int64) (back []meeting.Removed) {
	gone := 0
	for i := range rows {
		if rows[i].Status == meeting.StatusConfirmed {
			gone++
		}
	}
	if gone == 0 {
		return nil
	}
	for i := range rows {
		row := &rows[i]
		if row.Status != meeting.StatusConfirmed {
			continue
		}
		if gone--; gone >= most {
			continue // there are enough behind it
		}
		b.forget(row.UserID, row.CustomID)
		b.add(meeting.Removed{
			UserID:   meeting.UserID(strings.Clone(string(row.UserID))),
			CustomID: meeting.CustomID(strings.Clone(string(row.CustomID))),
			Name:     strings.Clone(row.Name),
			At:       now,
		})
	}
	for _, one := range b.came {
		if one.at > sent {
			back = b.meet(s, one.id, one.at, back)
		}
	}
	return back
}

func (b *Book) add(one meeting.Removed) {
	b.all = append(b.all[max(0, len(b.all)+1-most):], person{Removed: one})
	b.changed = true
}

// forget drops the entries of a user and of a custom id.
func (b *Book) forget(user meeting.UserID, custom meeting.CustomID) {
	rest := b.all[:0]
	for i := range b.all {
		if one := &b.all[i]; !is(one, user, custom) {
			rest = append(rest, *one)
		}
	}
	b.all = rest
}

// is tells that somebody with these ids is the one who was removed.
func is(one *person, user meeting.UserID, custom meeting.CustomID) bool {
	return one.UserID == user || one.CustomID != "" && one.CustomID == custom
}

// meet takes in that somebody is there.
func (b *Book) meet(s *meeting.State, id meeting.ParticipantID, now time.Duration, back []meeting.Removed) []meeting.Removed {
	p := s.Other(id)
	if p == nil {
		return back
	}
	for i := range b.all {
		one := &b.all[i]
		if one.Back != "" || !is(one, p.UserID, p.CustomID) {
			continue
		}
		one.Back, b.changed = id, true
		if one.was != id || now-one.went > gap { // who was let in has been told of while they waited
			back = append(back, one.Removed)
		}
	}
	return back
}

// Observe takes in what the meeting has shown, and returns those who are back with that. In a
// meeting that takes the place of another those who were removed stay known.
func (b *Book) Observe(seen *proof.Observation, now time.Duration) (back []meeting.Removed) {
	b.leave(seen.After, now)
	for i := range seen.Changes {
		if len(b.all) == 0 && seen.Reset {
			break
		}
		c := &seen.Changes[i]
		if c.Gone || seen.Before.Joined.Get(c.ID) != nil && !c.Waits || c.Waits && seen.Before.Waitlisted.Get(c.ID) != nil || c.ID == seen.After.Self.ID {
			continue
		}
		b.came = append(b.came[max(0, len(b.came)+1-arrivals):], arrival{c.ID, now})
		if len(b.all) > 0 {
			back = b.meet(seen.After, c.ID, now, back)
		}
	}
	return back
}

// leave takes in who of those who were back is not there any more.
func (b *Book) leave(s *meeting.State, now time.Duration) {
	for i := range b.all {
		if one := &b.all[i]; one.Back != "" && s.Other(one.Back) == nil {
			one.was, one.went = one.Back, now
			one.Back, b.changed = "", true
		}
	}
}

// Recall takes in who was removed before the page was loaded anew.
func (b *Book) Recall(s *meeting.State, all []meeting.Removed) (back []meeting.Removed) {
	for i := range all {
		b.forget(all[i].UserID, all[i].CustomID)
		b.add(all[i])
	}
	for _, roster := range [...]meeting.Roster{s.Joined, s.Waitlisted} {
		for p := range roster.All() {
			back = b.meet(s, p.ID, 0, back)
		}
	}
	return back
}

// Enter enters into a state who was removed, where that is news.
func (b *Book) Enter(s *meeting.State) {
	if !b.changed {
		return
	}
	b.changed = false
	s.Removed = make([]meeting.Removed, len(b.all))
	for i := range b.all {
		s.Removed[i] = b.all[i].Removed
	}
}
