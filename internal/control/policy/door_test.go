package policy_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gavel-rtc/gavel/internal/control/policy"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func letIn(id meeting.ParticipantID) []meeting.Command {
	return []meeting.Command{{Action: meeting.AcceptWaitingRoomRequest, Target: id}}
}

func kick(id meeting.ParticipantID) []meeting.Command {
	return []meeting.Command{{Action: meeting.Kick, Target: id}}
}

func turnAway(id meeting.ParticipantID) []meeting.Command {
	return []meeting.Command{{Action: meeting.RejectWaitingRoomRequest, Target: id}}
}

func TestAdmit(t *testing.T) {
	h := newHouse(t)
	nobody := who("nobody1", 0)
	nobody.CustomID = ""
	h.knock(who("ann1", 0), who("bob1", 0), nobody)
	admit := meeting.ActivePolicy{Policy: meeting.Admit, CustomIDs: []meeting.CustomID{"custom ann", "", "user bob"}}
	assert.Equal(t, letIn("ann1"), h.set(admit), "who waits already")
	assert.Empty(t, h.knock(who("bob1", 0)))
	assert.Equal(t, policy.MostTries-1, h.inVain(h.end(letIn("ann1")[0], meeting.StatusUnconfirmed, true)))
	assert.Equal(t, []meeting.Yield{{Policy: meeting.Admit, ID: "ann1", Name: "ann"}}, h.book.Yields())
	assert.Equal(t, letIn("ann1"), h.set(admit), "begins anew")
	assert.True(t, h.book.End(meeting.Admit))
	assert.Empty(t, h.knock(who("ann2", 0)))
}

func TestKeepOut(t *testing.T) {
	h := newHouse(t)
	out := meeting.ActivePolicy{Policy: meeting.KeepOut, UserIDs: []meeting.UserID{"user ann"}, CustomIDs: []meeting.CustomID{"custom cid"}}
	h.put(who("ann1", meeting.AudioOn), who("bob1", 0))
	assert.Equal(t, kick("ann1"), h.set(out))
	other := who("other1", 0)
	other.CustomID = "custom cid"
	assert.Equal(t, kick("other1"), h.put(other))
	assert.Equal(t, turnAway("cid1"), h.knock(who("cid1", 0)))
	assert.Empty(t, h.knock(who("bob2", 0)))
}

func TestKeepOutYieldsAfterThreeTimes(t *testing.T) {
	h := newHouse(t)
	h.set(of(meeting.KeepOut, "user ann"))
	for i, id := range (ids{"ann1", "ann2", "ann3", "ann4", "ann5"}) {
		wanted := h.put(who(id, 0))
		if i < policy.MostTries {
			assert.Equal(t, kick(id), wanted, "also before it is known how the one before ended")
		} else {
			assert.Empty(t, wanted)
		}
		assert.Empty(t, h.leave(id))
	}
	assert.Equal(t, []meeting.Yield{{Policy: meeting.KeepOut, ID: "ann4", Name: "ann"}}, h.book.Yields())
}

func TestEverySessionIsKeptOut(t *testing.T) {
	h := newHouse(t)
	h.put(who("ann1", 0), who("ann2", 0))
	assert.Equal(t, kick("ann1"), h.set(of(meeting.KeepOut, "user ann")))
	assert.Equal(t, kick("ann2"), h.leave("ann1"))
}

func TestOneselfIsNotKeptOut(t *testing.T) {
	h := newHouse(t)
	h.put(who("self1", meeting.AudioOn))
	h.knock(who("self2", 0))
	assert.Empty(t, h.set(of(meeting.KeepOut, "user self")))
}

func TestWhatYieldsToOnePolicyYieldsOnce(t *testing.T) {
	h := newHouse(t)
	admit := meeting.ActivePolicy{Policy: meeting.Admit, CustomIDs: []meeting.CustomID{"custom ann"}}
	h.knock(who("ann1", 0))
	h.inVain(h.set(admit))
	assert.Len(t, h.book.Yields(), 1)
	h.set(of(meeting.KeepOut, "user bob"))
	assert.Empty(t, h.knock(who("ann1", 0)))
	assert.Empty(t, h.book.Yields())
}
