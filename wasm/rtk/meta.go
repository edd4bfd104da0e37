//go:build js && wasm

package rtk

import (
	"context"
	"time"

	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Meta is title and connection of the meeting.
type Meta struct{ module }

// MeetingID returns the id of the meeting.
func (m Meta) MeetingID() string { return m.text("meetingId") }

// MeetingTitle returns the title.
func (m Meta) MeetingTitle() string { return m.text("meetingTitle") }

// ViewType returns GROUP_CALL, WEBINAR, LIVESTREAM …
func (m Meta) ViewType() string { return m.text("viewType") }

// MeetingStarted returns when the meeting began, the zero time when that is not known.
func (m Meta) MeetingStarted() time.Time {
	date := m.inner("meetingStartedTimestamp").value
	if !bridge.IsObject(date) {
		return time.Time{}
	}
	milliseconds, err := bridge.Call(date, "getTime")
	if err != nil {
		return time.Time{}
	}
	number, err := bridge.AsNumber(milliseconds, "getTime()")
	if err != nil {
		return time.Time{}
	}
	return time.UnixMilli(int64(number))
}

// Socket returns the state of the connection to the meeting's server.
func (m Meta) Socket() meeting.Connection {
	return meeting.Connection(m.inner("socketState").text("state"))
}

// BroadcastsTabChanges tells whether others are told which tab one chooses.
func (m Meta) BroadcastsTabChanges() bool { return m.is("broadcastTabChanges") }

// SetBroadcastTabChanges says whether they are, and tells them of the tab that is chosen. Errors:
// [meeting.ReasonPermission] without can_spotlight.
func (m Meta) SetBroadcastTabChanges(ctx context.Context, on bool) error {
	return m.do(ctx, "setBroadcastTabChanges", on)
}

// SetSelfActiveTab chooses a tab, as the person at the page does: a plugin or a screen share.
func (m Meta) SetSelfActiveTab(ctx context.Context, tabType, id string) error {
	return m.do(ctx, "setSelfActiveTab", map[string]any{"type": tabType, "id": id}, ByUser)
}

// ByUser is the SDK's word for a tab that the person at the page has chosen (SDK 2.0.2).
const ByUser = 0

// SocketUpdate is a change of the connection to the meeting's server.
type SocketUpdate struct {
	State       meeting.Connection
	Reconnected bool
	Attempt     int // which attempt to connect again this is
}

// OnSocketConnectionUpdate is called when the connection changed. While it is down,
// what is called is lost, much of it silently.
func (m Meta) OnSocketConnectionUpdate(fn func(SocketUpdate)) (remove func(), err error) {
	return m.on("socketConnectionUpdate", func(args []safejs.Value) {
		update := m.argument(args, 0)
		fn(SocketUpdate{
			State:       meeting.Connection(update.text("state")),
			Reconnected: update.is("reconnected"),
			Attempt:     int(update.number("reconnectionAttempt")),
		})
	})
}

// OnMediaConnectionUpdate is called when a connection to the media server changed;
// transport is send or recv.
func (m Meta) OnMediaConnectionUpdate(fn func(transport, state string)) (remove func(), err error) {
	return m.on("mediaConnectionUpdate", func(args []safejs.Value) {
		update := m.argument(args, 0)
		fn(update.text("transport"), update.text("state"))
	})
}
