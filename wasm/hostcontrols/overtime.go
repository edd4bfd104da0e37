//go:build js && wasm

package hostcontrols

import "github.com/gavel-rtc/gavel/wasm/meeting"

// SetPolicy switches a policy on, in the place of how it was on before: it goes on while the page
// is open and the meeting lasts. Errors are [*meeting.Error]: of [meeting.ReasonBadInput] for what
// the policy does not take, [meeting.ReasonNoSuchParticipant] and [meeting.ReasonIsSelf] of whom it
// is about, and as those of an action where the preset does not grant what it is for.
func (h *HostControls) SetPolicy(setting meeting.PolicySetting) error {
	return h.shared.controller.SetPolicy(setting)
}

// EndPolicy switches a policy off. One that is off stays off.
func (h *HostControls) EndPolicy(policy meeting.Policy) { h.shared.controller.EndPolicy(policy) }

// FormerPolicies switches those policies on again that were on before the page was loaded anew
// ([meeting.State.Former]), as far as they may be, or has them forgotten.
func (h *HostControls) FormerPolicies(again bool) { h.shared.controller.FormerPolicies(again) }

// Journal returns what was done and seen, in order: the entries with a number above one, the last
// 10,000 at most. New ones come with [meeting.Update.Entries].
func (h *HostControls) Journal(since int) []meeting.JournalEntry {
	return h.shared.controller.Journal(since)
}

// JournalNumbers are those of the oldest entry that is kept and of the newest.
func (h *HostControls) JournalNumbers() (first, last int) {
	return h.shared.controller.JournalNumbers()
}

// JournalEntry returns the entry with a number, and false where it is not kept.
func (h *HostControls) JournalEntry(number int) (meeting.JournalEntry, bool) {
	return h.shared.controller.JournalEntry(number)
}

// Memory returns text for [HostControls.Recall], to be kept while the page is loaded anew: the
// last entries of the journal, as many as are asked for, who was removed, the policies that are
// on, and what is still to be given back to somebody. Names are in it, tokens are not.
func (h *HostControls) Memory(entries int) string { return h.shared.controller.Memory(entries) }

// Recall takes in what Memory returned. What is older than an hour, or of another user, changes
// nothing; nor does it where something has been done in this meeting before.
func (h *HostControls) Recall(memory string) { h.shared.controller.Recall(memory) }
