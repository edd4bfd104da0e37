//go:build js && wasm

package rtk

import (
	"context"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Participant is somebody else. Who reconnects keeps the id and is a new object:
// keep the id and ask the map, rather than keeping a Participant.
type Participant struct{ module }

// ID returns the participant id.
func (p Participant) ID() meeting.ParticipantID { return meeting.ParticipantID(p.id("id")) }

// UserID returns the id that lasts for as long as the person is a member of the meeting.
func (p Participant) UserID() meeting.UserID { return meeting.UserID(p.id("userId")) }

// CustomParticipantID returns the id that the customer's backend gave.
func (p Participant) CustomParticipantID() meeting.CustomID {
	return meeting.CustomID(p.id("customParticipantId"))
}

// Name returns the display name, empty without one. It is text from outside: never
// put it into markup.
func (p Participant) Name() string { return p.text("name") }

// Picture returns the URL of the picture, empty without one.
func (p Participant) Picture() string { return p.text("picture") }

// PresetName returns the name of the preset.
func (p Participant) PresetName() string { return p.text("presetName") }

// AudioEnabled tells whether the microphone is on.
func (p Participant) AudioEnabled() bool { return p.is("audioEnabled") }

// VideoEnabled tells whether the camera is on.
func (p Participant) VideoEnabled() bool { return p.is("videoEnabled") }

// ScreenShareEnabled tells whether a screen is being shared.
func (p Participant) ScreenShareEnabled() bool { return p.is("screenShareEnabled") }

// IsPinned tells whether the participant is pinned for everybody.
func (p Participant) IsPinned() bool { return p.is("isPinned") }

// StageStatus returns where the participant is in relation to the stage.
func (p Participant) StageStatus() meeting.StageStatus {
	return meeting.ParseStageStatus(p.text("stageStatus"))
}

// DisableAudio turns the participant's microphone off, and waits for the server's
// word, 20 s at most. The person may turn it on again. Errors: [meeting.ReasonPermission],
// [meeting.ReasonNotJoined], [meeting.ReasonRefused].
func (p Participant) DisableAudio(ctx context.Context) error { return p.do(ctx, "disableAudio") }

// DisableVideo turns the participant's camera off; see [Participant.DisableAudio].
func (p Participant) DisableVideo(ctx context.Context) error { return p.do(ctx, "disableVideo") }

// Pin pins the participant for everybody. The SDK resolves even when the server
// refuses. Errors: [meeting.ReasonPermission], [meeting.ReasonNotJoined].
func (p Participant) Pin(ctx context.Context) error { return p.do(ctx, "pin") }

// Unpin takes the pin from whoever has it, which may be somebody else.
func (p Participant) Unpin(ctx context.Context) error { return p.do(ctx, "unpin") }

// Kick removes the participant from the meeting. The SDK tells nothing of how it
// went; participantLeft on the joined map does. Errors: [meeting.ReasonPermission],
// [meeting.ReasonNotJoined].
func (p Participant) Kick(ctx context.Context) error { return p.do(ctx, "kick") }
