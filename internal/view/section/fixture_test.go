package section

import (
	"time"

	"github.com/gavel-rtc/gavel/internal/view/viewtest"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

const noon = 12 * time.Hour

// The meetings of the tests.
var (
	host           = viewtest.Host
	person         = viewtest.Person
	with           = viewtest.With
	without        = viewtest.Without
	waiting        = viewtest.Waiting
	withWaiting    = viewtest.WithWaiting
	withoutWaiting = viewtest.WithoutWaiting
)

const bothOn = viewtest.BothOn

// screen is the sections of a meeting, as the router has them.
type screen struct {
	*Basis
	people  *People
	waiting *Waiting
	stage   *Stage
}

// show returns the sections of a state with ten rows visible in each.
func show(state meeting.State) *screen {
	s := newScreen()
	s.people.Look(0, 10)
	s.waiting.Look(0, 10)
	s.stage.Look(0, 10)
	s.update(state, noon)
	return s
}

func newScreen() *screen {
	basis := NewBasis()
	return &screen{Basis: basis, people: NewPeople(basis), waiting: NewWaiting(basis), stage: NewStage(basis)}
}

func (s *screen) update(state meeting.State, now time.Duration) {
	before := s.State
	s.State, s.Live = &state, state.Room.State == meeting.RoomJoined
	s.people.Update(before)
	s.waiting.Update(before)
	s.stage.Update(before)
	s.Permit()
	s.Tally(now)
}
