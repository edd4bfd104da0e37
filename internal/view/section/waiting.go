package section

import (
	"time"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Waiting is the section of who waits to be let in, those first who wait longest.
type Waiting struct {
	List
	basis *Basis
	// sessions has the users who wait, and sessions counts how often.
	sessions map[meeting.UserID]int
	inside   map[meeting.UserID]bool // those of them who are in the meeting as well
	version  int

	knocked arrivals
}

// firstRows is how many rows the list begins with: as many as its page shows at once.
const firstRows = 4

// NewWaiting returns the section without anybody yet.
func NewWaiting(basis *Basis) *Waiting {
	w := &Waiting{basis: basis}
	w.List = newList(placeOfWaiting, w.drawWaiting)
	w.count = firstRows
	return w
}

// placeOfWaiting sorts by since when they wait.
func placeOfWaiting(p *meeting.Participant, _ bool, came int) place {
	return place{begin: [2]uint64{uint64(p.Since)}, came: came}
}

// WaitingShown is the section as it is to be seen; with nobody in it, it is not there.
type WaitingShown struct {
	Shown
	All []Button // for all who wait
}

// Update takes in the state of the meeting, which follows before.
func (w *Waiting) Update(before *meeting.State) {
	state := w.basis.State
	if state.Waitlisted.Len() == 0 && before.Waitlisted.Len() == 0 {
		return
	}
	changed, many := w.follow(before.Waitlisted, state.Waitlisted, func(was, is *meeting.Participant) {
		if is == nil {
			w.basis.Marks.forgetPerson(was.ID)
		}
	})
	// With nobody left there is nobody to take for somebody else.
	if many || state.Waitlisted.Len() == 0 {
		w.order.rebuild(nil, state.Waitlisted)
	}
	if changed > 0 || differ(state.Joined, before.Joined) || state.Self.UserID != before.Self.UserID {
		w.meetUsers()
	}
}

func differ(a, b meeting.Roster) bool {
	for range a.Changes(b) {
		return true
	}
	return false
}

// meetUsers finds those who are here more than once: sessions of one user have one user id.
func (w *Waiting) meetUsers() {
	state := w.basis.State
	w.version++
	w.sessions, w.inside = map[meeting.UserID]int{}, map[meeting.UserID]bool{}
	for p := range state.Waitlisted.All() {
		w.sessions[p.UserID]++
	}
	if w.sessions[state.Self.UserID] > 0 {
		w.inside[state.Self.UserID] = true
	}
	for p := range state.Joined.All() {
		if w.sessions[p.UserID] > 0 {
			w.inside[p.UserID] = true
		}
	}
}

// Knock takes in who began to wait.
func (w *Waiting) Knock(ids []meeting.ParticipantID, now time.Duration) { w.knocked.begin(ids, now) }

// Expire says who has knocked when that is due, and when the next is: zero for never.
func (w *Waiting) Expire(now time.Duration) (told []meeting.Message, next time.Duration) {
	return w.knocked.expire(now, "knock", w.basis.State.Waitlisted.Get)
}

// Shown returns what is to be seen now.
func (w *Waiting) Shown() WaitingShown {
	if !w.basis.Live || len(w.order.entries) == 0 {
		return WaitingShown{}
	}
	all := w.basis.all(waitingAll)
	if all[0].State == ButtonFolded {
		return WaitingShown{}
	}
	basis := w.basis.rowBasis()
	basis.version = w.version
	return WaitingShown{Shown: w.shown(basis, w.basis.State.Stale, true), All: all}
}

// drawWaiting draws a row; who no longer waits has no buttons.
func (w *Waiting) drawWaiting(e *entry) *Row {
	if e.gone {
		return w.basis.draw(e, nil, nil, 0)
	}
	look := Look(0)
	switch {
	case w.inside[e.person.UserID]:
		look = LookInside
	case w.sessions[e.person.UserID] > 1:
		look = LookTwice
	}
	return w.basis.draw(e, waitingRow, waitingMenu, look)
}

// Diff writes what has changed since from.
func (to *WaitingShown) Diff(from *WaitingShown, p *Patch) {
	p.buttons(from.All, to.All, waitingAll)
	to.diff(&from.Shown, "waiting", p)
}
