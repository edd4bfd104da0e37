package section

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// rank groups the list: the lower, the further up.
type rank uint8

const (
	rankSelf rank = iota
	rankPinned
	rankAsking // for the stage
	rankRest
)

// place is where somebody belongs in the list. No two people have the same.
type place struct {
	// begin has the rank and the first 15 bytes of the key: in a browser most of the time
	// that sorting takes goes into comparing strings.
	begin [2]uint64
	key   string
	name  string // of those who have the same key: small letters are above capitals
	came  int    // of two who are called the same, who came first is above
}

func (p *place) compare(other *place) int {
	for i := range p.begin {
		if p.begin[i] != other.begin[i] {
			return cmp.Compare(p.begin[i], other.begin[i])
		}
	}
	if by := strings.Compare(p.key, other.key); by != 0 {
		return by
	}
	if by := strings.Compare(other.name, p.name); by != 0 {
		return by
	}
	return cmp.Compare(p.came, other.came)
}

// placeOfPerson sorts people: oneself, who is pinned, who asks for the stage, and the rest by name.
func placeOfPerson(p *meeting.Participant, isSelf bool, came int) place {
	key := p.SearchKey
	for key != "" && key[0] == ' ' {
		key = key[1:]
	}
	return place{begin: beginOf(rankOf(p, isSelf), key), key: key, name: p.Name, came: came}
}

func rankOf(p *meeting.Participant, isSelf bool) rank {
	switch {
	case isSelf:
		return rankSelf
	case p.Flags.Has(meeting.Pinned):
		return rankPinned
	case p.Stage == meeting.RequestedToJoinStage:
		return rankAsking
	}
	return rankRest
}

func beginOf(rank rank, key string) [2]uint64 {
	begin := [2]uint64{uint64(rank)}
	for i := range 15 {
		half := &begin[(i+1)/8]
		*half <<= 8
		if i < len(key) {
			*half |= uint64(key[i])
		}
	}
	return begin
}

// entry is one row of the list.
type entry struct {
	person *meeting.Participant
	isSelf bool
	came   int   // who comes again comes last, though the row stays while the list is held
	place  place // what it was sorted in by
	// late entries came while the list was held and stand at its end.
	late bool
	// gone entries left while the list was held and keep their row until then.
	gone bool
}

// order is the list of people who match the search, sorted. While it is held
// nobody in it moves: whoever is new comes last, and whoever leaves keeps their
// row. Adding or changing one costs a binary search.
type order struct {
	placeOf   func(p *meeting.Participant, isSelf bool, came int) place
	words     []string                          // all of which the search key must contain
	only      func(p *meeting.Participant) bool // nil: everybody
	held      bool
	entries   []*entry // sorted by place, but for the late ones at the end
	late      int
	came      int                              // how many did
	byID      map[meeting.ParticipantID]*entry // nil until somebody is looked up
	unsettled []*entry                         // not late, and no longer where they belong
}

// words splits a query at its spaces. (strings.Fields would bring Unicode's tables.)
func words(query string) []string {
	var all []string
	for query != "" {
		word, rest, _ := strings.Cut(query, " ")
		if word != "" {
			all = append(all, word)
		}
		query = rest
	}
	return all
}

func (o *order) matches(p *meeting.Participant) bool {
	if o.only != nil && !o.only(p) {
		return false
	}
	for _, word := range o.words {
		if !strings.Contains(p.SearchKey, word) {
			return false
		}
	}
	return true
}

// rebuild makes the list anew of everybody, sorted; what was held is let go.
func (o *order) rebuild(self *meeting.Participant, joined meeting.Roster) {
	var found []entry
	if len(o.words) == 0 && o.only == nil {
		found = make([]entry, 0, joined.Len()+1)
	}
	o.late, o.came, o.unsettled, o.byID = 0, 0, nil, nil
	add := func(p *meeting.Participant, isSelf bool) {
		came := o.comes()
		if o.matches(p) {
			found = append(found, entry{person: p, isSelf: isSelf, came: came, place: o.placeOf(p, isSelf, came)})
		}
	}
	if self != nil {
		add(self, true)
	}
	for p := range joined.All() {
		add(p, false)
	}
	o.entries = sortedByPlace(found)
}

