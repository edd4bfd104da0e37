package e2e_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
)

func TestPolls(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	alice.Do(`meeting.polls.create("Tea?", ["yes", "no"], false, true)`)
	for _, p := range []*e2e.Participant{alice, bob} {
		p.Await(`meeting.polls.items.length === 1 && meeting.polls.items[0].question === "Tea?" && meeting.polls.items[0].hideVotes`)
	}
	bob.Do(`meeting.polls.vote(meeting.polls.items[0].id, 1)`)
	alice.Hears("polls", "pollsUpdate", `({ polls, newPoll }) => !newPoll && polls[0].options[1].count === 1`)
	bob.Hears("polls", "pollsUpdate", `({ polls, newPoll }) => !newPoll && polls[0].options[1].count === 1`)
	alice.Do(`meeting.polls.vote(meeting.polls.items[0].id, 1)`)
	late := meeting.Join(e2e.Who{Name: "Carol"})
	for _, p := range []*e2e.Participant{alice, bob, late} {
		p.Await(`meeting.polls.items[0]?.options[1].count === 2 && meeting.polls.items[0].options[0].count === 0`)
	}
	require.Equal(t, []string{"Bob", "Alice"}, e2e.Eval[[]string](late.Tab, `meeting.polls.items[0].options[1].votes.map(v => v.name)`))
	require.Equal(t, []string{bob.UserID, alice.UserID}, e2e.Eval[[]string](late.Tab, `meeting.polls.items[0].voted`))
	require.Equal(t, "Alice", e2e.Eval[string](late.Tab, `meeting.polls.items[0].createdBy`))

	bob.Do(`meeting.polls.create("Mine?", ["yes", "no"])`)
	bob.Reaches(alice)
	require.Equal(t, 1, e2e.Eval[int](alice.Tab, `meeting.polls.items.length`), "the SDK drops what the preset forbids")
	require.NotContains(t, meeting.Person(bob.ID).Sent, "polls.createPoll")
}
