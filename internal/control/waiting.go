package control

import "github.com/gavel-rtc/gavel/wasm/meeting"

// comeBackWithin is for how long somebody who went from the waiting room may come back, with
// the same id, as if they had been there all the time: their connection broke.
const comeBackWithin = 60_000

// waiting knows since when people wait to be let in, or for the stage. All times are in
// milliseconds of Unix time.
type waiting struct {
	gone map[meeting.ParticipantID]absence
	// began are those who began to wait with the facts that were folded last.
	began   []meeting.ParticipantID
	some    bool // somebody waits
	hasRead bool
}

// absence is of somebody who waited since a time, and went.
type absence struct{ since, went int64 }

// begin forgets who went too long ago. The time while one's own connection is away, and
// nobody can be seen to wait, does not count.
func (w *waiting) begin(away bool, now int64) {
	w.began = nil
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
	w.some = true
	if known != nil && known.Since != 0 {
		return known.Since
	}
	if was, found := w.gone[id]; found {
		delete(w.gone, id)
		return was.since
	}
	w.began = append(w.began, id)
	return now
}

// end remembers who went. What is seen for the first time, and what is of no use to know, is
// not told as a beginning.
func (w *waiting) end(before, after meeting.Roster, tell bool, now int64) {
	if w.some {
		w.remember(before, after, now)
	}
	if !w.hasRead || !tell {
		w.began = nil
	}
	w.hasRead = true
}

func (w *waiting) remember(before, after meeting.Roster, now int64) {
	for then, still := range after.Changes(before) {
		if still == nil && then.Since != 0 {
			if w.gone == nil {
				w.gone = map[meeting.ParticipantID]absence{}
			}
			w.gone[then.ID] = absence{then.Since, now}
		}
	}
}
