package localroom

import (
	"crypto/rand"
	"errors"
	"fmt"
	"slices"

	"google.golang.org/protobuf/proto"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// getPolls lists the polls to those who may see them.
func getPolls(q *request, _ *wire.Nothing) error {
	answer := &wire.PollsAnswer{}
	if q.from.presence == joined && q.from.user.permissions.Polls.CanView {
		answer.Polls = q.room.session.polls
	}
	q.reply(answer)
	return nil
}

// createPoll begins a poll. With hide_votes it is left to the pages not to show
// the counts before one has voted, as the service's own do.
func createPoll(q *request, in *wire.NewPoll) error {
	switch {
	case !q.from.user.permissions.Polls.CanCreate:
		return mayNot("polls.can_create")
	case in.GetQuestion() == "":
		return fmt.Errorf("question: want 1 to %d bytes", maxPollTextBytes)
	case len(in.GetOptions()) < 2 || len(in.GetOptions()) > maxPollOptions:
		return fmt.Errorf("options: want 2 to %d, got %d", maxPollOptions, len(in.GetOptions()))
	case len(q.room.session.polls) >= maxPolls:
		return fmt.Errorf("a session has at most %d polls", maxPolls)
	}
	poll := &wire.Poll{
		PollId:          rand.Text(),
		CreatedBy:       q.from.name,
		CreatedByUserId: q.from.user.id,
		Question:        in.GetQuestion(),
		HideVotes:       in.GetHideVotes(),
		Anonymous:       in.GetAnonymous(),
	}
	for _, text := range in.GetOptions() {
		if text == "" {
			return fmt.Errorf("an option has 1 to %d bytes", maxPollTextBytes)
		}
		poll.Options = append(poll.Options, &wire.PollOption{Text: text, Count: proto.Uint64(0)})
	}
	if err := q.room.session.takePollBytes(proto.Size(poll)); err != nil {
		return err
	}
	q.room.session.polls = append(q.room.session.polls, poll)
	q.sharePoll(wire.CreatePoll, poll)
	return nil
}

// takePollBytes keeps all polls with their votes small enough for one answer.
func (s *session) takePollBytes(more int) error {
	if s.pollBytes+more > maxPollBytes {
		return fmt.Errorf("the polls of a session have at most %d bytes", maxPollBytes)
	}
	s.pollBytes += more
	return nil
}

// votePoll counts one vote of each user. Who voted is known to all; of an
// anonymous poll nobody learns for what, the room included.
func votePoll(q *request, in *wire.Vote) error {
	polls := q.room.session.polls
	i := slices.IndexFunc(polls, func(one *wire.Poll) bool { return one.GetPollId() == in.GetPollId() })
	switch {
	case !q.from.user.permissions.Polls.CanVote:
		return mayNot("polls.can_vote")
	case i < 0:
		return errors.New("there is no poll with this id")
	case in.GetIndex() >= uint64(len(polls[i].GetOptions())):
		return fmt.Errorf("index: want 0 to %d, got %d", len(polls[i].GetOptions())-1, in.GetIndex())
	case slices.Contains(polls[i].GetVotes(), q.from.user.id):
		return errors.New("you have voted already")
	}
	poll := polls[i]
	vote := &wire.PollVote{UserId: q.from.user.id, Name: q.from.name}
	if err := q.room.session.takePollBytes(proto.Size(vote) + len(q.from.user.id)); err != nil {
		return err
	}
	option := poll.GetOptions()[in.GetIndex()]
	option.Count = proto.Uint64(option.GetCount() + 1)
	if !poll.GetAnonymous() {
		option.Votes = append(option.Votes, vote)
	}
	poll.Votes = append(poll.Votes, q.from.user.id)
	q.sharePoll(wire.UpdatePoll, poll)
	return nil
}

// sharePoll tells everybody who may see polls, the sender with the answer.
func (q *request) sharePoll(as wire.Event, poll *wire.Poll) {
	told := &wire.PollPush{Poll: poll}
	q.room.tell(as, told, slices.DeleteFunc(q.room.everybody(q.from), func(p *participant) bool {
		return !p.user.permissions.Polls.CanView
	}))
	q.reply(told)
}
