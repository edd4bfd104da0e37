package section

import (
	"slices"
	"time"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Stage is the section of who asks for the stage, those first who ask longest, and of what one
// does there oneself.
type Stage struct {
	List
	basis *Basis
	asked arrivals
}

// NewStage returns the section without anybody yet.
func NewStage(basis *Basis) *Stage {
	s := &Stage{basis: basis}
	s.List = newList(placeOfWaiting, s.drawAsking)
	s.order.only = asks
	s.count = firstRows
	return s
}

func asks(p *meeting.Participant) bool { return p.Stage == meeting.RequestedToJoinStage }

// StageShown is the section as it is to be seen; the list is not there with nobody in it.
type StageShown struct {
	Shown
	All []Button // for oneself
}

// Update takes in the state of the meeting, which follows before.
func (s *Stage) Update(before *meeting.State) {
	state := s.basis.State
	_, many := s.follow(before.Joined, state.Joined, func(_, _ *meeting.Participant) {})
	// With nobody left there is nobody to take for somebody else.
	if many || len(s.order.entries) > 0 && !slices.ContainsFunc(s.order.entries, (*entry).asks) {
		s.order.rebuild(nil, state.Joined)
	}
}

func (e *entry) asks() bool { return !e.gone && asks(e.person) }

// Ask takes in who began to ask.
func (s *Stage) Ask(ids []meeting.ParticipantID, now time.Duration) { s.asked.begin(ids, now) }

// Expire says who asks when that is due, and when the next is: zero for never.
func (s *Stage) Expire(now time.Duration) (told []meeting.Message, next time.Duration) {
	return s.asked.expire(now, "ask", func(id meeting.ParticipantID) *meeting.Participant {
		if p := s.basis.State.Joined.Get(id); p != nil && asks(p) {
			return p
		}
		return nil
	})
}

// Shown returns what is to be seen now.
func (s *Stage) Shown() StageShown {
	shown := StageShown{All: s.basis.all(stageAll)}
	if s.basis.Live && len(s.order.entries) > 0 && s.basis.ever.Has(meeting.AcceptStageRequests) && s.basis.State.Self.Permissions.Has(meeting.StageEnabled) {
		shown.Shown = s.shown(s.basis.rowBasis(), s.basis.State.Stale, true)
	}
	return shown
}

// drawAsking draws a row; who no longer asks has no buttons.
func (s *Stage) drawAsking(e *entry) *Row {
	if !e.asks() {
		row := s.basis.draw(e, nil, nil, 0)
		row.Look |= LookGone
		return row
	}
	return s.basis.draw(e, stageRow, stageMenu, 0)
}

// Diff writes what has changed since from.
func (to *StageShown) Diff(from *StageShown, p *Patch) {
	p.buttons(from.All, to.All, stageAll)
	to.diff(&from.Shown, "stage", p)
}
