package control

import (
	"slices"
	"time"

	"github.com/gavel-rtc/gavel/internal/control/proof"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// debt is what was taken from somebody and is to be given back.
type debt struct {
	row  *row
	sent bool
	// posted tells that it was sent without waiting for an answer.
	posted bool
}

// nextBack returns a call that gives back what is due: the row has ended, or the attempt has
// failed. While the connection is away it would be lost.
func (a *attempt) nextBack(s *meeting.State) (call Call, found bool) {
	if s.Away() {
		return call, false
	}
	for i := range a.owed {
		owed := &a.owed[i]
		if owed.sent || owed.row.open() && a.failure == nil {
			continue
		}
		owed.sent = true
		return a.back(s, owed.row), true
	}
	return call, false
}

// back is the call that gives back to the user of a row.
func (a *attempt) back(s *meeting.State, r *row) Call {
	return Call{Action: a.command.Action, Target: r.ID, Each: []Person{r.person()}, Permissions: a.patch(s, true), Back: true}
}

// owes tells that something is to be given back, or that it is not known yet how that went.
func (a *attempt) owes() bool {
	return slices.ContainsFunc(a.owed, func(owed debt) bool { return !owed.posted })
}

// allBack are the calls that give back what has not been, whatever becomes of the attempt.
func (a *attempt) allBack(s *meeting.State) (calls []Call) {
	for i := range a.owed {
		if owed := &a.owed[i]; !owed.sent {
			owed.sent, owed.posted = true, true
			calls = append(calls, a.back(s, owed.row))
		}
	}
	return calls
}

// isGivenBack tells that what a call takes has been given back before.
func (a *attempt) isGivenBack(call Call) bool {
	for i := range a.owed {
		for _, person := range call.Each {
			if owed := &a.owed[i]; owed.sent && owed.row.ID == person.ID {
				return true
			}
		}
	}
	return false
}

// paid takes in that something was given back, or cannot be.
func (a *attempt) paid(id meeting.ParticipantID) {
	for i := range a.owed {
		if a.owed[i].row.ID == id {
			a.owed = append(a.owed[:i], a.owed[i+1:]...)
			return
		}
	}
}

// gaveBack takes in how a call went that gave something back. Who has left gets it when they
// come again. c.mu is held.
func (c *Controller) gaveBack(a *attempt, call Call, err error) {
	a.paid(call.Target)
	if failure, ok := err.(*meeting.Error); ok && failure.Reason == meeting.ReasonNoSuchParticipant {
		c.owing = append(c.owing, call)
	}
}

// giveBackLater gives back to those who have come again. c.mu is held.
func (c *Controller) giveBackLater(s *meeting.State) {
	if len(c.owing) == 0 || !s.Connected() {
		return
	}
	var remaining []Call
	for _, call := range c.owing {
		here := sessionOf(s, call.Each[0].UserID)
		if here == "" {
			remaining = append(remaining, call)
			continue
		}
		call.Target = here
		call.Each = []Person{{ID: here, UserID: call.Each[0].UserID}}
		go c.port.Call(c.ended, call) // nobody waits for it: what the server makes of it cannot be seen
	}
	c.owing = remaining
}

// giveAllBack gives back what is owed, without waiting for the end of what it is owed for.
func (c *Controller) giveAllBack() {
	c.mu.Lock()
	back := c.allBack()
	c.mu.Unlock()
	for _, call := range back {
		c.port.Send(call)
	}
}

// allBack are the calls that give back all that is owed. c.mu is held.
func (c *Controller) allBack() (calls []Call) {
	for _, running := range c.running {
		calls = append(calls, running.attempt.allBack(c.State())...)
	}
	return calls
}

// sessionOf is the id of a user who is in the meeting, "" when they are not.
func sessionOf(s *meeting.State, user meeting.UserID) meeting.ParticipantID {
	for p := range s.Joined.All() {
		if p.UserID == user {
			return p.ID
		}
	}
	return ""
}

// confirmTime is how long an effect may take.
func (o *Options) confirmTime(unit *proof.Unit) time.Duration {
	if o.ConfirmTimeout > 0 {
		return o.ConfirmTimeout
	}
	return max(defaultConfirmTimeout, unit.ConfirmTime)
}