// sortedByPlace sorts those who are found.
func sortedByPlace(found []entry) []*entry {
	sorted := make([]*entry, len(found))
	for i := range found {
		sorted[i] = &found[i]
	}
	slices.SortFunc(sorted, byPlace)
	return sorted
}

func byPlace(a, b *entry) int { return a.place.compare(&b.place) }

// rearrange sorts everybody anew, where that is by something else than before. The list is not held.
func (o *order) rearrange() {
	for _, e := range o.entries {
		e.place = o.placeOf(e.person, e.isSelf, e.came)
	}
	slices.SortFunc(o.entries, byPlace)
}

// entryOf finds somebody's row. The index is made when it is first needed: a search
// makes a new list with each keystroke, and most ask for nobody.
func (o *order) entryOf(id meeting.ParticipantID) *entry {
	if o.byID == nil {
		o.byID = make(map[meeting.ParticipantID]*entry, len(o.entries))
		for _, e := range o.entries {
			o.byID[e.person.ID] = e
		}
	}
	return o.byID[id]
}

// put adds somebody or takes in how they are now.
func (o *order) put(p *meeting.Participant, isSelf bool) {
	known := o.entryOf(p.ID)
	if known == nil {
		if o.matches(p) {
			o.add(p, isSelf, o.comes())
		}
		return
	}
	back := known.gone
	known.person, known.gone = p, false
	if back {
		known.came = o.comes()
	}
	if back || known.late || o.placeOf(p, isSelf, known.came) == known.place && o.matches(p) {
		return
	}
	o.unsettle(known)
}

// comes counts one more who came, and tells how many did.
func (o *order) comes() int {
	o.came++
	return o.came
}

func (o *order) add(p *meeting.Participant, isSelf bool, came int) {
	e := &entry{person: p, isSelf: isSelf, came: came, place: o.placeOf(p, isSelf, came)}
	o.byID[p.ID] = e
	if o.held {
		e.late = true
		o.late++
		o.entries = append(o.entries, e)
		return
	}
	at, _ := o.search(e.place)
	o.entries = slices.Insert(o.entries, at, e)
}

// remove takes somebody out; while the list is held, their row stays.
func (o *order) remove(id meeting.ParticipantID) {
	if e := o.entryOf(id); e != nil {
		e.gone = true
		if !e.late {
			o.unsettle(e)
		}
	}
}

func (o *order) unsettle(e *entry) {
	o.unsettled = append(o.unsettled, e)
	if !o.held {
		o.settle()
	}
}

// hold keeps everybody where they are until it is called with false.
func (o *order) hold(held bool) {
	o.held = held
	if !held {
		o.settle()
	}
}

// settle puts everybody where they belong.
func (o *order) settle() {
	late := slices.Clone(o.entries[len(o.entries)-o.late:])
	o.entries = o.entries[:len(o.entries)-o.late]
	o.late = 0
	moved := o.unsettled
	o.unsettled = nil
	for _, e := range moved {
		if at, found := o.search(e.place); found {
			o.entries = slices.Delete(o.entries, at, at+1)
		}
	}
	for _, e := range append(late, moved...) {
		if o.byID[e.person.ID] != e {
			continue // was in the list of the moved twice
		}
		delete(o.byID, e.person.ID)
		if e.gone || !o.matches(e.person) {
			continue
		}
		o.add(e.person, e.isSelf, e.came)
	}
}

// search finds a place among the sorted entries.
func (o *order) search(p place) (at int, found bool) {
	return slices.BinarySearchFunc(o.entries[:len(o.entries)-o.late], p, func(e *entry, p place) int { return e.place.compare(&p) })
}

// index returns the row of somebody in the list, and false for those who are not in it.
func (o *order) index(id meeting.ParticipantID) (at int, found bool) {
	e := o.entryOf(id)
	switch {
	case e == nil:
		return 0, false
	case e.late:
		return slices.Index(o.entries, e), true
	}
	return o.search(e.place)
}
