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
)

// Book knows who was removed. Its methods touch nothing else; the zero Book has nobody.
type Book struct {
	all     []meeting.Removed
	came    []arrival
	changed bool
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
	before := len(b.all)
	for i := range rows {
		row := &rows[i]
		if row.Status != meeting.StatusConfirmed {
			continue
		}
		b.forget(row.UserID, row.CustomID)
		b.all = append(b.all, meeting.Removed{
			UserID:   meeting.UserID(strings.Clone(string(row.UserID))),
			CustomID: meeting.CustomID(strings.Clone(string(row.CustomID))),
			Name:     strings.Clone(row.Name),
			At:       now,
		})
	}
	if len(b.all) == before && before == 0 {
		return nil
	}
	b.all = b.all[max(0, len(b.all)-most):]
	b.changed = true
	for _, one := range b.came {
		if one.at >= sent {
			back = b.meet(s, one.id, back)
		}
	}
	return back
}

// forget drops the entries of a user and of a custom id.
func (b *Book) forget(user meeting.UserID, custom meeting.CustomID) {
	var rest []meeting.Removed
	for _, one := range b.all {
		if !is(&one, user, custom) {
			rest = append(rest, one)
		}
	}
	b.all = rest
}

// is tells that somebody with these ids is the one who was removed.
func is(one *meeting.Removed, user meeting.UserID, custom meeting.CustomID) bool {
	return one.UserID == user || one.CustomID != "" && one.CustomID == custom
}

// meet takes in that somebody is there.
func (b *Book) meet(s *meeting.State, id meeting.ParticipantID, back []meeting.Removed) []meeting.Removed {
	p := s.Joined.Get(id)
	if p == nil {
		p = s.Waitlisted.Get(id)
	}
	if p == nil {
		return back
	}
	for i := range b.all {
		if one := &b.all[i]; one.Back != id && is(one, p.UserID, p.CustomID) {
			told := one.Back != ""
			one.Back, b.changed = id, true
			if !told { // who was let in has been told of while they waited
				back = append(back, *one)
			}
		}
	}
	return back
}

// Observe takes in what the meeting has shown, and returns those who are back with that. In a
// meeting that takes the place of another those who were removed stay known.
func (b *Book) Observe(seen *proof.Observation, now time.Duration) (back []meeting.Removed) {
	if len(b.all) > 0 {
		b.leave(seen.After)
	}
	for i := range seen.Changes {
		if len(b.all) == 0 && seen.Reset {
			break
		}
		c := &seen.Changes[i]
		if c.Gone || seen.Before.Joined.Get(c.ID) != nil && !c.Waits || c.Waits && seen.Before.Waitlisted.Get(c.ID) != nil {
			continue
		}
		if !seen.Reset {
			b.came = append(b.came[max(0, len(b.came)+1-arrivals):], arrival{c.ID, now})
		}
		if len(b.all) > 0 {
			back = b.meet(seen.After, c.ID, back)
		}
	}
	return back
}

// leave takes in who of those who were back is not there any more.
func (b *Book) leave(s *meeting.State) {
	for i := range b.all {
		if one := &b.all[i]; one.Back != "" && s.Joined.Get(one.Back) == nil && s.Waitlisted.Get(one.Back) == nil {
			one.Back, b.changed = "", true
		}
	}
}

// Recall takes in who was removed before the page was loaded anew.
func (b *Book) Recall(s *meeting.State, all []meeting.Removed) (back []meeting.Removed) {
	b.all = append(all, b.all...)
	b.all = b.all[max(0, len(b.all)-most):]
	b.changed = true
	for p := range s.Joined.All() {
		back = b.meet(s, p.ID, back)
	}
	for p := range s.Waitlisted.All() {
		back = b.meet(s, p.ID, back)
	}
	return back
}

// Enter enters into a state who was removed, where that is news.
func (b *Book) Enter(s *meeting.State) {
	if b.changed {
		b.changed = false
		s.Removed = append([]meeting.Removed(nil), b.all...)
	}
}

// Changed tells that Enter has something to enter.
func (b *Book) Changed() bool { return b.changed }
