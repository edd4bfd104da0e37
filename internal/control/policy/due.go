package policy

import (
	"time"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Due returns the commands that the policies want performed now. While nothing can be sent it
// keeps them for later.
func (b *Book) Due(s *meeting.State, now time.Duration) []meeting.Command {
	if len(b.on) == 0 {
		return nil
	}
	b.blocked = s.Room.State != meeting.RoomJoined || s.Away() || s.Stale
	if b.blocked {
		b.all, b.near = true, nil
		return nil
	}
	var d due
	if b.all {
		for p := range s.Joined.All() {
			b.lookAt(s, p, now, &d)
		}
		for p := range s.Waitlisted.All() {
			b.lookAtWaiting(p, &d)
		}
	} else {
		for _, id := range b.near {
			if p := s.Joined.Get(id); p != nil {
				b.lookAt(s, p, now, &d)
			}
			if p := s.Waitlisted.Get(id); p != nil {
				b.lookAtWaiting(p, &d)
			}
		}
	}
	b.all, b.near = false, nil
	commands := b.dueOf(&d)
	if pin, wanted := b.lookAtPin(s); wanted {
		commands = append(commands, pin)
	}
	if now >= b.floorAt {
		if p := s.Joined.Get(b.floorID); p != nil && p.Flags.Has(meeting.AudioOn) {
			b.record(p.UserID).underWay = true
			commands = append(commands, meeting.Command{Action: meeting.DisableAudio, Target: p.ID})
		}
		b.yields = append(b.yields, meeting.Yield{Policy: meeting.Floor, ID: b.floorID, Name: b.of(meeting.Floor).Name})
		b.end(meeting.Floor)
	}
	return commands
}

// due are those to whom something is to be done.
type due struct{ mute, kick, admit, reject []meeting.ParticipantID }

// dueOf makes a command of those who are to have the same.
func (b *Book) dueOf(d *due) (commands []meeting.Command) {
	for _, one := range [...]struct {
		action meeting.Action
		ids    []meeting.ParticipantID
	}{{meeting.DisableAudio, d.mute}, {meeting.Kick, d.kick}, {meeting.AcceptWaitingRoomRequest, d.admit}, {meeting.RejectWaitingRoomRequest, d.reject}} {
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
	b.recognize(p)
	if p.UserID == s.Self.UserID {
		return
	}
	if out := b.of(meeting.KeepOut); out != nil && out.isAbout(p) {
		if b.try(out, b.record(p.UserID), 1, p) {
			d.kick = append(d.kick, p.ID)
		}
		return
	}
	if !p.Flags.Has(meeting.AudioOn) {
		return
	}
	r := b.users[p.UserID]
	switch keep := b.of(meeting.KeepMuted); {
	case r != nil && r.underWay:
	case r != nil && r.entered > now:
		r.entered, r.underWay = 0, true
		d.mute = append(d.mute, p.ID)
	case p.ID == b.floorID: // may speak for now
	case keep != nil && (len(keep.UserIDs) == 0 || one(keep.UserIDs, p.UserID)) && b.try(keep, b.record(p.UserID), 0, p):
		d.mute = append(d.mute, p.ID)
	}
}

// lookAtWaiting finds what is to be done to somebody who waits.
func (b *Book) lookAtWaiting(p *meeting.Participant, d *due) {
	if out := b.of(meeting.KeepOut); out != nil && out.isAbout(p) {
		if b.try(out, b.record(p.UserID), 1, p) {
			d.reject = append(d.reject, p.ID)
		}
		return
	}
	if admit := b.of(meeting.Admit); admit != nil && admit.isAbout(p) && b.try(admit, b.record(p.UserID), 1, p) {
		d.admit = append(d.admit, p.ID)
	}
}

// isAbout tells whether somebody is named by one of their ids.
func (a *active) isAbout(p *meeting.Participant) bool {
	if one(a.UserIDs, p.UserID) {
		return true
	}
	for _, id := range a.CustomIDs {
		if id == p.CustomID && id != "" {
			return true
		}
	}
	return false
}

// try counts that a policy does something to somebody, and tells whether it still does: it gives
// up after a number of times. kind is which of the record's marks says so.
func (b *Book) try(policy *active, r *record, kind int, p *meeting.Participant) bool {
	if r.underWay || r.yieldedFor[kind] {
		return false
	}
	tries := &r.muted
	switch policy.Policy {
	case meeting.Admit:
		tries = &r.admitted
	case meeting.KeepOut:
		tries = &r.keptOut
	}
	if *tries == MostTries {
		r.yieldedFor[kind] = true
		policy.Yielded = append(policy.Yielded, p.ID)
		b.stale = true
		b.yields = append(b.yields, meeting.Yield{Policy: policy.Policy, ID: p.ID, Name: p.Name})
		return false
	}
	*tries++
	r.underWay = true
	return true
}

// recognize finds those who came again that the pin and the floor are about.
func (b *Book) recognize(p *meeting.Participant) {
	if pin := b.of(meeting.KeepPin); pin != nil && p.UserID == pin.UserIDs[0] && b.pinID != p.ID {
		b.pinID, b.pinned = p.ID, true
		pin.tries = max(0, pin.tries-1) // the pin went with them: nobody took it
	}
	if floor := b.of(meeting.Floor); floor != nil && p.UserID == floor.UserIDs[0] {
		b.floorID = p.ID
	}
}

// lookAtPin finds whether somebody is to be pinned again.
func (b *Book) lookAtPin(s *meeting.State) (command meeting.Command, wanted bool) {
	pin := b.of(meeting.KeepPin)
	if pin == nil || !b.pinned {
		return command, false
	}
	b.pinned = false
	_, _, here := s.Person(b.pinID)
	if !here || s.PinnedID == b.pinID {
		return command, false
	}
	command = meeting.Command{Action: meeting.Pin, Target: b.pinID}
	if s.IsPending(command) {
		return command, false // how it ends brings it here again
	}
	if pin.tries == MostTries {
		b.yields = append(b.yields, meeting.Yield{Policy: meeting.KeepPin, ID: b.pinID, Name: pin.Name})
		b.end(meeting.KeepPin)
		return command, false
	}
	pin.tries++
	return command, true
}

// one tells whether a user is one of some.
func one(users []meeting.UserID, user meeting.UserID) bool {
	for _, other := range users {
		if other == user {
			return true
		}
	}
	return false
}
