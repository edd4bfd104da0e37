package control

import (
	"slices"

	"github.com/gavel-rtc/gavel/internal/control/locks"
	"github.com/gavel-rtc/gavel/internal/control/proof"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func (f Facts) empty() bool {
	return f.Broken == nil && !f.Reset && len(f.Events) == 0 && len(f.Joined) == 0 && len(f.Waitlisted) == 0 && f.Self == nil && f.Room == nil &&
		len(f.Messages) == 0 && !f.MessagesAnew && f.Polls == nil && f.Plugins == nil && f.ConnectedMeetings == nil
}

// fold adds a batch of facts to a state, and tells what was observed. It changes neither. now
// is the time on the clock, for those who wait to be let in and those who ask for the stage.
func fold(before *meeting.State, facts Facts, waits, asks *waiting, now int64) (*meeting.State, *proof.Observation) {
	next := *before
	if facts.Room != nil {
		next.Room = *facts.Room
	}
	seen := &proof.Observation{Before: before, After: &next, Reset: facts.Reset}
	unread := before.Stale
	for _, event := range facts.Events {
		switch event.Kind {
		case RoomLeft:
			seen.Blind = true
			seen.Over = overState(event.State)
		case ParticipantsCleared:
			unread = true
		case MeetingChanged:
			seen.Moved = true
			next.Patched = nil // it was set in the other one
		case Wrote:
			seen.Wrote = append(seen.Wrote, event.User)
		}
	}
	if seen.Over == "" {
		seen.Over = overState(next.Room.State)
	}
	if before.Room.State.Over() {
		seen.Over = ""
	}
	next.Stale = next.Away() || unread && !facts.Reset
	seen.Blind = seen.Blind || seen.Moved || seen.Over != "" || facts.Reset || unread || next.Stale

	if facts.Reset {
		next.PinnedID = ""
	}
	waits.begin(before.Stale, now)
	next.Waitlisted = foldRoster(before.Waitlisted, facts.Reset, facts.Waitlisted, nil, seen, func(p, known *meeting.Participant) { p.Since = waits.since(p.ID, known, now) })
	asks.begin(before.Stale, now)
	next.Joined = foldRoster(before.Joined, facts.Reset, facts.Joined, &next.PinnedID, seen, func(p, known *meeting.Participant) {
		if p.Stage == meeting.RequestedToJoinStage {
			p.Since = asks.since(p.ID, known, now)
		}
	})
	if facts.Self != nil {
		foldSelf(&next, facts.Self, seen)
	}
	FoldThings(&next, &facts)
	may := next.Self.Permissions
	waits.end(before.Waitlisted, next.Waitlisted, !seen.Moved && may.Has(meeting.AcceptWaitingRequests), now)
	asks.end(before.Joined, next.Joined, !seen.Moved && may.Has(meeting.AcceptStageRequests), now)
	return &next, seen
}

// overState returns a room state that is the end, and "" for others.
func overState(state meeting.RoomState) meeting.RoomState {
	if state.Over() {
		return state
	}
	return ""
}

// foldRoster folds changes into a roster and notes what they show. Of those who wait to be
// let in pinned is nil. wait says since when somebody waits, or asks.
func foldRoster(before meeting.Roster, reset bool, changes []Change, pinned *meeting.ParticipantID, seen *proof.Observation, wait func(p, known *meeting.Participant)) meeting.Roster {
	if len(changes) == 0 && !reset {
		return before
	}
	from := before
	if reset {
		from = meeting.Roster{}
	}
	edit := from.Edit()
	edit.Expect(len(changes))
	seen.Changes = slices.Grow(seen.Changes, len(changes)+1)
	people := make([]meeting.Participant, len(changes)) // one for each would take longer
	for i, change := range changes {
		known := before.Get(change.ID)
		shown := changeOf(change.ID, change.Edges)
		shown.Waits, shown.Gone, shown.Stage = pinned == nil, change.Gone, change.Stage
		if change.Gone {
			edit.Remove(change.ID)
		} else {
			fresh := &people[i]
			fresh.ID, fresh.Flags, fresh.Stage = change.ID, change.Flags, change.Stage
			switch {
			case change.Text != nil:
				fresh.Text = *change.Text
			case known != nil:
				fresh.Text = known.Text
			}
			fresh.Seen = (change.Flags | shown.WentOff) & locks.Devices
			if known != nil {
				fresh.Seen |= known.Seen
				fresh.Spoken = known.Spoken
			}
			if known != nil && !shown.Another {
				fresh.Locked = known.Locked
			}
			wait(fresh, known)
			edit.Put(fresh)
			if known != nil && !shown.Another {
				addFlags(&shown, known.Flags, change.Flags)
			}
		}
		if pinned != nil {
			foldPin(pinned, change.ID, !change.Gone && change.Flags.Has(meeting.Pinned))
		}
		seen.Changes = append(seen.Changes, shown)
	}
	return edit.Done()
}

func foldSelf(next *meeting.State, change *SelfChange, seen *proof.Observation) {
	shown := changeOf(change.ID, change.Edges)
	if next.Self.ID == change.ID {
		addFlags(&shown, next.Self.Flags, change.Flags)
	}
	shown.Stage = change.Stage
	next.Self = change.Self
	foldPin(&next.PinnedID, change.ID, change.Flags.Has(meeting.Pinned))
	seen.Changes = append(seen.Changes, shown)
}

func foldPin(pinned *meeting.ParticipantID, id meeting.ParticipantID, isPinned bool) {
	switch {
	case isPinned:
		*pinned = id
	case *pinned == id:
		*pinned = ""
	}
}

// changeOf returns what edges show of somebody.
func changeOf(id meeting.ParticipantID, edges Edge) proof.Change {
	change := proof.Change{ID: id, Another: edges&(EdgeLeft|EdgeReplaced) != 0}
	for _, step := range [...]struct {
		edge Edge
		flag meeting.Flags
	}{{EdgeAudioOff, meeting.AudioOn}, {EdgeVideoOff, meeting.VideoOn}, {EdgeScreenShareOff, meeting.ScreenShareOn}, {EdgeUnpinned, meeting.Pinned}} {
		if edges&step.edge != 0 {
			change.WentOff |= step.flag
		}
	}
	if edges&EdgePinned != 0 {
		change.WentOn = meeting.Pinned
	}
	return change
}

// addFlags adds what the step from one set of flags to the next shows.
func addFlags(change *proof.Change, before, after meeting.Flags) {
	change.WentOff |= before &^ after
	change.WentOn |= after &^ before & meeting.Pinned
}
