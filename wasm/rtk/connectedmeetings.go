//go:build js && wasm

package rtk

import (
	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/wasm/bridge"
)

// ConnectedMeetings is the connected (breakout) meetings.
type ConnectedMeetings struct{ module }

// IsActive tells whether there are any.
func (c ConnectedMeetings) IsActive() bool { return c.is("isActive") }

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
