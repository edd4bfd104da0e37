package control

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// aMeeting is joined, with every permission, Ann (all on, pinned) and Bob (all off).
func aMeeting(changes ...func(*meeting.State)) *meeting.State {
	edit := meeting.Roster{}.Edit()
	edit.Put(&meeting.Participant{ID: "ann", Text: meeting.Text{UserID: "u-ann", Name: "Ann"}, Flags: meeting.AudioOn | meeting.VideoOn | meeting.Pinned})
	edit.Put(&meeting.Participant{ID: "bob", Text: meeting.Text{UserID: "u-bob", Name: "Bob"}})
	s := &meeting.State{
		Self: meeting.Self{
			ID: "me", Text: meeting.Text{UserID: "u-me", Name: "Me"}, Flags: meeting.AudioOn,
			Permissions: meeting.Permissions{}.With(meeting.AllPermissions()...),
		},
		Room:     meeting.Room{State: meeting.RoomJoined, Connection: meeting.ConnectionConnected, MediaJoined: true},
		Joined:   edit.Done(),
		PinnedID: "ann",
	}
	for _, change := range changes {
		change(s)
	}
	return s
}

func inRoom(state meeting.RoomState) func(*meeting.State) {
	return func(s *meeting.State) { s.Room.State = state }
}

func connected(connection meeting.Connection) func(*meeting.State) {
	return func(s *meeting.State) { s.Room.Connection = connection }
}

func without(permissions ...meeting.Permission) func(*meeting.State) {
	return func(s *meeting.State) { s.Self.Permissions = s.Self.Permissions.Without(permissions...) }
}

func withoutMedia(s *meeting.State) { s.Room.MediaJoined = false }

func TestCan(t *testing.T) {
	const allowed = meeting.Reason("")
	for _, test := range []struct {
		name     string
		state    *meeting.State
		action   meeting.Action
		target   meeting.ParticipantID
		expected meeting.Reason
	}{
		{"mute", aMeeting(), meeting.DisableAudio, "ann", allowed},
		{"mute who is muted", aMeeting(), meeting.DisableAudio, "bob", allowed},
		{"mute without the right", aMeeting(without(meeting.CanDisableParticipantAudio)), meeting.DisableAudio, "ann", meeting.ReasonPermission},
		{"mute all without the right", aMeeting(without(meeting.CanAllowParticipantAudio)), meeting.DisableAllAudio, "", meeting.ReasonPermission},
		{"video without the right", aMeeting(without(meeting.CanDisableParticipantVideo)), meeting.DisableVideo, "ann", meeting.ReasonPermission},
		{"mute oneself", aMeeting(), meeting.DisableAudio, "me", meeting.ReasonIsSelf},
		{"mute nobody", aMeeting(), meeting.DisableAudio, "eve", meeting.ReasonNoSuchParticipant},
		{"mute without a target", aMeeting(), meeting.DisableAudio, "", meeting.ReasonNoSuchParticipant},
		{"mute without media", aMeeting(withoutMedia), meeting.DisableAudio, "ann", meeting.ReasonMediaNotJoined},
		{"kick without media", aMeeting(withoutMedia), meeting.Kick, "ann", allowed},
		{"kick oneself", aMeeting(), meeting.Kick, "me", meeting.ReasonIsSelf},
		{"kick without the right", aMeeting(without(meeting.KickParticipant)), meeting.Kick, "ann", meeting.ReasonPermission},
		{"kick all without the right", aMeeting(without(meeting.KickParticipant)), meeting.KickAll, "", meeting.ReasonPermission},
		{"pin without the right", aMeeting(without(meeting.PinParticipant)), meeting.Pin, "bob", meeting.ReasonPermission},
		{"pin oneself without the right", aMeeting(without(meeting.PinParticipant)), meeting.Pin, "me", allowed},
		{"unpin who is pinned", aMeeting(), meeting.Unpin, "ann", allowed},
		{"unpin who is not", aMeeting(), meeting.Unpin, "bob", meeting.ReasonNotPinned},
		{"unpin oneself, not pinned", aMeeting(), meeting.Unpin, "me", meeting.ReasonNotPinned},
		{"before joining", aMeeting(inRoom(meeting.RoomInit)), meeting.Kick, "ann", meeting.ReasonNotJoined},
		{"in the waiting room", aMeeting(inRoom(meeting.RoomWaitlisted)), meeting.Kick, "ann", meeting.ReasonNotJoined},
		{"off stage", aMeeting(inRoom(meeting.RoomStageLeft)), meeting.Kick, "ann", meeting.ReasonNotJoined},
		{"connection away", aMeeting(connected(meeting.ConnectionReconnecting)), meeting.Kick, "ann", meeting.ReasonOffline},
		{"room disconnected", aMeeting(inRoom(meeting.RoomDisconnected)), meeting.Kick, "ann", meeting.ReasonOffline},
		{"kicked", aMeeting(inRoom(meeting.RoomKicked)), meeting.Kick, "ann", meeting.ReasonEnded},
		{"ended, connection away", aMeeting(inRoom(meeting.RoomEnded), connected(meeting.ConnectionFailed)), meeting.KickAll, "", meeting.ReasonEnded},
		{"leave", aMeeting(without(meeting.AllPermissions()...)), meeting.Leave, "", allowed},
		{"leave while the connection is away", aMeeting(inRoom(meeting.RoomDisconnected), connected(meeting.ConnectionFailed)), meeting.Leave, "", allowed},
		{"leave the waiting room", aMeeting(inRoom(meeting.RoomWaitlisted)), meeting.Leave, "", allowed},
		{"leave before joining", aMeeting(inRoom(meeting.RoomInit)), meeting.Leave, "", meeting.ReasonNotJoined},
		{"leave twice", aMeeting(inRoom(meeting.RoomLeft)), meeting.Leave, "", meeting.ReasonEnded},
		{"nothing known", &meeting.State{}, meeting.Leave, "", meeting.ReasonNotJoined},
	} {
		t.Run(test.name, func(t *testing.T) {
			verdict := Can(test.state, test.action, test.target)
			assert.Equal(t, test.expected, verdict.Reason)
			assert.Equal(t, test.expected == allowed, verdict.Allowed)
			assert.Equal(t, test.expected == allowed, verdict.Message.Text() == "")
			if test.expected == meeting.ReasonPermission {
				spec, _ := action.Of(test.action)
				assert.Equal(t, spec.Permission.PresetField(), verdict.Permission)
			} else {
				assert.Empty(t, verdict.Permission)
			}
		})
	}
}

