package section

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

const (
	// foundAtMost is how many people a name that is typed is taken for.
	foundAtMost = 12
	// lookedAtMost is how many people are looked at where no name is typed.
	lookedAtMost = 100
)

// How much a word of a name is worth that is typed as a whole, in part, or from its middle.
const (
	wholeWord  = 30
	beginsWord = 20
	insideWord = 10
)

// CommandLine is what a host types to have it done: its suggestions are buttons of the panel. While
// nothing is typed there is none.
type CommandLine struct {
	basis    *Basis
	readings []reading
	limit    int
	found    []*suggestion
	sure     bool
}

// NewCommandLine returns the command line, closed.
func NewCommandLine(basis *Basis) *CommandLine { return &CommandLine{basis: basis} }

// CommandLineShown is what is suggested. Sure tells that the first suggestion says what was typed,
// and whom it is about.
type CommandLineShown struct {
	All  []Suggestion
	Sure bool
}

// Suggestion is an action that may be meant, and somebody, unless it is about nobody.
type Suggestion struct {
	ID     meeting.ParticipantID
	Name   string
	Button Button
}

// reading is one way to understand what was typed.
type reading struct {
	spec   action.Spec
	points int    // how well words of it say the action; 0 where none does
	name   string // the other words, folded as the search keys are
}

// says tells whether words say the action.
func (r *reading) says() bool { return r.points > 0 }

// match is somebody whose name has the words that were typed, and how well it has them.
type match struct {
	id     meeting.ParticipantID
	name   string
	points int
}

// suggestion is a Suggestion without its button, which changes.
type suggestion struct {
	*reading
	*match
	points int // of both
	place  int // among all that fit as well
	ready  bool
}

// isSure tells that both what to do and whom it is about were said.
func (s *suggestion) isSure() bool { return s.says() && (s.reading.name != "" || s.id == "") }

// Suggest takes in what is typed as its page understands it: lines with the points of an action, the
// action, and the words of a name, with blanks between them. No more than limit are suggested.
func (c *CommandLine) Suggest(lines string, limit int) {
	c.readings, c.limit, c.found, c.sure = nil, limit, nil, false
	for lines != "" {
		var line string
		line, lines, _ = strings.Cut(lines, "\n")
		points, line, _ := strings.Cut(line, " ")
		name, words, _ := strings.Cut(line, " ")
		spec, known := action.Of(meeting.Action(name))
		r := reading{spec: spec, name: words}
		r.points, _ = strconv.Atoi(points)
		switch {
		case !known || spec.Place.Section == action.NoSection || spec.AboutThings():
		case namesSomebody(spec) && !r.says() && words == "":
		case !namesSomebody(spec) && words != "":
		default:
			c.readings = append(c.readings, r)
		}
	}
	c.find()
	c.sure = len(c.found) > 0 && c.found[0].isSure()
	for _, other := range c.found {
		c.sure = c.sure && other.points <= c.found[0].points
	}
}

// namesSomebody tells whether it is to be said whom an action is about. Where people in other rooms are
// to go cannot be said: all of them go back.
func namesSomebody(spec action.Spec) bool { return spec.TakesTarget() && spec.Scope != action.OnUser }

// Update takes in the state of the meeting, which follows before: who is new is suggested behind the
// others, so that nobody moves.
func (c *CommandLine) Update(before *meeting.State) {
	state := c.basis.State
	if len(c.readings) > 0 && (before.Joined.Len() != state.Joined.Len() || before.Waitlisted.Len() != state.Waitlisted.Len()) {
		c.find()
	}
}

// find suggests what is not suggested yet: what can be done comes first, then what fits best.
func (c *CommandLine) find() {
	if len(c.found) == c.limit {
		return
	}
	var all []*suggestion
	people := map[string][]*match{}
	for i := range c.readings {
		r := &c.readings[i]
		if !namesSomebody(r.spec) {
			all = c.add(all, r, &match{}, i)
			continue
		}
		key, roster := r.name, c.basis.State.Joined
		if r.spec.Waiting() {
			key, roster = "\n"+key, c.basis.State.Waitlisted
		}
		found, known := people[key]
		if !known {
			found = named(roster, r.name)
			people[key] = found
		}
		for place, who := range found {
			all = c.add(all, r, who, place*len(c.readings)+i)
		}
	}
	slices.SortFunc(all, func(a, b *suggestion) int {
		switch {
		case a.ready != b.ready && a.ready:
			return -1
		case a.ready != b.ready:
			return 1
		case a.points != b.points:
			return b.points - a.points
		}
		return a.place - b.place
	})
	for _, one := range all {
		if len(c.found) < c.limit && !c.has(one) {
			c.found = append(c.found, one)
		}
	}
}

