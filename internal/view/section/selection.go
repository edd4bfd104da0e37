package section

import (
	"slices"
	"time"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// ManyPeople is from how many people on it is asked first.
const ManyPeople = 10

// countedFor is how long the numbers of the bar stay as they are while the same people are
// selected: nobody could read them, and each is a look at all who are.
const countedFor = 400 * time.Millisecond

// Selection is who in the list of people is selected, for what is done to several at once. Those
// who leave are selected no more; oneself never is.
type Selection struct {
	people *People
	basis  *Basis

	on      bool
	chosen  map[meeting.ParticipantID]bool
	anchor  meeting.ParticipantID // where a range begins
	version int                   // counts the changes
	running []meeting.Command     // begun here, on several

	buttons   []Button
	countedOf int           // the version
	countDue  time.Duration // zero while the buttons are as the meeting is
}

// SelectionShown is the bar of what can be done to the selected, as it is to be seen.
type SelectionShown struct {
	On      bool
	Count   int
	Buttons []Button
	Progress
}

// Progress is how far a command on several is that was begun here. The zero Progress is none.
type Progress struct {
	Action      meeting.Action
	Done, Total int
}

// The ways to select somebody.
const (
	SelectOne   = "one"   // or no longer
	SelectRange = "range" // all from the last one on
	SelectAll   = "all"   // who is found
	SelectMode  = "mode"  // begins, or ends with nobody selected
)

// Selection returns who is selected among the people.
func (p *People) Selection() *Selection { return &p.selection }

// Select selects people in one of the ways; id says whom, where the way is about somebody. It
// returns how many are selected, and false where nothing has changed.
func (s *Selection) Select(way string, id meeting.ParticipantID) (count int, changed bool) {
	before, wasOn := len(s.chosen), s.on
	switch way {
	case SelectMode:
		s.on = !s.on
		s.chosen, s.anchor = nil, ""
	case SelectAll:
		for _, e := range s.people.order.entries {
			s.put(e, true)
		}
	case SelectOne:
		if e := s.people.order.entryOf(id); e != nil {
			s.put(e, !s.chosen[id])
			s.anchor = id
		}
	case SelectRange:
		s.selectRange(id)
	}
	s.on = s.on || len(s.chosen) > 0
	s.version++
	return len(s.chosen), before != len(s.chosen) || wasOn != s.on
}

func (s *Selection) selectRange(id meeting.ParticipantID) {
	order := &s.people.order
	to, found := order.index(id)
	from, hasAnchor := order.index(s.anchor)
	if !hasAnchor {
		from, s.anchor = to, id
	}
	if !found {
		return
	}
	for at := min(from, to); at <= max(from, to); at++ {
		s.put(order.entries[at], true)
	}
}

func (s *Selection) put(e *entry, chosen bool) {
	if e.isSelf || e.gone || !chosen {
		delete(s.chosen, e.person.ID)
		return
	}
	if s.chosen == nil {
		s.chosen = map[meeting.ParticipantID]bool{}
	}
	s.chosen[e.person.ID] = true
}

// forget takes out somebody who has left.
func (s *Selection) forget(id meeting.ParticipantID) {
	if s.chosen[id] {
		delete(s.chosen, id)
		s.version++
	}
}

// Targets returns the selected in the order of the meeting.
func (s *Selection) Targets() []meeting.ParticipantID {
	if len(s.chosen) == 0 {
		return nil // each picture asks, of thousands of people
	}
	targets := make([]meeting.ParticipantID, 0, len(s.chosen))
	for p := range s.basis.State.Joined.All() {
		if s.chosen[p.ID] {
			targets = append(targets, p.ID)
		}
	}
	return targets
}

// ButtonFor returns the control of an action on several as it is now. Its count is how many of
// them it would change.
func (s *Selection) ButtonFor(spec action.Spec, targets []meeting.ParticipantID) Button {
	basis := s.basis
	if len(targets) == 0 || !basis.ever.Has(spec.Permission) || control.Lacks(basis.State, &spec) != "" || !spec.TakesTargets() || spec.Waiting() {
		return Button{}
	}
	button := Button{Action: spec.Name, State: ButtonReady}
	why := meeting.Verdict{}
	for _, id := range targets {
		switch verdict := control.Can(basis.State, spec.Name, id); {
		case !verdict.Allowed:
			why = verdict
		case !control.AlreadySo(basis.State, spec, id):
			button.Count++
		}
	}
	switch {
	case slices.ContainsFunc(s.running, func(command meeting.Command) bool { return command.Action == spec.Name }):
		button.State = ButtonBusy
	case button.Count > 0:
	case spec.Place.WhenPossible || spec.Place.AlsoInMenu:
		return Button{}
	case why.Reason != "":
		button.State, button.Why, button.Permission = ButtonBlocked, why.Message.Key, why.Permission
	default:
		button.State, button.Why = ButtonBlocked, "already."+string(spec.Name)
	}
	return button
}

// Began takes in that a command was begun here.
func (s *Selection) Began(command meeting.Command) {
	if len(command.Targets) > 1 {
		s.running = append(s.running, command)
		s.version++
	}
}

// Ended takes in that a command has ended, or could not be begun.
func (s *Selection) Ended(command meeting.Command) {
	s.running = slices.DeleteFunc(s.running, func(one meeting.Command) bool { return one.Is(&command) })
	s.version++
}

// Running is the command that the bar shows the progress of, none without an action.
func (s *Selection) Running() meeting.Command {
	if len(s.running) == 0 {
		return meeting.Command{}
	}
	return s.running[0]
}

func (s *Selection) progress() Progress {
	command := s.Running()
	for _, pending := range s.basis.State.Pending {
		if pending.Is(&command) {
			return Progress{Action: command.Action, Done: pending.Done, Total: pending.Total}
		}
	}
	return Progress{}
}

// Expire counts anew when that is due, and says when it is: zero for never.
func (s *Selection) Expire(now time.Duration) (next time.Duration) {
	if s.countedOf == s.version && !Due(s.countDue, now) {
		return s.countDue
	}
	s.buttons, s.countedOf, s.countDue = nil, s.version, 0
	if !s.on {
		return 0
	}
	targets := s.Targets()
	s.buttons = make([]Button, len(peopleMany))
	for i := range peopleMany {
		s.buttons[i] = s.ButtonFor(peopleMany[i].spec, targets)
	}
	if len(s.chosen) > 0 {
		s.countDue = now + countedFor
	}
	return s.countDue
}

func (s *Selection) shown() SelectionShown {
	shown := SelectionShown{On: s.on, Count: len(s.chosen), Progress: s.progress()}
	if s.on {
		shown.Buttons = s.buttons
	}
	return shown
}

func (to *SelectionShown) diff(from *SelectionShown, p *Patch) {
	if from.On != to.On || from.Count != to.Count {
		p.Op("selection").Bool(to.On).Int(to.Count)
	}
	if from.Progress != to.Progress {
		p.Op("selection.progress").String(string(to.Action)).Int(to.Done).Int(to.Total)
	}
	p.each("selection.button", from.Buttons, to.Buttons, peopleMany)
}
