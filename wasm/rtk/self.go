//go:build js && wasm

package rtk

import (
	"context"

	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Self is the person whose page this is.
type Self struct{ module }

// ID returns the participant id.
func (s Self) ID() meeting.ParticipantID { return meeting.ParticipantID(s.id("id")) }

// UserID returns the id that lasts for as long as the person is a member of the meeting.
func (s Self) UserID() meeting.UserID { return meeting.UserID(s.id("userId")) }

// CustomParticipantID returns the id that the customer's backend gave.
func (s Self) CustomParticipantID() meeting.CustomID {
	return meeting.CustomID(s.id("customParticipantId"))
}

// Name returns the display name. It is text from outside: never put it into markup.
func (s Self) Name() string { return s.text("name") }

// Picture returns the URL of the picture, empty without one.
func (s Self) Picture() string { return s.text("picture") }

// PresetName returns the name of the preset.
func (s Self) PresetName() string { return s.text("presetName") }

// RoomState returns where one is: joined, waitlisted, kicked …
func (s Self) RoomState() meeting.RoomState { return meeting.RoomState(s.text("roomState")) }

// RoomJoined tells whether the media server is joined as well, which the host
// controls need that mute, stop cameras and pin.
func (s Self) RoomJoined() bool { return s.is("roomJoined") }

// AudioEnabled tells whether one's microphone is on.
func (s Self) AudioEnabled() bool { return s.is("audioEnabled") }

// VideoEnabled tells whether one's camera is on.
func (s Self) VideoEnabled() bool { return s.is("videoEnabled") }

// ScreenShareEnabled tells whether one's screen is being shared.
func (s Self) ScreenShareEnabled() bool { return s.is("screenShareEnabled") }

// IsPinned tells whether one is pinned for everybody.
func (s Self) IsPinned() bool { return s.is("isPinned") }

// StageStatus returns where one is in relation to the stage.
func (s Self) StageStatus() meeting.StageStatus {
	return meeting.ParseStageStatus(s.text("stageStatus"))
}

// Permissions returns what one's preset grants at this moment.
func (s Self) Permissions() Permissions { return Permissions{s.inner("permissions")} }

// SetName changes one's name; it shows to others once the meeting is joined.
func (s Self) SetName(ctx context.Context, name string) error { return s.do(ctx, "setName", name) }

// EnableAudio turns one's microphone on. Where it is not allowed it returns without
// an error and without effect: look at [Self.AudioEnabled].
func (s Self) EnableAudio(ctx context.Context) error { return s.do(ctx, "enableAudio") }

// DisableAudio turns one's microphone off.
func (s Self) DisableAudio(ctx context.Context) error { return s.do(ctx, "disableAudio") }

// EnableVideo turns one's camera on; see [Self.EnableAudio].
func (s Self) EnableVideo(ctx context.Context) error { return s.do(ctx, "enableVideo") }

// DisableVideo turns one's camera off.
func (s Self) DisableVideo(ctx context.Context) error { return s.do(ctx, "disableVideo") }

// EnableScreenShare asks the person for a screen to share.
func (s Self) EnableScreenShare(ctx context.Context) error { return s.do(ctx, "enableScreenShare") }

// DisableScreenShare stops sharing.
func (s Self) DisableScreenShare(ctx context.Context) error { return s.do(ctx, "disableScreenShare") }

// Pin pins oneself. The SDK checks no permission here and resolves even when the
// server refuses.
func (s Self) Pin(ctx context.Context) error { return s.do(ctx, "pin") }

// Unpin takes the pin from whoever has it, not only from oneself.
func (s Self) Unpin(ctx context.Context) error { return s.do(ctx, "unpin") }

// OnRoomJoined is called when the room was joined; reconnected tells that it was
// joined before.
func (s Self) OnRoomJoined(fn func(reconnected bool)) (remove func(), err error) {
	return s.on("roomJoined", func(args []safejs.Value) { fn(s.argument(args, 0).is("reconnected")) })
}

// OnRoomLeft is called when the room was left: kicked, ended, left, disconnected …
func (s Self) OnRoomLeft(fn func(state meeting.RoomState)) (remove func(), err error) {
	return s.on("roomLeft", func(args []safejs.Value) { fn(meeting.RoomState(s.argument(args, 0).text("state"))) })
}

// OnWaitlisted is called when one has to wait to be let in.
func (s Self) OnWaitlisted(fn func()) (remove func(), err error) { return s.onChange("waitlisted", fn) }

// OnAudioUpdate is called when one's microphone was turned on or off.
func (s Self) OnAudioUpdate(fn func(enabled bool)) (remove func(), err error) {
	return s.on("audioUpdate", func(args []safejs.Value) { fn(s.argument(args, 0).is("audioEnabled")) })
}

// OnVideoUpdate is called when one's camera was turned on or off.
func (s Self) OnVideoUpdate(fn func(enabled bool)) (remove func(), err error) {
	return s.on("videoUpdate", func(args []safejs.Value) { fn(s.argument(args, 0).is("videoEnabled")) })
}

// OnScreenShareUpdate is called when sharing one's screen began or ended.
func (s Self) OnScreenShareUpdate(fn func(enabled bool)) (remove func(), err error) {
	return s.on("screenShareUpdate", func(args []safejs.Value) { fn(s.argument(args, 0).is("screenShareEnabled")) })
}

// OnPinned is called when one was pinned.
func (s Self) OnPinned(fn func()) (remove func(), err error) { return s.onChange("pinned", fn) }

// OnUnpinned is called when one was unpinned, and on leaving, even if never pinned.
func (s Self) OnUnpinned(fn func()) (remove func(), err error) { return s.onChange("unpinned", fn) }

// MediaProblem says what the browser refused.
type MediaProblem struct {
	Kind    string // audio, video or screenshare
	Message string // for example DENIED, SYSTEM_DENIED, COULD_NOT_START
}

// OnMediaPermissionUpdate is called when the browser's permission for a device changed.
func (s Self) OnMediaPermissionUpdate(fn func(MediaProblem)) (remove func(), err error) {
	return s.onMedia("mediaPermissionUpdate", fn)
}

// OnMediaPermissionError is called when the browser refused a device.
func (s Self) OnMediaPermissionError(fn func(MediaProblem)) (remove func(), err error) {
	return s.onMedia("mediaPermissionError", fn)
}

func (s Self) onMedia(event string, fn func(MediaProblem)) (remove func(), err error) {
	return s.on(event, func(args []safejs.Value) {
		problem := s.argument(args, 0)
		fn(MediaProblem{Kind: problem.text("kind"), Message: problem.text("message")})
	})
}

func (m module) onChange(event string, fn func()) (remove func(), err error) {
	return m.on(event, func([]safejs.Value) { fn() })
}
