package control

import (
	"slices"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// sight is what one batch of facts shows of effects. State tells how things
// are; sight tells what happened.
type sight struct {
	// blind batches show how things are but prove nothing: the connection was
	// away, or people were read anew.
	blind bool
	// moved tells that the meeting object was replaced; ids are new.
	moved bool
	// over is the room state with which the meeting just ended for oneself, or "".
	over    meeting.RoomState
	changes []glimpse
}

// glimpse is what a batch shows of one person, oneself included.
type glimpse struct {
	id    meeting.ParticipantID
	waits bool // to be let in, or did until gone
	gone  bool
	edges Edge
}

func (f Facts) empty() bool {
	return f.Broken == nil && !f.Reset && len(f.Events) == 0 && len(f.Joined) == 0 && len(f.Waitlisted) == 0 && f.Self == nil && f.Room == nil
}

// fold adds a batch of facts to a state. It changes neither.
func fold(before *meeting.State, facts Facts) (*meeting.State, sight) {
	next := *before
	if facts.Room != nil {
		next.Room = *facts.Room
	}
	var seen sight
	unread := before.Stale
	for _, event := range facts.Events {
		switch event.Kind {
		case RoomLeft:
			seen.blind = true
			seen.over = overState(event.State)
		case ParticipantsCleared:
			unread = true
		case MeetingChanged:
			seen.moved = true
		}
	}
	if seen.over == "" {
		seen.over = overState(next.Room.State)
	}
	if before.Room.State.Over() {
		seen.over = ""
	}
	next.Stale = next.Away() || unread && !facts.Reset
	seen.blind = seen.blind || seen.moved || seen.over != "" || facts.Reset || unread || next.Stale

	if facts.Reset {
		next.PinnedID = ""
	}
	next.Waitlisted = foldRoster(before.Waitlisted, facts.Reset, facts.Waitlisted, nil, &seen)
	next.Joined = foldRoster(before.Joined, facts.Reset, facts.Joined, &next.PinnedID, &seen)
	if facts.Self != nil {
		foldSelf(&next, facts.Self, &seen)
	}
	return &next, seen
}

// overState returns a room state that is the end, and "" for others.
func overState(state meeting.RoomState) meeting.RoomState {
	if state.Over() {
		return state
	}
	return ""
}

// foldRoster folds changes into a roster and notes what they show. pinned is nil for
// those who wait to be let in.
func foldRoster(before meeting.Roster, reset bool, changes []Change, pinned *meeting.ParticipantID, seen *sight) meeting.Roster {
	if len(changes) == 0 && !reset {
		return before
	}
	from := before
	if reset {
		from = meeting.Roster{}
	}
	edit := from.Edit()
	edit.Expect(len(changes))
	seen.changes = slices.Grow(seen.changes, len(changes)+1)
	people := make([]meeting.Participant, len(changes)) // one for each would take longer
	for i, change := range changes {
		known := before.Get(change.ID)
		edges := change.Edges
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
			edit.Put(fresh)
			if known != nil && edges&(EdgeLeft|EdgeReplaced) == 0 {
				edges |= flagEdges(known.Flags, change.Flags)
			}
		}
		if pinned != nil {
			foldPin(pinned, change.ID, !change.Gone && change.Flags.Has(meeting.Pinned))
		}
		seen.changes = append(seen.changes, glimpse{id: change.ID, waits: pinned == nil, gone: change.Gone, edges: edges})
	}
	return edit.Done()
}

func foldSelf(next *meeting.State, change *SelfChange, seen *sight) {
	edges := change.Edges
	if next.Self.ID == change.ID {
		edges |= flagEdges(next.Self.Flags, change.Flags)
	}
	next.Self = change.Self
	foldPin(&next.PinnedID, change.ID, change.Flags.Has(meeting.Pinned))
	seen.changes = append(seen.changes, glimpse{id: change.ID, edges: edges})
}

func foldPin(pinned *meeting.ParticipantID, id meeting.ParticipantID, isPinned bool) {
	switch {
	case isPinned:
		*pinned = id
	case *pinned == id:
		*pinned = ""
	}
}

// flagEdges returns what the step from one set of flags to the next shows.
func flagEdges(before, after meeting.Flags) Edge {
	var edges Edge
	off := before &^ after
	if off.Has(meeting.AudioOn) {
		edges |= EdgeAudioOff
	}
	if off.Has(meeting.VideoOn) {
		edges |= EdgeVideoOff
	}
	if off.Has(meeting.ScreenShareOn) {
		edges |= EdgeScreenShareOff
	}
	if off.Has(meeting.Pinned) {
		edges |= EdgeUnpinned
	}
	if (after &^ before).Has(meeting.Pinned) {
		edges |= EdgePinned
	}
	return edges
}
