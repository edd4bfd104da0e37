package view

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/view/section"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// chatting is a meeting in which Ann has written.
func chatting(pinned bool) meeting.State {
	state := with(host(), person("Ann", 0))
	state.Room.Modules = "chat polls plugins"
	state.Messages = []meeting.ChatMessage{{ID: "m", Name: "Ann", Text: "Hello", Pinned: pinned}}
	state.Plugins = []meeting.Plugin{{ID: "board", Name: "Board", CanActivate: true, CanDeactivate: true}}
	return state
}

// receiptOf is the receipt of a command that ended.
func receiptOf(t *testing.T, s *Screen, state meeting.State, end meeting.Ended) (sentences []meeting.Message, notice Notice) {
	t.Helper()
	s.Update(&state, []meeting.Ended{end}, noon)
	s.Expire(noon + section.GatherFor)
	notice = s.Panel().Notice
	return notice.Sentences, notice
}

func TestThePinOfAMessageCanBeTakenBack(t *testing.T) {
	s := show(chatting(false))
	sentences, notice := receiptOf(t, s, chatting(true), ended(meeting.ChatPin, "m", meeting.TargetOutcome{ID: "m", Name: "Ann", Status: meeting.StatusConfirmed}))
	require.Len(t, sentences, 1)
	assert.Equal(t, "done.chat.pin", sentences[0].Key)
	assert.Equal(t, "Ann", sentences[0].Arg("name"))
	assert.Equal(t, "undo", notice.Offer.Key)
	command, now := s.Undo()
	assert.True(t, now)
	assert.Equal(t, meeting.Command{Action: meeting.ChatUnpin, Target: "m"}, command)
}

func TestTwoPinsOfMessagesOfferNoWayBack(t *testing.T) {
	s := show(chatting(false))
	state := chatting(true)
	s.Update(&state, []meeting.Ended{
		ended(meeting.ChatPin, "m", meeting.TargetOutcome{ID: "m", Name: "Ann", Status: meeting.StatusConfirmed}),
		ended(meeting.ChatPin, "n", meeting.TargetOutcome{ID: "n", Name: "Bob", Status: meeting.StatusConfirmed}),
	}, noon)
	s.Expire(noon + section.GatherFor)
	assert.Empty(t, s.Panel().Notice.Offer.Key)
}

func TestAMessageIsDeletedAfterAQuestion(t *testing.T) {
	s := show(chatting(false))
	_, now := s.Press(meeting.ChatDeleteMessage, "m", noon)
	require.False(t, now)
	dialog := s.Panel().Dialog
	assert.Equal(t, "Ann", dialog.Name)
	assert.Equal(t, section.ButtonReady, dialog.State)
	command, now := s.Confirm()
	require.True(t, now)
	sentences, notice := receiptOf(t, s, chatting(false), ended(command.Action, "m",
		meeting.TargetOutcome{ID: "m", Name: "Ann", Status: meeting.StatusUnconfirmed, Message: meeting.Message{Key: "target.not-deleted"}}))
	require.Len(t, sentences, 1)
	assert.Equal(t, "target.not-deleted", sentences[0].Arg("reason"), "it says what may be the cause")
	assert.True(t, notice.Warning)
}

// Who may not see polls is told that it was sent, and no more.
func TestAPollThatCannotBeSeenIsSent(t *testing.T) {
	for status, key := range map[meeting.Status]string{meeting.StatusConfirmed: "done.polls.create.all", meeting.StatusSent: "sent.polls.create.all"} {
		s := show(chatting(false))
		s.Tools(true)
		command, now := s.BeginPoll(" Tea? ", "yes\r\n\r\nno", pollAnonymous, noon)
		require.True(t, now)
		assert.Equal(t, &meeting.NewPoll{Question: "Tea?", Options: []string{"yes", "no"}, Anonymous: true}, command.Poll)
		end := meeting.Ended{Command: command, Outcome: meeting.Outcome{Action: command.Action, Status: status, Targets: []meeting.TargetOutcome{{ID: "me", Status: status}}}}
		sentences, _ := receiptOf(t, s, chatting(false), end)
		require.Len(t, sentences, 1, status)
		assert.Equal(t, key, sentences[0].Key)
		assert.Equal(t, section.MarkDone, s.Panel().Tools.Poll.Mark)
	}
}

func TestWhyAPollCannotBeginIsTold(t *testing.T) {
	s := show(chatting(false))
	state := chatting(false)
	state.Self.Permissions = state.Self.Permissions.Without(meeting.PollsCanCreate)
	s.Update(&state, nil, noon)
	_, now := s.BeginPoll("Tea?", "yes\nno", 0, noon)
	require.False(t, now)
	assert.Equal(t, "polls.can_create", s.Panel().Notice.Sentences[0].Arg("permission"))
}

func TestTheDialogsEndWithTheMeeting(t *testing.T) {
	s := show(chatting(false))
	s.Chat("open")
	s.Tools(true)
	require.True(t, s.Panel().Chat.Open && s.Panel().Tools.Open)
	over := chatting(false)
	over.Room.State = meeting.RoomKicked
	s.Update(&over, nil, noon)
	again := chatting(false)
	s.Update(&again, nil, noon)
	assert.False(t, s.Panel().Chat.Open || s.Panel().Tools.Open, "they are not open by themselves when one is back")
}
