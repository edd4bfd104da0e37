package policy_test

import (
	"testing"
	"time"

	"github.com/gavel-rtc/gavel/internal/control/policy"
	"github.com/gavel-rtc/gavel/internal/control/proof"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

type ids = []meeting.ParticipantID

// house is a meeting with a Book that looks after it, and a clock of its own.
type house struct {
	t     *testing.T
	book  *policy.Book
	state *meeting.State
	now   time.Duration
}

func newHouse(t *testing.T) *house {
	return &house{t: t, book: policy.New(), now: time.Hour, state: &meeting.State{
		Self: meeting.Self{ID: "self", Text: meeting.Text{UserID: "user self"}},
		Room: meeting.Room{State: meeting.RoomJoined, Connection: meeting.ConnectionConnected, MediaJoined: true},
	}}
}

// who is somebody whose user id and custom id are made of the name in front of a number: "ann1"
// and "ann2" are sessions of one user.
func who(id meeting.ParticipantID, flags meeting.Flags) *meeting.Participant {
	name := string(id[:len(id)-1])
	return &meeting.Participant{ID: id, Flags: flags, Text: meeting.Text{UserID: meeting.UserID("user " + name), CustomID: meeting.CustomID("custom " + name), Name: name}}
}

// see has something happen, and returns what the policies want done then.
func (h *house) see(change func(next *meeting.State, seen *proof.Observation)) []meeting.Command {
	next := *h.state
	seen := &proof.Observation{Before: h.state, After: &next}
	change(&next, seen)
	h.book.Observe(seen, h.now)
	h.book.Enter(&next)
	h.state = &next
	return h.due()
}

func (h *house) due() []meeting.Command {
	commands := h.book.Due(h.state, h.now)
	next := *h.state
	h.book.Enter(&next)
	h.state = &next
	return commands
}

// put has people come, or be as they are now.
func (h *house) put(people ...*meeting.Participant) []meeting.Command {
	return h.see(func(next *meeting.State, seen *proof.Observation) {
		edit := next.Joined.Edit()
		for _, p := range people {
			edit.Put(p)
			seen.Changes = append(seen.Changes, proof.Change{ID: p.ID})
		}
		next.Joined = edit.Done()
	})
}

func (h *house) leave(gone ...meeting.ParticipantID) []meeting.Command {
	return h.see(func(next *meeting.State, seen *proof.Observation) {
		edit := next.Joined.Edit()
		for _, id := range gone {
			edit.Remove(id)
			seen.Changes = append(seen.Changes, proof.Change{ID: id, Gone: true, Another: true})
			if next.PinnedID == id {
				next.PinnedID = ""
			}
		}
		next.Joined = edit.Done()
	})
}

func (h *house) knock(people ...*meeting.Participant) []meeting.Command {
	return h.see(func(next *meeting.State, seen *proof.Observation) {
		edit := next.Waitlisted.Edit()
		for _, p := range people {
			edit.Put(p)
			seen.Changes = append(seen.Changes, proof.Change{ID: p.ID, Waits: true})
		}
		next.Waitlisted = edit.Done()
	})
}

func (h *house) stopWaiting(gone ...meeting.ParticipantID) []meeting.Command {
	return h.see(func(next *meeting.State, seen *proof.Observation) {
		edit := next.Waitlisted.Edit()
		for _, id := range gone {
			edit.Remove(id)
			seen.Changes = append(seen.Changes, proof.Change{ID: id, Waits: true, Gone: true})
		}
		next.Waitlisted = edit.Done()
	})
}

// pin is that somebody is pinned, or nobody.
func (h *house) pin(id meeting.ParticipantID) []meeting.Command {
	return h.see(func(next *meeting.State, seen *proof.Observation) {
		next.PinnedID = id
		seen.Changes = append(seen.Changes, proof.Change{ID: id, WentOn: meeting.Pinned})
	})
}

// room is how one's own connection and media are.
func (h *house) room(change func(room *meeting.Room)) []meeting.Command {
	return h.see(func(next *meeting.State, seen *proof.Observation) {
		change(&next.Room)
		next.Stale = next.Away()
	})
}

func (h *house) cut() []meeting.Command {
	return h.room(func(room *meeting.Room) {
		room.State, room.Connection = meeting.RoomDisconnected, meeting.ConnectionReconnecting
	})
}

// restore brings the connection back; everybody is read anew.
func (h *house) restore() []meeting.Command {
	return h.see(func(next *meeting.State, seen *proof.Observation) {
		next.Room.State, next.Room.Connection, next.Stale, next.PinnedID = meeting.RoomJoined, meeting.ConnectionConnected, false, ""
		seen.Reset, seen.Blind = true, true
		for p := range next.Joined.All() {
			seen.Changes = append(seen.Changes, proof.Change{ID: p.ID})
		}
	})
}

func (h *house) set(active meeting.ActivePolicy) []meeting.Command {
	next := *h.state
	h.book.Set(&next, active, time.Minute, h.now)
	h.book.Enter(&next)
	h.state = &next
	return h.due()
}

// end takes in how a command ended for all whom it names, and returns what is wanted then.
func (h *house) end(command meeting.Command, status meeting.Status, byPolicy bool) []meeting.Command {
	ended := &meeting.Ended{Command: command, ByPolicy: byPolicy, Outcome: meeting.Outcome{Action: command.Action, Status: status}}
	named := command.Targets
	if named == nil {
		named = ids{command.Target}
	}
	for _, id := range named {
		row := meeting.TargetOutcome{ID: id, Status: status}
		if text, _, found := h.state.Person(id); found {
			row.UserID, row.Name = text.UserID, text.Name
		} else if p := h.state.Waitlisted.Get(id); p != nil {
			row.UserID, row.Name = p.UserID, p.Name
		}
		ended.Outcome.Targets = append(ended.Outcome.Targets, row)
	}
	h.book.Ended(h.state, ended)
	return h.due()
}

// carryOut ends commands in some way until no more are wanted, and returns how many there were.
func (h *house) carryOut(commands []meeting.Command, end func(command meeting.Command) []meeting.Command) (number int) {
	h.t.Helper()
	for len(commands) > 0 {
		number += len(commands)
		if number > 100 {
			h.t.Fatal("it goes on and on")
		}
		var next []meeting.Command
		for _, command := range commands {
			next = append(next, end(command)...)
		}
		commands = next
	}
	return number
}

func (h *house) inVain(commands []meeting.Command) int {
	h.t.Helper()
	return h.carryOut(commands, func(command meeting.Command) []meeting.Command {
		return h.end(command, meeting.StatusUnconfirmed, true)
	})
}

func mute(id meeting.ParticipantID) []meeting.Command {
	return []meeting.Command{{Action: meeting.DisableAudio, Target: id}}
}

func pinned(id meeting.ParticipantID) []meeting.Command {
	return []meeting.Command{{Action: meeting.Pin, Target: id}}
}

func of(policy meeting.Policy, users ...meeting.UserID) meeting.ActivePolicy {
	return meeting.ActivePolicy{Policy: policy, UserIDs: users}
}
