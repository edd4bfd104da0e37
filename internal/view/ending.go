package view

import (
	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/view/section"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Ending is what the question before the end for everybody, or for everybody else, shows of what
// ends with that or goes on. Other questions have the zero Ending.
type Ending struct {
	Waiting    int    // how many wait to be let in
	Elsewhere  int    // how many are in connected meetings, which end as well
	Recording  string // the SDK's state, "" where nothing is recorded
	Livestream string // likewise
	Sharing    int    // how many share a screen
	Sharer     string // the name of the only one
	Typed      bool   // a word has to be typed first
}

// ending is that of a question about so many people.
func (s *Screen) ending(spec action.Spec, people int) (e Ending) {
	state := s.basis.State
	everybody := spec.Proof == action.ProofEnded
	if !everybody && !spec.Apart() {
		return e
	}
	e.Typed = s.TypeFrom > 0 && people >= s.TypeFrom
	e.Recording, e.Livestream = runs(state.Room.RecordingState), runs(state.Room.LivestreamState)
	share := func(text *meeting.Text, flags meeting.Flags) {
		if flags.Has(meeting.ScreenShareOn) && (everybody || text.UserID != state.Self.UserID) {
			e.Sharing++
			e.Sharer = text.Name
		}
	}
	share(&state.Self.Text, state.Self.Flags)
	for p := range state.Joined.All() {
		share(&p.Text, p.Flags)
	}
	if e.Sharing > 1 {
		e.Sharer = ""
	}
	if everybody {
		e.Waiting = state.Waitlisted.Len()
		e.Elsewhere = elsewhere(state)
	}
	return e
}

// elsewhere is how many are in the other connected meetings.
func elsewhere(state *meeting.State) (people int) {
	for i := range state.ConnectedMeetings {
		if one := &state.ConnectedMeetings[i]; one.ID != state.Room.MeetingID {
			people += len(one.Participants)
		}
	}
	return people
}

// runs is the state of a module that does something, "" of one that does not.
func runs(state string) string {
	if state == "IDLE" {
		return ""
	}
	return state
}

// write writes it behind the rest of the question.
func (e *Ending) write(p *section.Patch) {
	p.Bool(e.Typed).Int(e.Waiting).Int(e.Elsewhere).String(e.Recording).String(e.Livestream).Int(e.Sharing).String(e.Sharer)
}
