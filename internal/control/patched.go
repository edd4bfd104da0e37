package control

import (
	"maps"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// patched adds a patch to what is known to be set: of whom it was sent for, and not refused or
// without the effect that it should have shown. It does not change before.
func patched(before map[meeting.UserID]meeting.Patched, patch *meeting.PermissionsPatch, outcome *meeting.Outcome) map[meeting.UserID]meeting.Patched {
	if patch.Empty() {
		return before
	}
	after := maps.Clone(before)
	for i := range outcome.Targets {
		target := &outcome.Targets[i]
		if target.Status != meeting.StatusConfirmed && target.Status != meeting.StatusSent {
			continue
		}
		if after == nil {
			after = map[meeting.UserID]meeting.Patched{}
		}
		after[target.UserID] = before[target.UserID].With(patch) // of several sessions, once
	}
	return after
}