func TestTargets(t *testing.T) {
	for _, test := range []struct {
		action   meeting.Action
		target   meeting.ParticipantID
		expected []meeting.ParticipantID
	}{
		{meeting.DisableAudio, "ann", []meeting.ParticipantID{"ann"}},
		{meeting.DisableAudio, "bob", nil},
		{meeting.DisableVideo, "ann", []meeting.ParticipantID{"ann"}},
		{meeting.DisableAllAudio, "", []meeting.ParticipantID{"me", "ann"}},
		{meeting.DisableAllVideo, "", []meeting.ParticipantID{"ann"}},
		{meeting.Pin, "ann", nil},
		{meeting.Pin, "bob", []meeting.ParticipantID{"bob"}},
		{meeting.Pin, "me", []meeting.ParticipantID{"me"}},
		{meeting.Unpin, "ann", []meeting.ParticipantID{"ann"}},
		{meeting.Kick, "bob", []meeting.ParticipantID{"bob"}},
		{meeting.KickAll, "", []meeting.ParticipantID{"me"}},
		{meeting.Leave, "", []meeting.ParticipantID{"me"}},
	} {
		t.Run(string(test.action)+" "+string(test.target), func(t *testing.T) {
			spec, _ := action.Of(test.action)
			targets, against := decide(aMeeting(), spec, test.target)
			assert.Empty(t, against)
			var ids []meeting.ParticipantID
			for _, target := range targets {
				ids = append(ids, target.ID)
				assert.Equal(t, meeting.UserID("u-"+string(target.ID)), target.UserID)
				assert.NotEmpty(t, target.Name)
				assert.Empty(t, target.Status)
			}
			assert.Equal(t, test.expected, ids)
		})
	}
}
