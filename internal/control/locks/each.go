package locks

import "github.com/gavel-rtc/gavel/wasm/meeting"

// each does something with everybody. A loop in each place that needs one would be 6 KB.
//
//go:noinline
func each(people meeting.Roster, do func(p *meeting.Participant)) {
	for p := range people.All() {
		do(p)
	}
}

// only are the users of some rows.
//
//go:noinline
func only(rows []meeting.TargetOutcome, wanted func(row *meeting.TargetOutcome) bool) map[meeting.UserID]bool {
	users := make(map[meeting.UserID]bool, len(rows))
	for i := range rows {
		if wanted(&rows[i]) {
			users[rows[i].UserID] = true
		}
	}
	return users
}
