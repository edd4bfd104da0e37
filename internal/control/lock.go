package control

import (
	"time"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control/locks"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// keepLocks takes in what a command that is about to be sent locks or unlocks. c.mu is held.
func (c *Controller) keepLocks(a *attempt, s *meeting.State, now time.Duration) {
	if a.failure != nil {
		return
	}
	what, rows, everybody := a.command.What.Flag(), a.targets(), !a.spec.TakesTarget()
	switch a.spec.Takes {
	case action.ToLock:
		a.before = c.locks.Lock(s, what, rows, everybody, now)
	case action.ToUnlock:
		a.before = c.locks.Unlock(s, what, rows, everybody)
	case action.Patch:
		if allowed := locks.Allowed(a.command.Permissions); allowed != 0 && !c.locks.Empty() {
			a.before = c.locks.Unlock(s, allowed, rows, false)
		}
	}
}

// dropLocks takes in that the call of a command failed: whom it was about is as before, unless
// they have left. c.mu is held.
func (c *Controller) dropLocks(a *attempt, err error) {
	if failure, ok := err.(*meeting.Error); a.before != nil && !(ok && failure.Reason == meeting.ReasonNoSuchParticipant) {
		c.locks.Failed(a.before)
	}
}

// knownWriters tells that facts are of nothing but messages of people who were seen to write
// before. c.mu is held.
func (c *Controller) knownWriters(facts *Facts) bool {
	for _, event := range facts.Events {
		if event.Kind != Wrote || c.locks.Hears(event.User) {
			return false
		}
	}
	others := *facts
	others.Events = nil
	return others.empty()
}

// settleLocks enters into a state that is about to be published what is locked, and sends what
// that takes. c.mu is held.
func (c *Controller) settleLocks(update *meeting.Update, now time.Duration) {
	for _, batch := range c.locks.Settle(update.State, now) {
		c.quiet++
		go c.keep(batch, c.lockCall(update.State, batch))
	}
	update.Yielded = c.locks.Yields()
}

// lockCall is the call for a batch.
func (c *Controller) lockCall(s *meeting.State, batch locks.Batch) Call {
	call := Call{Action: meeting.Lock, Permissions: locks.Taking(batch.What)}
	if batch.Back {
		call.Action, call.Permissions = meeting.Unlock, locks.Giving(batch.What, s)
	}
	for i := range batch.People {
		call.Each = append(call.Each, Person{ID: batch.People[i].ID, UserID: batch.People[i].UserID})
	}
	return call
}

// keep makes a call that nobody waits for.
func (c *Controller) keep(batch locks.Batch, call Call) {
	err := c.port.Call(c.ended, call)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.quiet--
	if failure, ok := err.(*meeting.Error); ok && !c.closed && failure.Reason != meeting.ReasonNoSuchParticipant {
		c.locks.NotSent(batch, sinceStart())
		c.setTimer(sinceStart())
	}
}
