package localroom

import (
	"errors"
	"fmt"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// What every message of a client goes through before anybody looks at it. Its
// texts and lists are checked as a kind, so that a new event is safe from its
// first day: a text is one short line unless it is listed here.

// longer is what may be more than one short line, by message and field: its most
// bytes.
var longer = map[protoreflect.FullName]int{
	field(&wire.SessionDescription{}, "sdp"):   maxSDPBytes,
	field(&wire.ChatToRoom{}, "payload"):       maxChatBytes,
	field(&wire.ChatToPeers{}, "payload"):      maxChatBytes,
	field(&wire.ChatEdit{}, "payload"):         maxChatBytes,
	field(&wire.NewPoll{}, "question"):         maxPollTextBytes,
	field(&wire.NewPoll{}, "options"):          maxPollTextBytes,
	field(&wire.ProduceRequest{}, "app_data"):  maxAppDataBytes,
	field(&wire.Peer{}, "display_picture_url"): maxPictureBytes,
	field(&wire.Broadcast{}, "payload"):        maxBroadcastBytes,
	field(&wire.StoreKey{}, "payload"):         maxStoreValueBytes,
}

func field(of proto.Message, name protoreflect.Name) protoreflect.FullName {
	return of.ProtoReflect().Descriptor().Fields().ByName(name).FullName()
}

// setOf takes a list in which something may come twice.
func setOf(ids []string) map[string]bool {
	set := map[string]bool{}
	for _, id := range ids {
		set[id] = true
	}
	return set
}

var withoutUnknown = proto.UnmarshalOptions{DiscardUnknown: true}

// readMessage reads the payload of an event.
func readMessage(payload []byte, event wire.Event, into proto.Message) error {
	if err := withoutUnknown.Unmarshal(payload, into); err != nil {
		return fmt.Errorf("the payload of %s cannot be read", event)
	}
	if err := checkMessage(into.ProtoReflect()); err != nil {
		return fmt.Errorf("the payload of %s: %w", event, err)
	}
	return nil
}

func checkMessage(message protoreflect.Message) error {
	var problem error
	message.Range(func(one protoreflect.FieldDescriptor, value protoreflect.Value) bool {
		switch {
		case one.IsMap():
			problem = errors.New("a request has no maps")
		case one.IsList():
			list := value.List()
			if list.Len() > maxListLength {
				problem = fmt.Errorf("%s: want at most %d, got %d", one.Name(), maxListLength, list.Len())
			}
			for i := 0; i < list.Len() && problem == nil; i++ {
				problem = checkValue(one, list.Get(i))
			}
		default:
			problem = checkValue(one, value)
		}
		return problem == nil
	})
	return problem
}

func checkValue(of protoreflect.FieldDescriptor, value protoreflect.Value) error {
	most, long := longer[of.FullName()]
	if !long {
		most = maxNameBytes
	}
	switch of.Kind() {
	case protoreflect.MessageKind:
		return checkMessage(value.Message())
	case protoreflect.BytesKind:
		if len(value.Bytes()) > most {
			return fmt.Errorf("%s: want at most %d bytes, got %d", of.Name(), most, len(value.Bytes()))
		}
	case protoreflect.StringKind:
		if long {
			return checkText(string(of.Name()), value.String(), most, lineBreaks)
		}
		return checkLine(string(of.Name()), value.String(), most)
	}
	return nil
}
