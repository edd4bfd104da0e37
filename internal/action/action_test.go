package action_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Pages rely on the names, which are the SDK's method names, and on the fields, which are
// those of the preset (SDK 2.0.2): those that were published stay.
func TestPublishedNamesAndPermissionsStay(t *testing.T) {
	for name, field := range map[meeting.Action]string{
		"disableAudio": "disable_participant_audio", "disableAllAudio": "disable_participant_audio",
		"disableVideo": "disable_participant_video", "disableAllVideo": "disable_participant_video",
		"pin": "pin_participant", "unpin": "pin_participant",
		"kick": "kick_participant", "kickAll": "kick_participant",
		"leave":       "",
		"askToUnmute": "", "askToStartVideo": "",
		"acceptWaitingRoomRequest": "accept_waiting_requests", "acceptAllWaitingRoomRequest": "accept_waiting_requests",
		"rejectWaitingRoomRequest": "accept_waiting_requests", "rejectAllWaitingRoomRequest": "accept_waiting_requests",
		"stopScreenShare": "can_change_participant_permissions", "stopAllScreenShares": "can_change_participant_permissions",
		"updatePermissions": "can_change_participant_permissions",
		"stage.grantAccess": "accept_stage_requests", "stage.denyAccess": "accept_stage_requests", "stage.kick": "accept_stage_requests",
		"stage.requestAccess": "stage_access", "stage.cancelRequestAccess": "stage_access", "stage.join": "stage_access", "stage.leave": "",
		"recording.start": "can_record", "recording.stop": "can_record", "recording.pause": "can_record", "recording.resume": "can_record",
		"livestream.start": "can_livestream", "livestream.stop": "can_livestream",
		"connectedMeetings.createMeetings": "connected_meetings.can_alter_connected_meetings", "connectedMeetings.deleteMeetings": "connected_meetings.can_alter_connected_meetings",
		"connectedMeetings.moveParticipants": "connected_meetings.can_alter_connected_meetings",
		"chat.pin":                           "", "chat.unpin": "", "chat.deleteMessage": "",
		"polls.create": "polls.can_create", "plugins.activate": "plugins.can_start", "plugins.deactivate": "plugins.can_close", "meta.spotlight": "can_spotlight",
	} {
		spec, known := action.Of(name)
		assert.True(t, known, name)
		assert.Equal(t, field, spec.Permission.PresetField(), name)
	}
}

// A spec fits together, and with the others it names.
func TestEverySpecIsSound(t *testing.T) {
	named := map[meeting.Action]bool{}
	for _, spec := range action.All() {
		assert.False(t, named[spec.Name], "%s has one spec", spec.Name)
		named[spec.Name] = true
		found, known := action.Of(spec.Name)
		assert.True(t, known, spec.Name)
		assert.Equal(t, spec, found)
		assert.False(t, spec.Object == action.Target && spec.Scope != action.OnParticipant && spec.Scope != action.OnOthers, "%s: a person's own method is about that person, or each other", spec.Name)
		assert.False(t, spec.Scope == action.OnParticipant && spec.Object != action.Target && !spec.NamesEach(), "%s: the SDK's object must learn whom it is about", spec.Name)
		assert.Equal(t, spec.Object == action.Stage || spec.Object == action.Recording || spec.Object == action.Livestream, spec.States != "", "%s: a module has states that accept it", spec.Name)
		assert.Equal(t, spec.Object == action.Stage, spec.Needs&action.NeedsStage != 0, "%s: what is about the stage needs one", spec.Name)
		assert.Equal(t, spec.Scope == action.OnWaiting || spec.Scope == action.OnMessage, spec.Takes == action.ID, "%s: who waits, and a message, is named by id", spec.Name)
		assert.False(t, spec.Needs&action.NeedsOwnMedia != 0 && spec.Needs&action.NeedsMedia == 0, "%s: own media needs the media server", spec.Name)
		assert.False(t, spec.Needs&action.NeedsMedia != 0 && spec.Needs&action.NeedsJoined == 0, "%s: media needs the room", spec.Name)
		assert.Equal(t, spec.Takes == action.Asking, meeting.RequestKind(spec.Asks) != "", "%s: who is asked is asked for a device", spec.Name)
		assert.False(t, spec.OnlyOne && !spec.TakesTarget(), "%s takes no target at all", spec.Name)
		if spec.Scope == action.OnEach || spec.Scope == action.OnOthers || spec.Scope == action.OnEachWaiting {
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
