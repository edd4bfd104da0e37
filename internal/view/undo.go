package view

import (
	"slices"
	"strconv"
	"time"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// askFor is how long a receipt stays that offers to ask people for what they were muted for: the
// menus of their rows offer it afterwards.
const askFor = 20 * time.Second

// offerUndo makes the way back of a command that ended what the receipt offers: the pin that was
// taken away or set; or a request, where people are no longer heard or seen.
func (s *Screen) offerUndo(ended *meeting.Ended) {
	if ended.Err != nil {
		return
	}
	spec, _ := action.Of(ended.Command.Action)
	if ask := askBack(spec); ask != "" {
		s.offerToAsk(ask, ended.Outcome.Targets)
		return
	}
	if ended.Outcome.Status != meeting.StatusConfirmed || ended.Command.Action != meeting.Pin && ended.Command.Action != meeting.Unpin {
		return
	}
	s.asksBack = false
	_, _, there := s.basis.State.Person(s.pinned)
	switch target := ended.Command.Target; {
	case ended.Command.Action == meeting.Unpin:
		s.undo = meeting.Command{Action: meeting.Pin, Target: target}
	case s.pinned != "" && there && s.pinned != target:
		s.undo = meeting.Command{Action: meeting.Pin, Target: s.pinned}
	default:
		s.undo = meeting.Command{Action: meeting.Unpin, Target: target}
	}
}

// askBack is the action that asks people for the device that another action turns off, "" for what
// does not turn one off.
func askBack(spec action.Spec) meeting.Action {
	want := meeting.Request("")
	switch spec.Proof {
	case action.ProofAudioOff:
		want = meeting.RequestAudio
	case action.ProofVideoOff:
		want = meeting.RequestVideo
	default:
		return ""
	}
	for _, other := range action.All() {
		if other.Asks == want {
			return other.Name
		}
	}
	return ""
}

// offerToAsk offers to ask those who went off, and those of what the same receipt will tell.
func (s *Screen) offerToAsk(ask meeting.Action, targets []meeting.TargetOutcome) {
	var ids []meeting.ParticipantID
	if s.asksBack && s.undo.Action == ask {
		ids = slices.Clone(s.undo.Targets)
	}
	for i := range targets {
		if target := &targets[i]; target.Status == meeting.StatusConfirmed && !slices.Contains(ids, target.ID) {
			ids = append(ids, target.ID)
		}
	}
	if ids = s.toAsk(ask, ids); len(ids) > 0 {
		s.undo, s.asksBack = meeting.Command{Action: ask, Targets: ids}, true
	}
}

// toAsk are those of some who can still be asked.
func (s *Screen) toAsk(ask meeting.Action, ids []meeting.ParticipantID) (still []meeting.ParticipantID) {
	spec, _ := action.Of(ask)
	for _, id := range ids {
		if control.Can(s.basis.State, ask, id).Allowed && !control.AlreadySo(s.basis.State, spec, id) {
			still = append(still, id)
		}
	}
	return still
}

// updateUndo takes back what can no longer be offered, or not to all.
func (s *Screen) updateUndo() {
	state := s.basis.State
	switch {
	case s.undo.Action == "":
	case s.undo.Targets != nil:
		if s.undo.Targets = s.toAsk(s.undo.Action, s.undo.Targets); s.undo.Targets == nil {
			s.undo = meeting.Command{}
		}
	case !control.Can(state, s.undo.Action, s.undo.Target).Allowed || s.undo.Action == meeting.Pin && s.undo.Target == state.PinnedID:
		s.undo = meeting.Command{}
	}
}

// settleUndo leaves the receipt that is told now what it offers.
func (s *Screen) settleUndo() {
	if !s.asksBack && !s.receipt.isOnePin() {
		s.undo = meeting.Command{}
	}
	s.asksBack = false
}

// offer is what the receipt offers, in words.
func (s *Screen) offer() []meeting.Message {
	switch {
	case s.undo.Action == "" || len(s.notice.Sentences) == 0:
		return nil
	case s.undo.Targets != nil:
		return []meeting.Message{{Key: "offer." + string(s.undo.Action), Args: []meeting.Arg{{Name: "count", Value: strconv.Itoa(len(s.undo.Targets))}}}}
	}
	return []meeting.Message{{Key: "undo"}}
}

// Undo returns the command that takes the last one back, and false when there is none.
func (s *Screen) Undo() (meeting.Command, bool) {
	command := s.undo
	s.Dismiss()
	return command, command.Action != ""
}
