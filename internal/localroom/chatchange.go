package localroom

import (
	"errors"
	"slices"

	"google.golang.org/protobuf/proto"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

var errNoSuchMessage = errors.New("there is no message with this id that you can see")

// editMessage changes the text of one's own message.
func editMessage(q *request, in *wire.ChatEdit) error {
	message, err := q.ownMessage(in.GetChatId())
	if err != nil {
		return err
	}
	if err := q.maySendAgain(message, in.GetPayloadType()); err != nil {
		return err
	}
	if in.GetPayload() == "" {
		return errors.New("a message cannot be empty")
	}
	q.room.session.change(message, func() { message.Payload, message.IsEdited = in.GetPayload(), true })
	push := &wire.ChatPush{Message: message}
	q.room.tell(q.event, push, q.readers(message))
	q.reply(push)
	return nil
}

// maySendAgain is asked of the permission that the message needed at first.
func (q *request) maySendAgain(message *wire.ChatMessage, payloadType int32) error {
	chat := q.from.user.permissions.Chat
	if len(message.GetTargetUserIds()) > 0 {
		return maySend(chat.Private.CanSend, chat.Private.Text, payloadType)
	}
	return maySend(chat.Public.CanSend, chat.Public.Text, payloadType)
}

// deleteMessage takes one's own message out of the chat.
func deleteMessage(q *request, in *wire.ChatMessageId) error {
	message, err := q.ownMessage(in.GetChatId())
	if err != nil {
		return err
	}
	session := q.room.session
	session.chatBytes -= proto.Size(message)
	session.chat = slices.DeleteFunc(session.chat, func(one *wire.ChatMessage) bool { return one == message })
	gone := &wire.ChatMessageId{ChatId: message.GetChatId()}
	q.room.tell(q.event, gone, q.readers(message))
	q.reply(gone)
	return nil
}

// pinMessage pins and unpins anybody's message. The SDK knows no permission for
// it; here it takes the one to send to all.
func pinMessage(q *request, in *wire.ChatPin) error {
	message, err := q.message(in.GetChatId())
	if err != nil {
		return err
	}
	if !q.from.user.permissions.Chat.Public.CanSend {
		return mayNot("chat")
	}
	q.room.session.change(message, func() { message.Pinned = in.GetPinned() })
	push := &wire.ChatPinPush{ChatId: message.GetChatId(), Pinned: message.GetPinned(), Message: message}
	q.room.tell(q.event, push, q.readers(message))
	q.reply(push)
	return nil
}

// message finds a message that the sender may see.
func (q *request) message(id string) (*wire.ChatMessage, error) {
	for _, one := range q.room.session.chat {
		if one.GetChatId() == id && visible(one, q.from.user.id) {
			return one, nil
		}
	}
	return nil, errNoSuchMessage
}

func (q *request) ownMessage(id string) (*wire.ChatMessage, error) {
	message, err := q.message(id)
	if err == nil && message.GetUserId() != q.from.user.id {
		return nil, errors.New("only one's own messages can be changed")
	}
	return message, err
}

func visible(message *wire.ChatMessage, userID string) bool {
	return len(message.GetTargetUserIds()) == 0 || slices.Contains(message.GetTargetUserIds(), userID)
}

// readers are all but the sender who may see a message.
func (q *request) readers(message *wire.ChatMessage) []*participant {
	return slices.DeleteFunc(q.room.everybody(q.from), func(p *participant) bool { return !visible(message, p.user.id) })
}
