package wire

import (
	"fmt"

	"google.golang.org/protobuf/proto"
)

// DecodeFrame reads the content of one binary websocket message.
func DecodeFrame(data []byte) (*Frame, error) {
	frame := &Frame{}
	if err := proto.Unmarshal(data, frame); err != nil {
		return nil, fmt.Errorf("not a frame: %w", err)
	}
	return frame, nil
}

// EncodeFrame writes the content of one binary websocket message. An empty id
// makes a push. A nil payload stays absent; a message without any content
// becomes an empty payload, which is not the same to the SDK.
func EncodeFrame(event Event, id string, payload proto.Message) ([]byte, error) {
	frame := &Frame{Event: uint32(event)}
	if id != "" {
		frame.Id = &id
	}
	if payload != nil {
		content, err := proto.Marshal(payload)
		if err != nil {
			return nil, fmt.Errorf("encode %s: %w", event, err)
		}
		frame.Payload = append([]byte{}, content...)
	}
	return proto.Marshal(frame)
}
