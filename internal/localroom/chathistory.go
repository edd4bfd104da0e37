package localroom

import (
	"errors"
	"slices"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// getMessages gives what the sender may see.
func getMessages(q *request, _ *wire.Nothing) error {
	answer := &wire.ChatMessages{}
	if q.from.presence == joined {
		answer.Messages = q.messages(func(*wire.ChatMessage) bool { return true })
	}
	q.reply(answer)
	return nil
}

// messages are those of the chat that the sender may see and that please, the
// oldest first.
func (q *request) messages(please func(*wire.ChatMessage) bool) []*wire.ChatMessage {
	var found []*wire.ChatMessage
	for _, one := range q.room.session.chat {
		if visible(one, q.from.user.id) && please(one) {
			found = append(found, one)
		}
	}
	return found
}

// getPage gives some messages from a time on, or back from it: those to all, the
// pinned ones, or those that went between the sender and one user.
func getPage(q *request, in *wire.ChatPageRequest) error {
	if in.GetSize() < 1 {
		return errors.New("size: want at least 1")
	}
	found := q.messages(func(one *wire.ChatMessage) bool {
		switch filter := in.GetFilters().GetFilters().(type) {
		case *wire.ChatPageFilters_Pinned:
			return one.GetPinned() == filter.Pinned
		case *wire.ChatPageFilters_UserId:
			return between(one, q.from.user.id, filter.UserId)
		}
		return len(one.GetTargetUserIds()) == 0
	})
	found = slices.DeleteFunc(found, func(one *wire.ChatMessage) bool {
		if in.GetReversed() {
			return one.GetCreatedAtMs() > in.GetTimeStamp()
		}
		return one.GetCreatedAtMs() < in.GetTimeStamp()
	})
	if in.GetReversed() {
		slices.Reverse(found)
	}
	q.reply(page(found, in.GetSize()))
	return nil
}

// page is as many as wanted, but not more than fit on a page.
func page(of []*wire.ChatMessage, wanted int32) *wire.ChatPage {
	size := min(int(wanted), len(of), maxMessagesPerPage)
	return &wire.ChatPage{Messages: of[:size], Next: size < len(of)}
}

func between(message *wire.ChatMessage, one, other string) bool {
	to := message.GetTargetUserIds()
	return len(to) > 0 && slices.Contains(to, one) && slices.Contains(to, other)
}
