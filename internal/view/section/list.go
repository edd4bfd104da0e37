package section

import "github.com/gavel-rtc/gavel/wasm/meeting"

// manyChanges is from how many changes on a list is sorted anew.
const manyChanges = 256

// List is a list of people of which a page has only the rows that are visible, and the one
// with the list's tab stop.
type List struct {
	order order
	draw  func(e *entry) *Row

	first, count int    // the visible rows
	drawn        []*Row // those of the last Shown
	drawnOf      rowBasis
	active       meeting.ParticipantID
	activeAt     int // where the active row was last
	focused      int
}

func newList(placeOf func(p *meeting.Participant, isSelf bool, came int) place, draw func(e *entry) *Row) List {
	l := List{draw: draw}
	l.order.placeOf = placeOf
	l.order.rebuild(nil, meeting.Roster{})
	return l
}

// Shown is a list as it is to be seen. It never changes.
type Shown struct {
	Size    int // rows, visible or not
	Stale   bool
	Active  meeting.ParticipantID // the row that has the list's tab stop
	Focused int                   // counts the times the active row is to take the focus
	Rows    []*Row                // of the window, and the active one, by place
}

// follow brings the list up to date with a roster, and calls each with everybody who came,
// changed or left. When many have, the list has to be rebuilt.
func (l *List) follow(before, after meeting.Roster, each func(then, now *meeting.Participant)) (changed int, many bool) {
	came := after.Len() - before.Len()
	many = max(came, -came) > manyChanges
	for then, now := range after.Changes(before) {
		each(then, now)
		changed++
		many = many || changed > manyChanges
		switch {
		case many:
		case now == nil:
			l.order.remove(then.ID)
		default:
			l.order.put(now, false)
		}
	}
	return changed, many
}

// Look tells which rows are visible: count rows from first on.
func (l *List) Look(first, count int) { l.first, l.count = max(0, first), max(0, count) }

// Aim tells whether the person is about to use the list: then nobody in it moves.
func (l *List) Aim(aiming bool) { l.order.hold(aiming) }

// Activate makes somebody's row the one with the list's tab stop.
func (l *List) Activate(id meeting.ParticipantID) {
	if at, found := l.order.index(id); found {
		l.active, l.activeAt = id, at
	}
}

// Move moves the focus by rows up or down, as far as there are any.
func (l *List) Move(by int) {
	size := len(l.order.entries)
	if size == 0 {
		return
	}
	l.settleActive()
	l.activeAt = min(max(0, l.activeAt+by), size-1)
	l.active = l.order.entries[l.activeAt].person.ID
	l.focused++
}

// settleActive finds the active row again, or the one that took its place.
func (l *List) settleActive() {
	if l.activeAt < len(l.order.entries) && l.order.entries[l.activeAt].person.ID == l.active {
		return
	}
	if l.active != "" {
		if at, found := l.order.index(l.active); found {
			l.activeAt = at
			return
		}
	}
	l.active = ""
	if size := len(l.order.entries); size > 0 {
		l.activeAt = min(l.activeAt, size-1)
		l.active = l.order.entries[l.activeAt].person.ID
	}
}

// shown returns the list; rows are drawn where the meeting is live.
func (l *List) shown(basis rowBasis, stale, live bool) Shown {
	l.settleActive()
	shown := Shown{Size: len(l.order.entries), Stale: stale, Active: l.active, Focused: l.focused}
	if live {
		shown.Rows = l.rows(basis)
	}
	return shown
}

// rows returns the rows of the window, and the active one wherever it is. Those that have
// not changed are the same as before.
func (l *List) rows(basis rowBasis) []*Row {
	if basis != l.drawnOf || !basis.quiet {
		l.drawn = nil
	}
	size := len(l.order.entries)
	first := min(l.first, size)
	last := min(first+l.count, size)
	rows := make([]*Row, 0, last-first+1)
	if l.activeAt < first && l.active != "" {
		rows = append(rows, l.row(l.activeAt, 0))
	}
	for at := first; at < last; at++ {
		rows = append(rows, l.row(at, len(rows)))
	}
	if l.activeAt >= last && l.active != "" {
		rows = append(rows, l.row(l.activeAt, len(rows)))
	}
	l.drawn, l.drawnOf = rows, basis
	return rows
}

// row returns the row at a place in the list, which likely is that far down in the window
// as it was before.
func (l *List) row(at, likely int) *Row {
	e := l.order.entries[at]
	if likely < len(l.drawn) && l.drawn[likely].isOf(e) {
		return l.drawn[likely].movedTo(at)
	}
	for _, was := range l.drawn {
		if was.isOf(e) {
			return was.movedTo(at)
		}
	}
	row := l.draw(e)
	row.Place, row.person, row.gone = at, e.person, e.gone
	return row
}

// diff writes what has changed of a list. Rows that are no longer there go first, so that
// their elements can serve those that are new.
func (to *Shown) diff(from *Shown, name string, p *Patch) {
	if from.Size != to.Size || from.Stale != to.Stale {
		p.Op(name + ".list").Int(to.Size).Bool(to.Stale)
	}
	for i, row := range from.Rows {
		if find(to.Rows, row, i) == nil {
			p.Op(name + ".drop").String(string(row.ID))
		}
	}
	for i, row := range to.Rows {
		was := find(from.Rows, row, i)
		switch {
		case was == row:
		case was == nil || !was.looksLike(row):
			row.write(name+".row", p)
		case was.Place != row.Place:
			p.Op(name + ".place").String(string(row.ID)).Int(row.Place)
		}
	}
	if from.Active != to.Active || from.Focused != to.Focused {
		p.Op(name + ".active").String(string(to.Active)).Bool(from.Focused != to.Focused)
	}
}

// find returns the row of the same person, and looks where it is most likely first.
func find(rows []*Row, like *Row, likely int) *Row {
	if likely < len(rows) && (rows[likely] == like || rows[likely].ID == like.ID) {
		return rows[likely]
	}
	for _, row := range rows {
		if row.ID == like.ID {
			return row
		}
	}
	return nil
}
