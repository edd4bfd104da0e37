package localroom_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

func (g *guest) createsPoll(poll *wire.NewPoll) *wire.Poll {
	g.hall.t.Helper()
	answer := &wire.PollPush{}
	g.ask(wire.CreatePoll, poll, answer)
	return answer.GetPoll()
}

func TestPollFromQuestionToResults(t *testing.T) {
	h := openHall(t)
	ana, ben, cem := h.enter("ana", "host"), h.enter("ben", "guest"), h.enter("cem", "guest")
	poll := ana.createsPoll(&wire.NewPoll{Question: "Tea?", Options: []string{"yes", "no"}, HideVotes: true})
	sees(ben, wire.CreatePoll, func(m *wire.PollPush) bool { return m.GetPoll().GetQuestion() == "Tea?" && m.GetPoll().GetHideVotes() })
	answer := &wire.PollPush{}
	ben.ask(wire.VotePoll, &wire.Vote{PollId: poll.GetPollId(), Index: 1}, answer)
	assert.EqualValues(t, 1, answer.GetPoll().GetOptions()[1].GetCount())
	sees(ana, wire.UpdatePoll, func(m *wire.PollPush) bool { return m.GetPoll().GetOptions()[1].GetVotes()[0].GetName() == "ben" })
	assert.Contains(t, ben.refused(wire.VotePoll, &wire.Vote{PollId: poll.GetPollId()}), "already")
	cem.ask(wire.VotePoll, &wire.Vote{PollId: poll.GetPollId()}, nil)
	ben.settle()
	assert.Equal(t, 1, ben.Pushed(wire.UpdatePoll), "who votes has the answer")
	assert.Zero(t, ben.Pushed(wire.VotePoll))

	polls := &wire.PollsAnswer{}
	h.enter("late", "guest").ask(wire.GetPolls, nil, polls)
	require.Len(t, polls.GetPolls(), 1)
	assert.Equal(t, []string{ben.userID, cem.userID}, polls.GetPolls()[0].GetVotes())
	assert.Equal(t, ana.userID, polls.GetPolls()[0].GetCreatedByUserId())
}

func TestAnonymousPollNamesNobody(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	poll := ana.createsPoll(&wire.NewPoll{Question: "Tea?", Options: []string{"yes", "no"}, Anonymous: true})
	answer := &wire.PollPush{}
	ana.ask(wire.VotePoll, &wire.Vote{PollId: poll.GetPollId()}, answer)
	assert.EqualValues(t, 1, answer.GetPoll().GetOptions()[0].GetCount())
	assert.Empty(t, answer.GetPoll().GetOptions()[0].GetVotes())
}

func TestPollsAreRefused(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	good := &wire.NewPoll{Question: "Tea?", Options: []string{"yes", "no"}}
	poll := ana.createsPoll(good)
	assert.Contains(t, ben.refused(wire.CreatePoll, good), "polls.can_create")
	for says, bad := range map[string]*wire.NewPoll{
		"question":                         {Options: []string{"yes", "no"}},
		"options":                          {Question: "Tea?", Options: []string{"yes"}},
		"options: want at most 2000 bytes": {Question: "Tea?", Options: []string{"yes", strings.Repeat("x", 2001)}},
	} {
		assert.Contains(t, ana.refused(wire.CreatePoll, bad), says)
	}
	assert.Contains(t, ben.refused(wire.VotePoll, &wire.Vote{PollId: "none"}), "no poll")
	assert.Contains(t, ben.refused(wire.VotePoll, &wire.Vote{PollId: poll.GetPollId(), Index: 2}), "want 0 to 1, got 2")

	ana.ask(wire.UpdateUserPreset, patchOf(ben, &wire.PermissionsPatch{Polls: &wire.PollsPatch{CanView: new(false), CanVote: new(false)}}), nil)
	assert.Contains(t, ben.refused(wire.VotePoll, &wire.Vote{PollId: poll.GetPollId()}), "polls.can_vote")
	cem := h.enter("cem", "guest")
	cem.ask(wire.VotePoll, &wire.Vote{PollId: poll.GetPollId()}, nil)
	before := ben.Pushed(wire.CreatePoll)
	for range 99 {
		ana.createsPoll(good)
	}
	assert.Contains(t, ana.refused(wire.CreatePoll, good), "at most 100 polls")
	polls := &wire.PollsAnswer{}
	ben.ask(wire.GetPolls, nil, polls)
	assert.Empty(t, polls.GetPolls())
	assert.Equal(t, before, ben.Pushed(wire.CreatePoll))
	assert.Zero(t, ben.Pushed(wire.UpdatePoll))
}

func TestPluginStoreAsksForPermission(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	plugin := func(value string) *wire.StoreRequest {
		return &wire.StoreRequest{PluginId: meeting, StoreName: "__rtk_plugins__", Keys: []*wire.StoreKey{{StoreKey: "demo:board", Payload: []byte(value)}}}
	}
	assert.Contains(t, ben.refused(wire.StoreInsertKeys, plugin(`{"enabledBy":"`+ben.ID()+`"}`)), "plugins.can_start")
	ana.ask(wire.StoreInsertKeys, plugin(`{"enabledBy":"`+ana.ID()+`"}`), nil)
	sees(ben, wire.StoreInsertKeys, func(m *wire.StoreItems) bool { return m.GetStoreItems()[0].GetStoreKey() == "demo:board" })
	assert.Contains(t, ben.refused(wire.StoreInsertKeys, plugin("null")), "plugins.can_close")
	assert.Contains(t, ben.refused(wire.StoreDeleteKeys, plugin("")), "plugins.can_close")

	ana.ask(wire.UpdateUserPreset, patchOf(ben, &wire.PermissionsPatch{Plugins: &wire.PluginsPatch{CanStart: new(true)}}), nil)
	ben.ask(wire.StoreInsertKeys, plugin(`{"enabledBy":"`+ben.ID()+`"}`), nil)
	ben.ask(wire.StoreInsertKeys, plugin("null"), nil)
	sees(ana, wire.StoreInsertKeys, func(m *wire.StoreItems) bool { return string(m.GetStoreItems()[0].GetPayload()) == "null" })
}
