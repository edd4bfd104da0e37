//go:build js && wasm

package rtk

import (
	"context"

	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// ConnectedMeetings is the connected (breakout) meetings.
type ConnectedMeetings struct{ module }

// IsActive tells whether there are any.
func (c ConnectedMeetings) IsActive() bool { return c.is("isActive") }

// CreateMeetings makes breakout meetings with these titles. They are shown when the server tells of
// them. A refusal has no code of the SDK's (SDK 2.0.2).
func (c ConnectedMeetings) CreateMeetings(ctx context.Context, titles []string) error {
	return c.do(ctx, "createMeetings", Titled(titles))
}

// Titled is what CreateMeetings hands to the SDK.
func Titled(titles []string) []any {
	list := make([]any, len(titles))
	for i, title := range titles {
		list[i] = map[string]any{"title": title}
	}
	return list
}

// DeleteMeetings closes breakout meetings, named by their ids; who is in one is moved to the parent.
func (c ConnectedMeetings) DeleteMeetings(ctx context.Context, ids []string) error {
	return c.do(ctx, "deleteMeetings", texts(ids))
}

// MoveParticipants moves people from one connected meeting to another. That the server refuses is
// an answer and no rejection (SDK 2.0.2): the error has [meeting.ReasonRefused] then.
func (c ConnectedMeetings) MoveParticipants(ctx context.Context, from, to string, users []meeting.UserID) error {
	err := c.Move(ctx.Done(), from, to, "", idValues(users))
	if err == bridge.ErrStopped {
		return ctx.Err()
	}
	return err
}

// Move is MoveParticipants with user ids as they are handed over, until stop is closed: the error is
// [bridge.ErrStopped] then. With a preset id the people get that preset.
func (c ConnectedMeetings) Move(stop <-chan struct{}, from, to, presetID string, users []any) error {
	method := "moveParticipants"
	if presetID != "" {
		method += "WithCustomPreset"
		for i, id := range users {
			users[i] = map[string]any{"id": id, "presetId": presetID}
		}
	}
	answer, err := c.Ask(stop, method, from, to, users)
	if err != nil {
		return err
	}
	if success, err := bridge.Bool(answer, "success"); err == nil && !success {
		return newError(meeting.ReasonRefused, "the server did not move them")
	}
	return nil
}

// OnStateUpdate is called when the server told who is where, or one of the meetings is new, has
// another title or was deleted.
func (c ConnectedMeetings) OnStateUpdate(fn func()) (remove func(), err error) {
	return c.on("stateUpdate", func([]safejs.Value) { fn() })
}

// OnMeetingChanged is called when one was moved to another meeting. The SDK replaces
// the meeting object: use the one given from then on, and close the former one. The
// participant ids of everybody, oneself included, are new; user ids stay.
func (c ConnectedMeetings) OnMeetingChanged(fn func(*Meeting)) (remove func(), err error) {
	return c.on("meetingChanged", func(args []safejs.Value) {
		fn(Of(bridge.NewScope(c.scope.Fail), c.argument(args, 0).value))
	})
}

// OnChangingMeeting is called when a move to the meeting with the id begins.
func (c ConnectedMeetings) OnChangingMeeting(fn func(meetingID string)) (remove func(), err error) {
	return c.on("changingMeeting", func(args []safejs.Value) {
		id, _ := bridge.AsString(c.argument(args, 0).value, "meetingId")
		fn(id)
	})
}
