package policy

import (
	"strings"
	"time"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Due returns the commands that the policies want performed now. While nothing can be sent it
// keeps them for later.
func (b *Book) Due(s *meeting.State, now time.Duration) []meeting.Command {
	if len(b.on) == 0 {
		return nil
	}
	if !s.Connected() {
		b.all, b.near = true, nil
		return nil
	}
	media := hasMedia(s)
	if media && b.silent {
		b.all, b.silent = true, false
	}
	var d due
	if b.all {
		for p := range s.Joined.All() {
			b.lookAt(s, p, now, &d)
		}
		for p := range s.Waitlisted.All() {
			b.lookAtWaiting(s, p, &d)
		}
	} else {
		for _, id := range b.near {
			if p := s.Joined.Get(id); p != nil {
				b.lookAt(s, p, now, &d)
			}
			if p := s.Waitlisted.Get(id); p != nil {
				b.lookAtWaiting(s, p, &d)
			}
		}
	}
	b.all, b.near = false, nil
	if media && now >= b.floorAt {
		b.endFloor(s, &d)
	}
	commands := b.dueOf(&d)
	if media && b.pinned {
		if pin, wanted := b.lookAtPin(s); wanted {
			commands = append(commands, pin)
		}
	}
	return commands
}

// endFloor ends the floor, in all sessions of its user.
func (b *Book) endFloor(s *meeting.State, d *due) {
	floor := b.of(meeting.Floor)
	ended := meeting.Yield{Policy: meeting.Floor, Name: floor.Name}
	for p := range s.Joined.All() {
		if p.UserID == floor.UserIDs[0] {
			ended.ID = p.ID
			if p.Flags.Has(meeting.AudioOn) {
				b.record(p.UserID).underWay = meeting.DisableAudio
				d.mute = append(d.mute, p.ID)
			}
		}
	}
	b.yields = append(b.yields, ended)
	b.end(meeting.Floor)
}

// due are those to whom something is to be done.
type due struct{ mute, kick, admit, reject []meeting.ParticipantID }

// dueOf makes a command of those who are to have the same.
func (b *Book) dueOf(d *due) (commands []meeting.Command) {
	for _, one := range [...]struct {
		action meeting.Action
		ids    []meeting.ParticipantID
	}{{meeting.DisableAudio, d.mute}, {Removal(false), d.kick}, {meeting.AcceptWaitingRoomRequest, d.admit}, {Removal(true), d.reject}} {
		switch len(one.ids) {
		case 0:
		case 1:
			commands = append(commands, meeting.Command{Action: one.action, Target: one.ids[0]})
		default:
			commands = append(commands, meeting.Command{Action: one.action, Targets: one.ids})
		}
	}
	return commands
}

// lookAt finds what is to be done to somebody in the meeting.
func (b *Book) lookAt(s *meeting.State, p *meeting.Participant, now time.Duration, d *due) {
	b.recognize(s, p)
	if p.UserID == s.Self.UserID {
		return
	}
	if out := b.of(meeting.KeepOut); out != nil && out.isAbout(p) {
		if r := b.record(p.UserID); b.try(out, r, &r.keptOut, Removal(false), p) {
			d.kick = append(d.kick, p.ID)
		}
		return
	}
	if !p.Flags.Has(meeting.AudioOn) {
		return
	}
	if !hasMedia(s) {
		b.silent = true
		return
	}
	r := b.users[p.UserID]
	keep := b.of(meeting.KeepMuted)
	if keep != nil && len(keep.UserIDs) > 0 && !keep.users[meeting.ParticipantID(p.UserID)] {
		keep = nil
	}
	if floor := b.of(meeting.Floor); floor != nil && p.UserID == floor.UserIDs[0] {
		keep = nil // may speak for now
	}
	switch {
	case r != nil && r.underWay == "" && r.entered != 0 && r.entered > now:
		r.entered, r.underWay = 0, meeting.DisableAudio
		d.mute = append(d.mute, p.ID)
	case keep != nil:
		if r = b.record(p.UserID); b.try(keep, r, &r.muted, meeting.DisableAudio, p) {
			d.mute = append(d.mute, p.ID)
		}
	}
}

// lookAtWaiting finds what is to be done to somebody who waits.
func (b *Book) lookAtWaiting(s *meeting.State, p *meeting.Participant, d *due) {
	if out := b.of(meeting.KeepOut); out != nil && out.isAbout(p) && p.UserID != s.Self.UserID {
		if r := b.record(p.UserID); b.try(out, r, &r.keptOut, Removal(true), p) {
			d.reject = append(d.reject, p.ID)
		}
		return
	}
	if admit := b.of(meeting.Admit); admit != nil && admit.isAbout(p) {
		if r := b.record(p.UserID); b.try(admit, r, &r.admitted, meeting.AcceptWaitingRoomRequest, p) {
			d.admit = append(d.admit, p.ID)
		}
	}
}

// isAbout tells whether somebody is named by one of their ids.
func (a *active) isAbout(p *meeting.Participant) bool {
	return a.users[meeting.ParticipantID(p.UserID)] || p.CustomID != "" && a.customs[meeting.ParticipantID(p.CustomID)]
}

// try counts that a policy does something to somebody, and tells whether it still does: it gives
// up after a number of times.
func (b *Book) try(policy *active, r *record, tries *int, action meeting.Action, p *meeting.Participant) bool {
	if *tries > MostTries {
		return false
	}
	if r.underWay != "" {
		b.later = append(b.later, p.ID)
		return false
	}
	*tries++
	if *tries > MostTries {
		id := meeting.ParticipantID(strings.Clone(string(p.ID)))
		policy.Yielded = append(policy.Yielded, id)
		b.stale = true
		b.yields = append(b.yields, meeting.Yield{Policy: policy.Policy, ID: id, Name: p.Name})
		return false
	}
	r.underWay = action
	return true
}

// recognize finds who came again that the pin is about. Another session of who is there is not it.
func (b *Book) recognize(s *meeting.State, p *meeting.Participant) {
	pin := b.of(meeting.KeepPin)
	if pin == nil || p.UserID != pin.UserIDs[0] || b.pinID == p.ID {
		return
	}
	if _, _, here := s.Person(b.pinID); !here {
		b.pinID, b.pinned, b.lost = p.ID, true, true
	}
}

// lookAtPin finds whether somebody is to be pinned again.
func (b *Book) lookAtPin(s *meeting.State) (command meeting.Command, wanted bool) {
	b.pinned = false
	pin := b.of(meeting.KeepPin)
	if pin == nil {
		return command, false
	}
	_, _, here := s.Person(b.pinID)
	if !here {
		if other := session(s, pin.UserIDs[0]); other != "" {
			b.pinID, b.lost, here = other, true, true
		}
	}
	if here && s.PinnedID == b.pinID {
		b.lost = false
		return command, false
	}
	command = meeting.Command{Action: meeting.Pin, Target: b.pinID}
	if !here || s.IsPending(command) || s.IsPending(meeting.Command{Action: meeting.Unpin, Target: b.pinID}) {
		return command, false // how it ends brings it here again
	}
	if b.lost {
		b.lost = false
		return command, true
	}
	if pin.tries == MostTries {
		b.yields = append(b.yields, meeting.Yield{Policy: meeting.KeepPin, ID: b.pinID, Name: pin.Name})
		b.end(meeting.KeepPin)
		return command, false
	}
	pin.tries++
	return command, true
}
