package localroom

import (
	"crypto/rand"
	"errors"
	"slices"

	"google.golang.org/protobuf/proto"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

const textMessageType = 0

func sendToRoom(q *request, in *wire.ChatToRoom) error {
	may := q.from.user.permissions.Chat.Public
	if err := maySend(may.CanSend, may.Text, in.GetPayloadType()); err != nil {
		return err
	}
	message := q.keepMessage(in.GetPayloadType(), in.GetPayload(), nil)
	q.room.tell(q.event, &wire.ChatPush{Message: message}, q.room.everybody(q.from))
	q.reply(&wire.ChatPush{Message: message})
	return nil
}

func sendToPeers(q *request, in *wire.ChatToPeers) error {
	may := q.from.user.permissions.Chat.Private
	if err := maySend(may.CanSend, may.Text, in.GetPayloadType()); err != nil {
		return err
	}
	var receivers []*participant
	userIDs := []string{q.from.user.id}
	for id := range setOf(in.GetPeerIds()) {
		p, ok := q.room.joinedPerson(id)
		switch {
		case !ok:
			return ErrNoSuchParticipant
		case p == q.from:
			continue
		case !p.user.permissions.Chat.Private.CanReceive:
			return errors.New("a receiver may not receive private messages")
		}
		receivers = append(receivers, p)
		userIDs = append(userIDs, p.user.id)
	}
	message := q.keepMessage(in.GetPayloadType(), in.GetPayload(), userIDs)
	q.room.tell(q.event, &wire.ChatPush{Message: message}, receivers)
	q.reply(&wire.ChatPush{Message: message})
	return nil
}

func maySend(canSend, text bool, payloadType int32) error {
	switch {
	case !canSend || !text:
		return mayNot("chat")
	case payloadType != textMessageType:
		return errors.New("this room takes text messages only, no images, files or custom messages")
	}
	return nil
}

// change changes a message that is kept.
func (s *session) change(message *wire.ChatMessage, how func()) {
	s.chatBytes -= proto.Size(message)
	how()
	s.chatBytes += proto.Size(message)
	s.trimChat()
}

// trimChat drops the oldest messages beyond what is kept. All that is kept fits
// into one answer.
func (s *session) trimChat() {
	for s.chatBytes > keptChatBytes || len(s.chat) > keptMessages {
		s.chatBytes -= proto.Size(s.chat[0])
		s.chat = slices.Delete(s.chat, 0, 1)
	}
}

func (q *request) keepMessage(payloadType int32, payload string, userIDs []string) *wire.ChatMessage {
	now := q.room.now()
	message := &wire.ChatMessage{
		ChatId:        rand.Text(),
		PeerId:        q.from.id,
		UserId:        q.from.user.id,
		DisplayName:   q.from.name,
		PayloadType:   payloadType,
		Payload:       payload,
		TargetUserIds: userIDs,
		CreatedAt:     uint64(now.Unix()),
		CreatedAtMs:   proto.Uint64(uint64(now.UnixMilli())),
	}
	session := q.room.session
	session.chat = append(session.chat, message)
	session.chatBytes += proto.Size(message)
	session.trimChat()
	return message
}
