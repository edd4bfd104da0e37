package locks

import "github.com/gavel-rtc/gavel/wasm/meeting"

// Withhold ends the rows of those to whom an unlock gives nothing: they are not locked by these
// controls, or were never seen to use it, and what was never held must not be given.
func Withhold(s *meeting.State, command *meeting.Command, rows []meeting.TargetOutcome) {
	if command.NeverSeen {
		return
	}
	what := command.What.Flag()
	seen := map[meeting.UserID]bool{} // in any session: it is given to users
	each(s.Joined, func(p *meeting.Participant) {
		if p.Locked.Has(what) && p.Seen.Has(what) {
			seen[p.UserID] = true
		}
	})
	for i := range rows {
		row := &rows[i]
		p := s.Joined.Get(row.ID)
		switch {
		case row.Status != "" || p == nil:
		case !p.Locked.Has(what):
			row.Status, row.Message.Key = meeting.StatusUnchanged, "target.not-locked"
		case !seen[p.UserID]:
			row.Status, row.Message.Key = meeting.StatusUnchanged, NeverSeen
		}
	}
}

// NeverSeen is the key of what is said about somebody who stays locked, because they were never
// seen to use it.
const NeverSeen = "target.never-seen"
