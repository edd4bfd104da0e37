package policy_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gavel-rtc/gavel/internal/control/policy"
	"github.com/gavel-rtc/gavel/internal/control/proof"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// confirm carries out pins, as others see them too.
func (h *house) confirm(commands []meeting.Command) (number int) {
	h.t.Helper()
	return h.carryOut(commands, func(command meeting.Command) []meeting.Command {
		return append(h.pin(command.Target), h.end(command, meeting.StatusConfirmed, true)...)
	})
}

func keeping(t *testing.T) *house {
	h := newHouse(t)
	h.put(who("ann1", 0), who("bob1", 0))
	h.pin("ann1")
	assert.Empty(t, h.set(of(meeting.KeepPin, "user ann")), "pinned already")
	return h
}

func TestKeepPinPinsWhoIsNotPinned(t *testing.T) {
	h := newHouse(t)
	h.put(who("ann1", 0))
	assert.Equal(t, pinned("ann1"), h.set(of(meeting.KeepPin, "user ann")))
}

func TestKeepPinPinsAgainAndYields(t *testing.T) {
	h := keeping(t)
	for _, taken := range (ids{"", "bob1", ""}) {
		wanted := h.pin(taken)
		assert.Equal(t, pinned("ann1"), wanted)
		assert.Equal(t, 1, h.confirm(wanted))
	}
	assert.Len(t, h.state.Policies, 1)
	assert.Empty(t, h.pin("bob1"))
	assert.Equal(t, []meeting.Yield{{Policy: meeting.KeepPin, ID: "ann1"}}, h.book.Yields())
	assert.Empty(t, h.state.Policies)
	assert.Empty(t, h.pin(""))
	assert.Empty(t, h.book.Yields(), "once")

	assert.Equal(t, pinned("ann1"), h.set(of(meeting.KeepPin, "user ann")), "begins anew")
}

func TestAPinInVainYields(t *testing.T) {
	h := keeping(t)
	assert.Equal(t, policy.MostTries, h.inVain(h.pin("")))
	assert.Len(t, h.book.Yields(), 1)
	h = keeping(t)
	assert.Equal(t, policy.MostTries, h.carryOut(h.pin(""), func(command meeting.Command) []meeting.Command {
		h.book.Refused(h.state, command)
		return h.due()
	}))
}

func TestKeepPinFollowsTheHost(t *testing.T) {
	h := keeping(t)
	next := *h.state
	next.PinnedID = "bob1"
	h.book.Observe(&proof.Observation{Before: h.state, After: &next}, h.now)
	h.state = &next
	assert.Empty(t, h.end(meeting.Command{Action: meeting.Pin, Target: "bob1"}, meeting.StatusConfirmed, false))
	assert.Equal(t, []meeting.UserID{"user bob"}, h.state.Policies[0].UserIDs)
	assert.Equal(t, pinned("bob1"), h.pin(""))
}

func TestKeepPinEndsWhenTheHostUnpins(t *testing.T) {
	h := keeping(t)
	unpin := meeting.Command{Action: meeting.Unpin, Target: "ann1"}
	h.state.Pending = []meeting.Pending{{Command: unpin}}
	assert.Empty(t, h.pin(""), "that is the host's own command")
	h.state.Pending = nil
	assert.Empty(t, h.end(unpin, meeting.StatusConfirmed, false))
	assert.Empty(t, h.state.Policies)
	assert.Empty(t, h.book.Yields())
}

func TestAPinThatWentWithTheConnectionWasNotTaken(t *testing.T) {
	for name, breaks := range map[string]func(h *house) []meeting.Command{
		"with the same id": func(h *house) []meeting.Command {
			assert.Empty(h.t, h.leave("ann1"))
			return h.put(who("ann1", 0))
		},
		"with another id": func(h *house) []meeting.Command {
			assert.Empty(h.t, h.leave("ann1"))
			p := who("ann1", 0)
			p.ID = "ann2"
			if h.state.Joined.Get("ann2") != nil {
				h.leave("ann2")
				p.ID = "ann1"
			}
			return h.put(p)
		},
		"in one batch": func(h *house) []meeting.Command {
			return h.see(func(next *meeting.State, seen *proof.Observation) {
				next.PinnedID, seen.Changes = "", []proof.Change{{ID: "ann1", Another: true}}
			})
		},
		"one's own": func(h *house) []meeting.Command {
			h.cut()
			return h.restore()
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := keeping(t)
			for range 6 {
				assert.Equal(t, 1, h.confirm(breaks(h)))
			}
			for range policy.MostTries {
				assert.Equal(t, 1, h.confirm(h.pin("bob1")), "three times by others all the same")
			}
			assert.Empty(t, h.pin("bob1"))
		})
	}
}

func TestAnotherSessionOfWhoIsPinnedTakesNoPin(t *testing.T) {
	h := keeping(t)
	assert.Empty(t, h.put(who("ann2", 0)))
	assert.Empty(t, h.put(who("ann2", meeting.AudioOn)))
	assert.Empty(t, h.put(who("ann1", meeting.AudioOn)))
	assert.Equal(t, pinned("ann2"), h.leave("ann1"), "but in the place of the other")
}

func TestKeepPinOfOneself(t *testing.T) {
	h := newHouse(t)
	h.put(who("self1", 0))
	assert.Equal(t, pinned("self"), h.set(of(meeting.KeepPin, "user self")))
	h.confirm(pinned("self"))
	assert.Empty(t, h.put(who("self1", meeting.AudioOn)))
	assert.Equal(t, pinned("self"), h.pin(""))
}

// Two hosts want somebody else pinned each: they are not to go on for ever.
func TestTwoWhoKeepContraryPinsSettle(t *testing.T) {
	one, other := newHouse(t), newHouse(t)
	both := []*house{one, other}
	for _, h := range both {
		h.put(who("ann1", 0), who("bob1", 0))
	}
	type sent struct {
		by      int
		command meeting.Command
	}
	var queue []sent
	send := func(by int, commands []meeting.Command) {
		for _, command := range commands {
			queue = append(queue, sent{by, command})
		}
	}
	send(0, one.set(of(meeting.KeepPin, "user ann")))
	send(1, other.set(of(meeting.KeepPin, "user bob")))
	total := 0
	for len(queue) > 0 {
		next := queue[0]
		queue = queue[1:]
		if total++; total > 50 {
			t.Fatal("they go on and on")
		}
		for by, h := range both {
			send(by, h.pin(next.command.Target))
		}
		send(next.by, both[next.by].end(next.command, meeting.StatusConfirmed, true))
	}
	assert.LessOrEqual(t, total, 2*policy.MostTries)
	yields := len(one.book.Yields()) + len(other.book.Yields())
	assert.Equal(t, 1, yields, "one has yielded, the other has the pin")
	assert.Equal(t, one.state.PinnedID, other.state.PinnedID)
}
