//go:build js && wasm

package rtk

import (
	"context"

	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Chat is the chat, as far as it is a host's.
type Chat struct{ module }

// Pin pins a message. A refusal of the server has the code 0504.
func (c Chat) Pin(ctx context.Context, id meeting.MessageID) error {
	return c.do(ctx, "pin", bridge.IDValue(string(id)))
}

// Unpin ends that.
func (c Chat) Unpin(ctx context.Context, id meeting.MessageID) error {
	return c.do(ctx, "unpin", bridge.IDValue(string(id)))
}

// DeleteMessage deletes a message. The SDK waits for nothing: a refusal is a rejection that nobody
// can handle. Whether one may delete what others wrote only the service knows (SDK 2.0.2).
func (c Chat) DeleteMessage(ctx context.Context, id meeting.MessageID) error {
	return c.do(ctx, "deleteMessage", bridge.IDValue(string(id)))
}
