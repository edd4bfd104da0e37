package view

import (
	"strconv"
	"strings"
	"time"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control/policy"
	"github.com/gavel-rtc/gavel/internal/view/section"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Policy is the use of a policy's item in the menu of locks, for the selected or for everybody, and
// of the button that ends one. It returns false when there is nothing to be done; on is false where
// the policy is to be switched off.
func (s *Screen) Policy(name meeting.Policy, now time.Duration) (setting meeting.PolicySetting, on, do bool) {
	setting, on, button := s.policies.Toggle(name, s.Selection().Targets())
	return setting, on, s.may(button, now)
}

// Floor gives somebody the floor.
func (s *Screen) Floor(id meeting.ParticipantID, now time.Duration) (setting meeting.PolicySetting, do bool) {
	setting = meeting.PolicySetting{Policy: meeting.Floor, Targets: []meeting.ParticipantID{id}, Duration: section.FloorTime * time.Second}
	_, _, button := s.policies.Toggle(meeting.Floor, nil)
	return setting, s.may(button, now)
}

// may tells whether a policy's button can be used; why not is told.
func (s *Screen) may(button section.Button, now time.Duration) bool {
	if button.State == section.ButtonBlocked {
		s.tellPlain(now, false, meeting.Message{Key: button.Why, Args: []meeting.Arg{{Name: "permission", Value: button.Permission}}})
	}
	return button.State == section.ButtonReady
}

// PolicyRefused takes in that a policy could not be switched on.
func (s *Screen) PolicyRefused(err *meeting.Error, now time.Duration) {
	s.tellPlain(now, true, meeting.MessageOf(err.Reason, err.Permission))
}

// yieldPolicy tells that a policy gave up, or that a floor is over. That all end with the meeting
// goes without saying.
func (s *Screen) yieldPolicy(yield meeting.Yield, now time.Duration) {
	if yield.ID == "" {
		return
	}
	s.tellPlain(now, yield.Policy != meeting.Floor, meeting.Message{Key: "policy.yielded." + string(yield.Policy), Args: []meeting.Arg{{Name: "name", Value: yield.Name}}})
}

// Return takes in who is back that was removed.
func (s *Screen) Return(back []meeting.Removed, now time.Duration) {
	if s.basis.Shows("returned") {
		s.returned.Return(back, now)
	}
}

// AnswerReturn answers that somebody is back: way is "again", "keepOut" or "stay", and behind a colon it has
// the id. It returns the command to perform, or the policy to switch on.
func (s *Screen) AnswerReturn(answer string, now time.Duration) (command meeting.Command, perform bool, setting meeting.PolicySetting, keepOut bool) {
	way, rest, _ := strings.Cut(answer, ":")
	id := meeting.ParticipantID(rest)
	switch way {
	case "again":
		command, perform = s.Press(s.returned.Again(id), id, now)
	case "keepOut":
		setting, keepOut = s.returned.KeepOut(id), true
	case "stay":
		s.returned.Stay(id)
	}
	return command, perform, setting, keepOut
}

// askBackWithin is how long before the page was loaded anew somebody was muted who is offered to be
// asked, in milliseconds.
const askBackWithin = 120_000

// Recall takes in the journal of before the page was loaded anew.
func (s *Screen) Recall(journal []meeting.JournalEntry) { s.recalled = journal }

// askBack offers to ask those who were muted shortly before the page was loaded anew, once they
// are seen.
func (s *Screen) askBack(now time.Duration) {
	if len(s.recalled) == 0 || s.phase != PhaseLive || s.basis.State.Joined.Len() == 0 {
		return
	}
	since := time.Now().UnixMilli() - askBackWithin
	var muted []meeting.TargetOutcome
	for i := range s.recalled {
		entry := &s.recalled[i]
		spec, _ := action.Of(entry.Action)
		if entry.At < since || entry.By != meeting.ByMe || entry.Status != meeting.StatusConfirmed || spec.Proof != action.ProofAudioOff {
			continue
		}
		for p := range s.basis.State.Joined.All() {
			if p.UserID == entry.UserID {
				muted = append(muted, meeting.TargetOutcome{ID: p.ID, Status: meeting.StatusConfirmed})
			}
		}
	}
	s.recalled = nil
	if s.offerToAsk(meeting.AudioOn, muted); s.offered {
		s.offered = false
		s.tell(now, false, meeting.Message{Key: "recalled", Args: []meeting.Arg{{Name: "count", Value: strconv.Itoa(len(s.undo.Targets))}}})
	}
}

// Arrange arranges the list of people anew.
func (s *Screen) Arrange(as string) { s.people.Arrange(section.Arrangement(as)) }

// Speaker says who speaks, and offers to mute them.
func (s *Screen) Speaker(now time.Duration) {
	state := s.basis.State
	speaker := state.Speaker
	s.undo = meeting.Command{}
	if _, _, found := state.Person(speaker.ID); !found {
		s.tell(now, false, meeting.Message{Key: "speaker.nobody"})
		return
	}
	before := state.Spoken
	message := meeting.Message{Key: "speaker.self"}
	if p := state.Joined.Get(speaker.ID); p != nil {
		before, message.Key = p.Spoken, "speaker.is"
		mute := meeting.Command{Action: policy.Action(meeting.KeepMuted), Target: p.ID}
		if s.mutable(mute) {
			s.undo = mute
		}
	}
	at := time.Now().UnixMilli()
	message.Args = []meeting.Arg{
		{Name: "name", Value: section.Name(state, speaker.ID)},
		{Name: "time", Value: section.Clock(at - speaker.Since)},
		{Name: "total", Value: section.Clock(speaker.SpokenFor(speaker.ID, before, at))},
	}
	s.tell(now, false, message)
}
