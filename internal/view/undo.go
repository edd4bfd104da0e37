package view

import (
	"slices"
	"time"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/internal/control/policy"
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
	switch {
	case spec.Proof == action.ProofAudioOff:
		s.offerToAsk(meeting.AudioOn, ended.Outcome.Targets)
	case spec.Proof == action.ProofVideoOff:
		s.offerToAsk(meeting.VideoOn, ended.Outcome.Targets)
	case ended.Outcome.Status != meeting.StatusConfirmed:
	case spec.Name == meeting.Pin || spec.Name == meeting.Unpin:
		s.offerPin(spec.Name, ended.Command.Target)
	case spec.Scope == action.OnMessage && spec.Undo != "":
		s.undo, s.offered = meeting.Command{Action: spec.Undo, Target: ended.Command.Target}, false
	}
}

func (s *Screen) offerPin(did meeting.Action, target meeting.ParticipantID) {
	s.offered = false
	switch {
	case did == meeting.Unpin:
		s.undo = meeting.Command{Action: meeting.Pin, Target: target}
	case s.pinned != "" && s.isHere(s.pinned) && s.pinned != target:
		s.undo = meeting.Command{Action: meeting.Pin, Target: s.pinned}
	default:
		s.undo = meeting.Command{Action: meeting.Unpin, Target: target}
	}
}

// offerToAsk offers to ask those whose device went off, and those of what the same receipt will
// tell.
func (s *Screen) offerToAsk(device meeting.Flags, targets []meeting.TargetOutcome) {
	all := action.All()
	ask := all[slices.IndexFunc(all, func(spec action.Spec) bool { return spec.Asks == device })].Name
	var before []meeting.ParticipantID
	if s.offered && s.undo.Action == ask {
		before = s.undo.Targets
	}
	ids := slices.Clone(before)
	for i := range targets {
		if target := &targets[i]; target.Status == meeting.StatusConfirmed && !slices.Contains(before, target.ID) {
			ids = append(ids, target.ID)
		}
	}
	if ids = s.toAsk(device, ids); len(ids) > 0 {
		s.undo, s.offered = meeting.Command{Action: ask, Targets: ids}, true
	}
}

// toAsk are those of some who are still here and whose device is off.
func (s *Screen) toAsk(device meeting.Flags, ids []meeting.ParticipantID) (still []meeting.ParticipantID) {
	for _, id := range ids {
		if p := s.basis.State.Joined.Get(id); p != nil && !p.Flags.Has(device) {
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
	case s.undo.NeverSeen:
		if !control.CanCommand(state, s.undo).Allowed {
			s.undo = meeting.Command{}
		}
	case s.undo.Targets != nil:
		spec, _ := action.Of(s.undo.Action)
		if s.undo.Targets = s.toAsk(spec.Asks, s.undo.Targets); s.undo.Targets == nil {
			s.undo.Action = ""
		}
	case s.undo.Action == policy.Action(meeting.KeepMuted):
		if !s.mutable(s.undo) {
			s.undo = meeting.Command{}
		}
	case !control.Can(state, s.undo.Action, s.undo.Target).Allowed || s.undo.Action == meeting.Pin && s.undo.Target == state.PinnedID:
		s.undo = meeting.Command{}
	}
}

// mutable tells that somebody can be muted who is heard.
func (s *Screen) mutable(command meeting.Command) bool {
	p := s.basis.State.Joined.Get(command.Target)
	return p != nil && p.Flags.Has(meeting.AudioOn) && control.Can(s.basis.State, command.Action, command.Target).Allowed
}

// settleUndo leaves the receipt that is told now what it offers.
func (s *Screen) settleUndo() {
	if !s.offered && !s.receipt.isOneStep() {
		s.undo = meeting.Command{}
	}
	s.offered = false
}

// offer is what the receipt offers.
func (s *Screen) offer() Offer {
	switch {
	case s.undo.Action == "" || len(s.notice.Sentences) == 0:
		return Offer{}
	case s.undo.NeverSeen:
		return Offer{Key: "locks.unseen"}
	case s.undo.Targets != nil || s.undo.Action == policy.Action(meeting.KeepMuted):
		return Offer{Key: "offer." + string(s.undo.Action), People: max(1, len(s.undo.Targets))}
	}
	return Offer{Key: "undo"}
}

// Undo returns the command that takes the last one back, and false when there is none.
func (s *Screen) Undo() (meeting.Command, bool) {
	command := s.undo
	s.Dismiss()
	return command, command.Action != ""
}