// has tells whether something is suggested already: it may be read in several ways.
func (c *CommandLine) has(one *suggestion) bool {
	for _, other := range c.found {
		if other.spec.Name == one.spec.Name && other.id == one.id {
			return true
		}
	}
	return false
}

// add adds an action on somebody, or on nobody. One that the panel has no button for is suggested only
// where it is said.
func (c *CommandLine) add(all []*suggestion, r *reading, who *match, place int) []*suggestion {
	button := c.basis.Button(r.spec, who.id)
	if button.State == ButtonFolded && !r.says() {
		return all
	}
	return append(all, &suggestion{reading: r, match: who, points: r.points + who.points, place: place, ready: button.State == ButtonReady})
}

// named finds people by words of their names, those first whose names fit best.
func named(roster meeting.Roster, name string) []*match {
	var found []*match
	wanted, most := words(name), foundAtMost
	if len(wanted) == 0 {
		most = lookedAtMost
	}
	for p := range roster.All() {
		points := worthOf(p.SearchKey, wanted)
		if points < 0 || len(found) == most && found[most-1].points >= points {
			continue
		}
		found = append(found[:min(len(found), most-1)], &match{p.ID, p.Name, points})
		for at := len(found) - 1; at > 0 && found[at-1].points < points; at-- {
			found[at-1], found[at] = found[at], found[at-1]
		}
	}
	return found
}

// worthOf tells how well words fit a name, -1 where one does not.
func worthOf(key string, words []string) (points int) {
	for _, word := range words {
		worth := worthOfWord(key, word)
		if worth == 0 {
			return -1
		}
		points += worth
	}
	return points
}

// worthOfWord is the same of one word, 0 where it does not fit.
func worthOfWord(key, word string) (worth int) {
	for from := 0; ; {
		at := strings.Index(key[from:], word)
		if at < 0 {
			return worth
		}
		at += from
		end := at + len(word)
		switch {
		case at > 0 && key[at-1] != ' ':
			worth = max(worth, insideWord)
		case end < len(key) && key[end] != ' ':
			worth = max(worth, beginsWord)
		default:
			return wholeWord
		}
		from = end
	}
}

// Shown returns what is to be seen now.
func (c *CommandLine) Shown() CommandLineShown {
	if len(c.found) == 0 {
		return CommandLineShown{}
	}
	shown := CommandLineShown{All: make([]Suggestion, len(c.found)), Sure: c.sure}
	for i := range c.found {
		one := c.found[i]
		shown.All[i] = Suggestion{ID: one.id, Name: one.match.name, Button: c.button(one)}
	}
	return shown
}

// button is the panel's own, or says why the panel has none.
func (c *CommandLine) button(one *suggestion) Button {
	button := c.basis.Button(one.spec, one.id)
	if button.State != ButtonFolded {
		return button
	}
	verdict := control.Can(c.basis.State, one.spec.Name, one.id)
	button = Button{Action: one.spec.Name, State: ButtonBlocked, Why: verdict.Message.Key, Permission: verdict.Permission}
	switch needed := one.spec.Place.For; {
	case !verdict.Allowed:
	case !c.basis.State.Self.Permissions.Has(needed):
		button.Why, button.Permission = "reason.permission", needed.PresetField()
	default:
		button.Why = "already." + string(one.spec.Name)
	}
	return button
}

// Diff writes what has changed since from.
func (to *CommandLineShown) Diff(from *CommandLineShown, p *Patch) {
	if from.Sure == to.Sure && slices.Equal(from.All, to.All) {
		return
	}
	p.Op("suggestions").Bool(to.Sure)
	for i := range to.All {
		one := &to.All[i]
		p.String(string(one.ID)).String(one.Name).button(&one.Button)
	}
}
