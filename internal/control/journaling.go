package control

import (
	"time"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control/proof"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Journal returns the entries with a number above one, in order: the last 10,000 at most. From any
// goroutine.
func (c *Controller) Journal(since int) []meeting.JournalEntry { return c.journal.Since(since) }

// JournalNumbers are those of the oldest entry that is kept and of the newest.
func (c *Controller) JournalNumbers() (first, last int) { return c.journal.Numbers() }

// JournalEntry returns the entry with a number, and false where it is not kept.
func (c *Controller) JournalEntry(number int) (meeting.JournalEntry, bool) {
	return c.journal.Entry(number)
}

// note enters something into the journal; the next update tells it. c.mu is held.
func (c *Controller) note(entry meeting.JournalEntry) {
	entry.At = time.Now().UnixMilli()
	c.entries = append(c.entries, c.journal.Add(entry))
}

// noteEnded enters how a command ended: for each whom it was about, or once where it was about
// the meeting or is the same for everybody.
func (c *Controller) noteEnded(ended *meeting.Ended) {
	command := &ended.Command
	entry := meeting.JournalEntry{By: meeting.ByMe, Action: command.Action, What: string(command.What), Elapsed: ended.Outcome.Elapsed}
	if ended.ByPolicy {
		entry.By = meeting.ByPolicy
	}
	spec, _ := action.Of(command.Action)
	nobody := !spec.TakesTarget() && spec.Scope == action.OnMeeting || spec.Locks() && command.Target == "" && command.Targets == nil
	switch {
	case ended.Err != nil:
		entry.Status, entry.Code = meeting.StatusFailed, ended.Err.Code
		switch ended.Err.Reason {
		case meeting.ReasonAborted:
			entry.Status = meeting.StatusAborted
		case meeting.ReasonRefused:
			entry.Status = meeting.StatusRefused
		}
		c.noteFailed(entry, command)
	case nobody || len(ended.Outcome.Targets) == 0:
		entry.Status = ended.Outcome.Status
		c.note(entry)
	default:
		for i := range ended.Outcome.Targets {
			row := &ended.Outcome.Targets[i]
			entry.ID, entry.UserID, entry.CustomID, entry.Name = row.ID, row.UserID, row.CustomID, row.Name
			entry.Status, entry.Code = row.Status, row.Code
			c.note(entry)
		}
	}
}

// noteFailed enters a command that failed as a whole.
func (c *Controller) noteFailed(entry meeting.JournalEntry, command *meeting.Command) {
	ids := command.Targets
	if ids == nil {
		ids = []meeting.ParticipantID{command.Target}
	}
	state := c.State()
	for _, id := range ids {
		var text meeting.Text
		if known, _, found := state.Person(id); found && id != "" {
			text = *known
		} else if p := state.Other(id); p != nil {
			text = p.Text
		}
		c.noteAbout(entry, id, &text)
	}
}

// noteAbout enters something about somebody.
func (c *Controller) noteAbout(entry meeting.JournalEntry, id meeting.ParticipantID, text *meeting.Text) {
	entry.ID, entry.UserID, entry.CustomID, entry.Name = id, text.UserID, text.CustomID, text.Name
	c.note(entry)
}

// noteSeen enters what was seen and not done here: pins, recordings and livestreams, and devices
// that went off, of oneself and of whom a lock is about. c.mu is held, and the commands have not
// taken the observation in yet.
func (c *Controller) noteSeen(seen *proof.Observation) {
	if seen.Blind || seen.Before.Room.State != meeting.RoomJoined {
		return
	}
	var any meeting.Flags
	for i := range seen.Changes {
		any |= seen.Changes[i].WentOff | seen.Changes[i].WentOn
	}
	sameRoom := seen.Before.Room == seen.After.Room
	if any == 0 && sameRoom {
		return
	}
	all := action.All()
	for i := range all {
		spec := &all[i]
		entry := meeting.JournalEntry{By: meeting.ByUnknown, Action: spec.Name, Status: meeting.StatusConfirmed}
		if spec.Object == action.Recording || spec.Object == action.Livestream {
			if !sameRoom && turned(spec, seen) && !c.isTurning(spec.Object) {
				c.note(entry)
			}
			continue
		}
		if device := deviceOf(spec.Proof); spec.Scope == action.OnParticipant && any&device != 0 {
			c.noteWent(seen, spec, device, entry)
		}
	}
}

// noteWent enters whose device went off, or who was pinned or unpinned, and not by a command.
func (c *Controller) noteWent(seen *proof.Observation, spec *action.Spec, device meeting.Flags, entry meeting.JournalEntry) {
	if spec.Proof == action.ProofUnpinned && (seen.After.PinnedID != "" || c.isUnderWay(action.ProofPinned, "")) {
		return // another was pinned
	}
	for i := range seen.Changes {
		change := &seen.Changes[i]
		went := change.WentOff
		if spec.Proof == action.ProofPinned {
			went = change.WentOn
		}
		if change.Another || change.Gone || went&device == 0 || c.isUnderWay(spec.Proof, change.ID) || c.locks.Expects(change.ID, device) {
			continue
		}
		text, _, found := seen.After.Person(change.ID)
		if found && (device == meeting.Pinned || c.concerns(seen.Before, change.ID, device)) {
			c.noteAbout(entry, change.ID, text)
		}
	}
}

// turned tells that a recording or the livestream came into the state that an action is for. A
// recording that goes on is not one that begins.
func turned(spec *action.Spec, seen *proof.Observation) bool {
	before := &seen.Before.Room
	paused := before.RecordingState == "PAUSED"
	switch {
	case spec.Proof == action.ProofRecording && paused, spec.Proof == action.ProofRecordingResumed && !paused,
		spec.Object == action.Livestream && before.LivestreamState == "":
		return false
	}
	room := proof.Of(spec.Proof).Room
	still := proof.Observation{Before: seen.Before, After: seen.Before}
	return room != nil && room(seen) == proof.Shown && room(&still) != proof.Shown
}

// isTurning tells that a command about a module is under way.
func (c *Controller) isTurning(module action.Object) bool {
	for _, running := range c.running {
		if running.attempt.spec.Object == module {
			return true
		}
	}
	return false
}

// concerns tells whether it is of interest that somebody's device went off by itself.
func (c *Controller) concerns(s *meeting.State, id meeting.ParticipantID, device meeting.Flags) bool {
	p := s.Joined.Get(id)
	return id == s.Self.ID || p != nil && (p.Locked.Has(device) || device == meeting.AudioOn && c.policies.Concerns(p.UserID))
}

// deviceOf is what a proof sees going off, or the pin; 0 for other proofs.
func deviceOf(of action.Proof) meeting.Flags {
	switch of {
	case action.ProofAudioOff:
		return meeting.AudioOn
	case action.ProofVideoOff:
		return meeting.VideoOn
	case action.ProofScreenShareOff:
		return meeting.ScreenShareOn
	case action.ProofPinned, action.ProofUnpinned:
		return meeting.Pinned
	}
	return 0
}

// isUnderWay tells that a command with this proof is under way, about somebody or the meeting.
func (c *Controller) isUnderWay(of action.Proof, id meeting.ParticipantID) bool {
	for _, running := range c.running {
		a := running.attempt
		if _, about := a.index[id]; a.spec.Proof == of && (about || id == "") {
			return true
		}
	}
	return false
}
