package control

import (
	"time"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control/proof"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// What goes on over time: who was removed and comes back, who speaks, and the policies.

// wake is when something is due by itself that no command waits for. c.mu is held.
func (c *Controller) wake() time.Duration { return min(c.locks.Wake(), c.policies.Wake(c.State())) }

// watch takes in what the meeting has shown, and returns who is back that was removed. c.mu is held.
func (c *Controller) watch(seen *proof.Observation, now time.Duration) []meeting.Removed {
	c.speaking.Observe(seen, time.Now().UnixMilli())
	c.policies.Observe(seen, now)
	back := c.removed.Observe(seen, now)
	c.noteReturned(back)
	return back
}

// takeIn takes in how a command ended, and returns who is back already that it removed. c.mu is held.
func (c *Controller) takeIn(s *meeting.State, ended *meeting.Ended, sent time.Duration) (back []meeting.Removed) {
	c.noteEnded(ended)
	c.policies.Ended(s, ended)
	if spec, _ := action.Of(ended.Command.Action); spec.Proof == action.ProofGone {
		back = c.removed.Remove(s, ended.Outcome.Targets, sent, time.Now().UnixMilli())
		c.noteReturned(back)
	}
	return back
}

func (c *Controller) noteReturned(back []meeting.Removed) {
	for i := range back {
		c.note(meeting.JournalEntry{By: meeting.ByUnknown, Action: meeting.Returned, ID: back[i].Back, UserID: back[i].UserID, CustomID: back[i].CustomID, Name: back[i].Name, Status: meeting.StatusConfirmed})
	}
}

// enter enters into a state that is about to be published what goes on. c.mu is held.
func (c *Controller) enter(update *meeting.Update) {
	c.removed.Enter(update.State)
	c.speaking.Enter(update.State)
	c.policies.Enter(update.State)
	for _, yield := range c.policies.Yields() {
		entry := meeting.JournalEntry{By: meeting.ByPolicy, Action: meeting.PolicyYielded, What: string(yield.Policy), ID: yield.ID, Name: yield.Name, Status: meeting.StatusConfirmed}
		switch {
		case yield.ID == "" && yield.Name == "": // it ended with the meeting
			entry.By, entry.Action = meeting.ByUnknown, meeting.PolicyOff
		case yield.Policy == meeting.Floor: // its time is over
			entry.Action = meeting.PolicyOff
		}
		c.note(entry)
		update.Yielded = append(update.Yielded, yield)
	}
	update.Entries = append(update.Entries, c.entries...)
	c.entries = nil
}

// Spoke takes in that the meeting took somebody for the speaker. From any goroutine.
func (c *Controller) Spoke(id meeting.ParticipantID) {
	c.afterReading(func() {
		if !c.closed && c.broken == nil && c.speaking.Speak(c.State(), id, time.Now().UnixMilli()) {
			c.publish(*c.State(), "", sinceStart())
		}
	})
	c.deliver()
}
