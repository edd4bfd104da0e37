package control

import "github.com/gavel-rtc/gavel/wasm/meeting"

// patched adds a patch to what is known to be set: of whom it was sent for, and not refused or
// without the effect that it should have shown. It does not change before.
func patched(before map[meeting.UserID]meeting.Patched, patch *meeting.PermissionsPatch, outcome *meeting.Outcome) map[meeting.UserID]meeting.Patched {
	if patch.Empty() {
		return before
	}
	after := map[meeting.UserID]meeting.Patched{}
	for user, one := range before {
		after[user] = one
	}
	for i := range outcome.Targets {
		target := &outcome.Targets[i]
		if target.Status == meeting.StatusConfirmed || target.Status == meeting.StatusSent {
			after[target.UserID] = before[target.UserID].With(patch) // of several sessions, once
		}
	}
	return after
}
