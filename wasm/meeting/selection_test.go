package meeting_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func TestSelect(t *testing.T) {
	edit := meeting.Roster{}.Edit()
	for _, p := range []*meeting.Participant{
		{ID: "ann", Text: meeting.Text{UserID: "u1", PresetName: "guest"}, Flags: meeting.AudioOn | meeting.Pinned},
		{ID: "ben", Text: meeting.Text{UserID: "u2", PresetName: "guest"}, Flags: meeting.AudioOn | meeting.VideoOn},
		{ID: "cem", Text: meeting.Text{UserID: "u3", PresetName: "cohost"}, Stage: meeting.OnStage},
		{ID: "me too", Text: meeting.Text{UserID: "me", PresetName: "guest"}, Flags: meeting.AudioOn},
		{ID: "dan"},
	} {
		edit.Put(p)
	}
	state := &meeting.State{Joined: edit.Done(), Self: meeting.Self{ID: "me", Text: meeting.Text{UserID: "me"}}}
	assert.Len(t, state.Select(meeting.Selection{ExceptOnStage: true}, ""), 4, "there is no stage")
	state.Self.Permissions = state.Self.Permissions.With(meeting.StageEnabled)
	for name, one := range map[string]struct {
		who  meeting.Selection
		want []meeting.ParticipantID
	}{
		"everybody else":           {meeting.Selection{}, []meeting.ParticipantID{"ann", "ben", "cem", "dan"}},
		"but the pinned":           {meeting.Selection{ExceptPinned: true}, []meeting.ParticipantID{"ben", "cem", "dan"}},
		"but those on stage":       {meeting.Selection{ExceptOnStage: true}, []meeting.ParticipantID{"ann", "ben", "dan"}},
		"but who speaks":           {meeting.Selection{ExceptSpeaking: true}, []meeting.ParticipantID{"ann", "cem", "dan"}},
		"of a preset":              {meeting.Selection{PresetName: "guest"}, []meeting.ParticipantID{"ann", "ben"}},
		"with microphone on":       {meeting.Selection{On: meeting.AudioOn}, []meeting.ParticipantID{"ann", "ben"}},
		"with camera off":          {meeting.Selection{Off: meeting.VideoOn}, []meeting.ParticipantID{"ann", "cem", "dan"}},
		"microphone on, no camera": {meeting.Selection{On: meeting.AudioOn, Off: meeting.VideoOn}, []meeting.ParticipantID{"ann"}},
		"nobody":                   {meeting.Selection{PresetName: "boss"}, []meeting.ParticipantID{}},
	} {
		assert.Equal(t, one.want, state.Select(one.who, "ben"), name)
	}
	assert.Equal(t, []meeting.ParticipantID{"ann", "ben", "cem", "dan"}, state.Select(meeting.Selection{ExceptSpeaking: true}, "dan"), "who is muted does not speak")
}
