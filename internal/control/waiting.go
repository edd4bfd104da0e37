package control

import "github.com/gavel-rtc/gavel/wasm/meeting"

// comeBackWithin is for how long somebody who went from the waiting room may come back, with
// the same id, as if they had been there all the time: their connection broke.
const comeBackWithin = 60_000

// waiting knows since when people wait to be let in. All times are in milliseconds of Unix time.
type waiting struct {
	gone map[meeting.ParticipantID]absence
	// knocked are those who began to wait with the facts that were folded last.
	knocked []meeting.ParticipantID
	hasRead bool
}

// absence is of somebody who waited since a time, and went.
type absence struct{ since, went int64 }

// begin forgets who went too long ago. The time while one's own connection is away, and
// nobody can be seen to wait, does not count.
func (w *waiting) begin(away bool, now int64) {
	w.knocked = nil
	for id, was := range w.gone {
		switch {
		case away:
			w.gone[id] = absence{was.since, now}
		case now-was.went > comeBackWithin:
			delete(w.gone, id)
		}
	}
}

// since returns since when somebody waits who is seen to wait now. known is what was known of
// them a moment ago, nil when they were not there.
func (w *waiting) since(id meeting.ParticipantID, known *meeting.Participant, now int64) int64 {
	if known != nil {
		return known.Since
	}
	if was, found := w.gone[id]; found {
		delete(w.gone, id)
		return was.since
	}
	w.knocked = append(w.knocked, id)
	return now
}

// end remembers who went, and takes for no knock what is seen for the first time.
func (w *waiting) end(before, after *meeting.State, moved bool, now int64) {
	for then, still := range after.Waitlisted.Changes(before.Waitlisted) {
		if still == nil {
			if w.gone == nil {
				w.gone = map[meeting.ParticipantID]absence{}
			}
			w.gone[then.ID] = absence{then.Since, now}
		}
	}
	if !w.hasRead || moved || !after.Self.Permissions.Has(meeting.AcceptWaitingRequests) {
		w.knocked = nil
	}
	w.hasRead = true
}
