package action_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// The names are the SDK's method names and the fields those of the preset
// (SDK 2.0.2); pages rely on both.
func TestNamesAndPermissions(t *testing.T) {
	fields := map[meeting.Action]string{}
	for _, spec := range action.All() {
		fields[spec.Name] = spec.Permission.PresetField()
	}
	assert.Equal(t, map[meeting.Action]string{
		"disableAudio": "disable_participant_audio", "disableAllAudio": "disable_participant_audio",
		"disableVideo": "disable_participant_video", "disableAllVideo": "disable_participant_video",
		"pin": "pin_participant", "unpin": "pin_participant",
		"kick": "kick_participant", "kickAll": "kick_participant",
		"leave":                    "",
		"acceptWaitingRoomRequest": "accept_waiting_requests", "acceptAllWaitingRoomRequest": "accept_waiting_requests",
		"rejectWaitingRoomRequest": "accept_waiting_requests", "rejectAllWaitingRoomRequest": "accept_waiting_requests",
	}, fields)
}

// A spec fits together, and with the others it names.
func TestEverySpecIsSound(t *testing.T) {
	for _, spec := range action.All() {
		found, known := action.Of(spec.Name)
		assert.True(t, known, spec.Name)
		assert.Equal(t, spec, found)
		assert.Equal(t, spec.Scope == action.OnParticipant, spec.Object == action.Target, "%s: a person's own method is about that person", spec.Name)
		assert.Equal(t, spec.Scope == action.OnWaiting, spec.Takes == action.ID, "%s: who waits is named by id", spec.Name)
		assert.False(t, spec.Needs&action.NeedsMedia != 0 && spec.Needs&action.NeedsJoined == 0, "%s: media needs the room", spec.Name)
		assert.False(t, spec.OnlyOne && !spec.TakesTarget(), "%s takes no target at all", spec.Name)
		if spec.Scope == action.OnEach || spec.Scope == action.OnEachWaiting {
			one, known := action.Of(spec.One)
			assert.True(t, known && one.TakesTarget(), "%s names what it does to each", spec.Name)
			assert.Equal(t, one.Proof, spec.Proof, spec.Name)
		} else {
			assert.Empty(t, spec.One, spec.Name)
		}
		if spec.Undo != "" {
			undo, known := action.Of(spec.Undo)
			assert.True(t, known, spec.Name)
			assert.Equal(t, spec.Name, undo.Undo, "an action and what undoes it name each other")
		}
	}
	_, known := action.Of("mute")
	assert.False(t, known)
	action.All()[0].Name = "changed"
	_, known = action.Of(meeting.DisableAudio)
	assert.True(t, known, "the specs cannot be changed from outside")
}
