package control

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

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

func onlyWatching(s *meeting.State) { s.Room.OnlyWatches = true }

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
		{"mute while only watching", aMeeting(onlyWatching), meeting.DisableAudio, "ann", meeting.ReasonMediaNotJoined},
		{"mute all while only watching", aMeeting(onlyWatching), meeting.DisableAllAudio, "", meeting.ReasonMediaNotJoined},
		{"pin oneself while only watching", aMeeting(onlyWatching), meeting.Pin, "me", meeting.ReasonMediaNotJoined},
		{"kick while only watching", aMeeting(onlyWatching), meeting.Kick, "ann", allowed},
		{"stop a share while only watching", aMeeting(onlyWatching), meeting.StopScreenShare, "ann", allowed},
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
		{meeting.DisableAudio, "bob", nil}, // is so already
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
			rows, failure := decide(aMeeting(), meeting.Command{Action: test.action, Target: test.target}, &spec)
			require.Nil(t, failure)
			var ids []meeting.ParticipantID
			for _, row := range rows {
				assert.Equal(t, meeting.UserID("u-"+string(row.ID)), row.UserID)
				assert.NotEmpty(t, row.Name)
				if row.Status == "" {
					ids = append(ids, row.ID)
					continue
				}
				assert.Equal(t, meeting.StatusUnchanged, row.Status)
				assert.Equal(t, test.target, row.ID)
			}
			assert.Equal(t, test.expected, ids)
			assert.Equal(t, test.expected == nil, AlreadySo(aMeeting(), spec, test.target))
		})
	}
}

type ids = []meeting.ParticipantID

func TestSeveralTargets(t *testing.T) {
	const (
		open      = meeting.Status("")
		unchanged = meeting.StatusUnchanged
		failed    = meeting.StatusFailed
	)
	for _, test := range []struct {
		name     string
		state    *meeting.State
		action   meeting.Action
		targets  ids
		statuses []meeting.Status
		codes    []string
		failure  meeting.Reason
	}{
		{"in order", aMeeting(), meeting.Kick, ids{"bob", "ann"}, []meeting.Status{open, open}, []string{"", ""}, ""},
		{"so already", aMeeting(), meeting.DisableAudio, ids{"bob", "ann"}, []meeting.Status{unchanged, open}, []string{"", ""}, ""},
		{"all so already", aMeeting(), meeting.DisableAudio, ids{"bob"}, []meeting.Status{unchanged}, []string{""}, ""},
		{"nobody", aMeeting(), meeting.Kick, ids{"eve", "ann"}, []meeting.Status{failed, open}, []string{"1204", ""}, ""},
		{"oneself", aMeeting(), meeting.Kick, ids{"ann", "me"}, []meeting.Status{open, failed}, []string{"", "1204"}, ""},
		{"oneself and so already", aMeeting(), meeting.DisableVideo, ids{"me", "bob"}, []meeting.Status{failed, unchanged}, []string{"1204", ""}, ""},
		{"all nobody", aMeeting(), meeting.Kick, ids{"eve", "me"}, nil, nil, meeting.ReasonNoSuchParticipant},
		{"all oneself", aMeeting(), meeting.Kick, ids{"me", "eve"}, nil, nil, meeting.ReasonIsSelf},
		{"no right", aMeeting(without(meeting.KickParticipant)), meeting.Kick, ids{"ann", "eve"}, nil, nil, meeting.ReasonPermission},
		{"no media", aMeeting(withoutMedia), meeting.DisableAudio, ids{"ann", "bob"}, nil, nil, meeting.ReasonMediaNotJoined},
		{"offline", aMeeting(connected(meeting.ConnectionReconnecting)), meeting.Kick, ids{"ann"}, nil, nil, meeting.ReasonOffline},
	} {
		t.Run(string(test.action)+": "+test.name, func(t *testing.T) {
			spec, _ := action.Of(test.action)
			command := meeting.Command{Action: test.action, Targets: test.targets}
			rows, failure := decide(test.state, command, &spec)
			verdict := CanCommand(test.state, command)
			require.Len(t, verdict.Rows, len(test.targets))
			if test.failure != "" {
				assert.Nil(t, rows)
				require.NotNil(t, failure)
				assert.Equal(t, test.failure, failure.Reason)
				assert.False(t, verdict.Allowed)
				assert.Equal(t, test.failure, verdict.Reason)
				assert.Equal(t, failure.Permission, verdict.Permission)
				assert.Equal(t, failure.Message, verdict.Message.Text())
				return
			}
			require.Nil(t, failure)
			assert.True(t, verdict.Allowed)
			assert.Empty(t, verdict.Reason)
			for i, row := range rows {
				assert.Equal(t, test.targets[i], row.ID)
				assert.Equal(t, test.statuses[i], row.Status)
				assert.Equal(t, test.codes[i], row.Code)
				assert.Equal(t, row.Status == failed, row.Message.Text() != "")
				assert.Equal(t, row.ID, verdict.Rows[i].ID)
				assert.Equal(t, row.Status != failed, verdict.Rows[i].Allowed)
				assert.Equal(t, row.Code, verdict.Rows[i].Reason.Code())
				assert.Equal(t, row.Message.Text(), verdict.Rows[i].Message.Text())
			}
		})
	}
}

func TestCanCommand(t *testing.T) {
	s := aMeeting()
	assert.Equal(t, Can(s, meeting.Kick, "ann"), CanCommand(s, meeting.Command{Action: meeting.Kick, Target: "ann"}))
	assert.Equal(t, Can(s, meeting.KickAll, ""), CanCommand(s, meeting.Command{Action: meeting.KickAll}))
	assert.Equal(t, meeting.ReasonUnsupported, CanCommand(s, meeting.Command{Action: meeting.Pin, Targets: ids{"ann"}}).Reason)
	assert.Equal(t, meeting.ReasonUnsupported, CanCommand(s, meeting.Command{Action: "mute", Targets: ids{"ann"}}).Reason)

	both := meeting.Command{Action: meeting.Kick, Targets: ids{"ann", "bob"}}
	s.Pending = []meeting.Pending{{Command: both}}
	twice := meeting.Command{Action: meeting.Kick, Targets: ids{"ann", "bob", "ann"}}
	verdict := CanCommand(s, twice)
	assert.True(t, verdict.Pending)
	assert.Len(t, verdict.Rows, 2)
	assert.False(t, CanCommand(s, meeting.Command{Action: meeting.Kick, Targets: ids{"bob", "ann"}}).Pending)
}
