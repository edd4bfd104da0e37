//go:build js && wasm

package rtk

import (
	"context"
	"time"

	"github.com/gavel-rtc/gavel/wasm/meeting"

	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/wasm/bridge"
)

// Participants is everybody else in the meeting.
type Participants struct{ module }

// Joined returns the map of those who are in the meeting, oneself not among them. It
// is not cleared when the meeting ends.
func (p Participants) Joined() ParticipantMap { return ParticipantMap{p.inner("joined")} }

// Waitlisted returns the map of those who wait to be let in. It is empty without the
// permission to let them in.
func (p Participants) Waitlisted() ParticipantMap { return ParticipantMap{p.inner("waitlisted")} }

// Active returns the map of those whose video is shown; the SDK has one map for this
// and for [Participants.VideoSubscribed].
func (p Participants) Active() ParticipantMap { return ParticipantMap{p.inner("active")} }

// Pinned returns the map of who is pinned, one at most.
func (p Participants) Pinned() ParticipantMap { return ParticipantMap{p.inner("pinned")} }

// VideoSubscribed returns the map of those whose video is received.
func (p Participants) VideoSubscribed() ParticipantMap {
	return ParticipantMap{p.inner("videoSubscribed")}
}

// AudioSubscribed returns the map of those whose audio is received.
func (p Participants) AudioSubscribed() ParticipantMap {
	return ParticipantMap{p.inner("audioSubscribed")}
}

// Count returns how many are in the meeting, without oneself.
func (p Participants) Count() int { return int(p.number("count")) }

// LastActiveSpeaker returns the id of who spoke last.
func (p Participants) LastActiveSpeaker() meeting.ParticipantID {
	return meeting.ParticipantID(p.id("lastActiveSpeaker"))
}

// DisableAllAudio turns everybody's microphone off, one's own included. The SDK logs
// allowUnmute and does nothing with it: people may turn it on again.
func (p Participants) DisableAllAudio(ctx context.Context, allowUnmute bool) error {
	return p.do(ctx, "disableAllAudio", allowUnmute)
}

// DisableAllVideo turns everybody's camera off, one's own included.
func (p Participants) DisableAllVideo(ctx context.Context) error {
	return p.do(ctx, "disableAllVideo")
}

// KickAll ends the meeting for everybody, oneself and connected meetings included.
func (p Participants) KickAll(ctx context.Context) error { return p.do(ctx, "kickAll") }

// AcceptWaitingRoomRequest lets somebody in. The SDK checks no permission and tells
// nothing of how it went: see whether they leave [Participants.Waitlisted].
func (p Participants) AcceptWaitingRoomRequest(ctx context.Context, id meeting.ParticipantID) error {
	return p.do(ctx, "acceptWaitingRoomRequest", bridge.IDValue(string(id)))
}

// AcceptAllWaitingRoomRequest lets these people in; it takes user ids. The SDK checks
// nothing, and what is called while the connection is down is lost silently.
func (p Participants) AcceptAllWaitingRoomRequest(ctx context.Context, ids []meeting.UserID) error {
	return p.do(ctx, "acceptAllWaitingRoomRequest", idValues(ids))
}

// RejectWaitingRoomRequest turns somebody away.
func (p Participants) RejectWaitingRoomRequest(ctx context.Context, id meeting.ParticipantID) error {
	return p.do(ctx, "rejectWaitingRoomRequest", bridge.IDValue(string(id)))
}

// UpdatePermissions changes what these participants' presets grant, in every session
// of the same users. The SDK checks no permission and shows nothing to the caller;
// their own self.permissions change. Errors: [meeting.ReasonNoSuchParticipant] when none of
// the ids is in the meeting.
func (p Participants) UpdatePermissions(ctx context.Context, ids []meeting.ParticipantID, patch meeting.PermissionsPatch) error {
	return p.do(ctx, "updatePermissions", idValues(ids), patch.Fields())
}

// Target says who gets a broadcast: by exactly one of its fields. The zero Target is
// everybody.
type Target struct {
	ParticipantIDs []meeting.ParticipantID
	PresetNames    []string
	MeetingIDs     []string
}

// BroadcastMessage sends a message to other pages, five a second at most
// ([meeting.ReasonRateLimited]). The values of payload are strings, numbers and booleans.
// Receivers do not learn who sent it: never take it as an order.
func (p Participants) BroadcastMessage(ctx context.Context, kind string, payload map[string]any, target Target) error {
	switch {
	case target.ParticipantIDs != nil:
		return p.do(ctx, "broadcastMessage", kind, payload, map[string]any{"participantIds": idValues(target.ParticipantIDs)})
	case target.PresetNames != nil:
		return p.do(ctx, "broadcastMessage", kind, payload, map[string]any{"presetNames": texts(target.PresetNames)})
	case target.MeetingIDs != nil:
		return p.do(ctx, "broadcastMessage", kind, payload, map[string]any{"meetingIds": texts(target.MeetingIDs)})
	}
	return p.do(ctx, "broadcastMessage", kind, payload)
}

// Broadcast is a message from another page. Nothing in it proves who sent it.
type Broadcast struct {
	Type    string
	Payload safejs.Value
	Sent    time.Time
}

// OnBroadcastedMessage is called for each message of another page.
func (p Participants) OnBroadcastedMessage(fn func(Broadcast)) (remove func(), err error) {
	return p.on("broadcastedMessage", func(args []safejs.Value) {
		message := p.argument(args, 0)
		fn(Broadcast{
			Type:    message.text("type"),
			Payload: message.inner("payload").value,
			Sent:    time.UnixMilli(int64(message.number("timestamp"))),
		})
	})
}

// OnActiveSpeaker is called when somebody speaks; volume is the SDK's own measure.
func (p Participants) OnActiveSpeaker(fn func(id meeting.ParticipantID, volume float64)) (remove func(), err error) {
	return p.on("activeSpeaker", func(args []safejs.Value) {
		speaker := p.argument(args, 0)
		fn(meeting.ParticipantID(speaker.id("peerId")), speaker.number("volume"))
	})
}

// OnPoorConnection is called when somebody's connection is poor; score is 0 to 10.
func (p Participants) OnPoorConnection(fn func(id meeting.ParticipantID, kind string, score float64)) (remove func(), err error) {
	return p.on("poorConnection", func(args []safejs.Value) {
		poor := p.argument(args, 0)
		fn(meeting.ParticipantID(poor.id("participantId")), poor.text("kind"), poor.number("score"))
	})
}

// OnPageChanged is called when another page of videos is shown.
func (p Participants) OnPageChanged(fn func(page, pages int)) (remove func(), err error) {
	return p.on("pageChanged", func(args []safejs.Value) {
		view := p.argument(args, 0)
		fn(int(view.number("currentPage")), int(view.number("pageCount")))
	})
}

// OnViewModeChanged is called when the way videos are chosen changed.
func (p Participants) OnViewModeChanged(fn func(mode string)) (remove func(), err error) {
	return p.on("viewModeChanged", func(args []safejs.Value) { fn(p.argument(args, 0).text("viewMode")) })
}
