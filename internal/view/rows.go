package view

import (
	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// rowBasis is what rows are drawn of beside the people in them. Who is in a row has not
// changed as long as the pointer to them has not.
type rowBasis struct {
	room        meeting.Room
	self        meeting.ParticipantID
	permissions meeting.Permissions
	speaking    meeting.ParticipantID
	// quiet tells that nothing is under way and no button has a mark.
	quiet bool
}

func (s *Screen) rowBasis() rowBasis {
	return rowBasis{
		room:        s.state.Room,
		self:        s.state.Self.ID,
		permissions: s.state.Self.Permissions,
		speaking:    s.speaking,
		quiet:       len(s.state.Pending) == 0 && len(s.marks) == 0,
	}
}

// rows returns the rows of the window, and the active one wherever it is. Those that have
// not changed are the same as in the last Panel.
func (s *Screen) rows() []*Row {
	basis := s.rowBasis()
	if basis != s.drawnOf || !basis.quiet {
		s.drawn = nil
	}
	size := len(s.order.entries)
	first := min(s.first, size)
	last := min(first+s.count, size)
	rows := make([]*Row, 0, last-first+1)
	if s.activeAt < first && s.active != "" {
		rows = append(rows, s.row(s.activeAt, 0))
	}
	for at := first; at < last; at++ {
		rows = append(rows, s.row(at, len(rows)))
	}
	if s.activeAt >= last && s.active != "" {
		rows = append(rows, s.row(s.activeAt, len(rows)))
	}
	s.drawn, s.drawnOf = rows, basis
	return rows
}

// row returns the row at a place in the list, which likely is that far down in the window
// as it was before.
func (s *Screen) row(at, likely int) *Row {
	e := s.order.entries[at]
	if likely < len(s.drawn) && s.drawn[likely].isOf(e) {
		return s.drawn[likely].movedTo(at)
	}
	for _, was := range s.drawn {
		if was.isOf(e) {
			return was.movedTo(at)
		}
	}
	return s.draw(at, e)
}

func (r *Row) isOf(e *entry) bool { return r.person == e.person && r.gone == e.gone }

func (r *Row) movedTo(place int) *Row {
	if r.Place == place {
		return r
	}
	moved := *r
	moved.Place = place
	return &moved
}

func (s *Screen) draw(at int, e *entry) *Row {
	p := e.person
	row := &Row{ID: p.ID, Place: at, Name: p.Name, Look: s.lookOf(p.Flags, p.Stage), person: p, gone: e.gone}
	if e.isSelf {
		row.Look |= LookSelf
	}
	if e.gone {
		row.Look |= LookGone
	}
	if p.ID == s.speaking && p.Flags.Has(meeting.AudioOn) {
		row.Look |= LookSpeaking
	}
	pin := meeting.Pin
	if p.Flags.Has(meeting.Pinned) {
		pin = meeting.Unpin
	}
	for i, name := range [4]meeting.Action{meeting.DisableAudio, meeting.DisableVideo, pin, meeting.Kick} {
		spec, _ := action.Of(name)
		if e.isSelf && spec.OnSelf == action.SelfRefused {
			continue
		}
		row.Buttons[i] = s.button(spec, p.ID)
	}
	return row
}
