//go:build js && wasm

package rtk

import (
	"context"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Polls are the polls of the session.
type Polls struct{ module }

// Create begins a poll. Without the right, a question or two options the SDK does nothing and says
// so to nobody (SDK 2.0.2). A poll can be neither closed nor deleted.
func (p Polls) Create(ctx context.Context, poll meeting.NewPoll) error {
	return p.do(ctx, "create", PollArguments(&poll)...)
}

// PollArguments are what Create hands to the SDK.
func PollArguments(poll *meeting.NewPoll) []any {
	return []any{poll.Question, texts(poll.Options), poll.Anonymous, poll.HideVotes}
}
