//go:build js && wasm

package rtk_test

import (
	"context"
	"testing"

	"github.com/hack-pad/safejs"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/internal/browsertest"
	"github.com/gavel-rtc/gavel/wasm/internal/fakemeeting"
	"github.com/gavel-rtc/gavel/wasm/meeting"
	"github.com/gavel-rtc/gavel/wasm/rtk"
)

func bind(t *testing.T) (*fakemeeting.World, *rtk.Meeting) {
	browsertest.NothingLeft(t)
	fake := fakemeeting.New(t)
	m, err := rtk.Bind(fake.MeetingObject())
	require.NoError(t, err)
	t.Cleanup(func() {
		m.Close()
		require.Zero(t, fake.Listeners())
	})
	return fake, m
}

func TestPropertiesAreRead(t *testing.T) {
	fake, m := bind(t)
	ann := meeting.ParticipantID(fake.Text(`return world.join('Ann', { picture: 'https://example.org/ann.png', customParticipantId: 'c1', isHost: true })`))
	fake.Do(`world.join(undefined, { audioEnabled: undefined, get videoEnabled() { throw new Error('not yet') }, set videoEnabled(on) {} })`)
	fake.Do(`world.wait('Wim')`)

	self := m.Self()
	assert.Equal(t, meeting.ParticipantID("self-0"), self.ID())
	assert.Equal(t, "Hana", self.Name())
	assert.Equal(t, meeting.RoomState("joined"), self.RoomState())
	assert.True(t, self.RoomJoined())
	assert.Equal(t, meeting.OnStage, self.StageStatus())
	assert.Empty(t, self.Picture())
	permissions := self.Permissions()
	assert.True(t, permissions.KickParticipant())
	assert.Equal(t, meeting.Production("CAN_REQUEST"), permissions.CanProduceScreenshare())
	assert.Equal(t, rtk.ChatPermissions{CanSend: true, CanReceive: true, Text: true, Files: true}, permissions.ChatPrivate())
	assert.Equal(t, rtk.PollPermissions{CanCreate: true, CanVote: true, CanView: true}, permissions.Polls())

	joined := m.Participants().Joined()
	assert.Equal(t, 2, joined.Size())
	person, ok := joined.Get(ann)
	require.True(t, ok)
	assert.Equal(t, meeting.CustomID("c1"), person.CustomParticipantID())
	assert.Equal(t, "https://example.org/ann.png", person.Picture())
	assert.True(t, person.AudioEnabled())
	_, ok = joined.Get("nobody")
	assert.False(t, ok)
	var names []string
	for person := range joined.All() {
		names = append(names, person.Name())
	}
	assert.Equal(t, []string{"Ann", ""}, names, "somebody without a name")
	assert.Equal(t, 1, m.Participants().Waitlisted().Size())
	assert.Equal(t, "Weekly", m.Meta().MeetingTitle())
	assert.Equal(t, meeting.Connection("connected"), m.Meta().Socket())
	assert.True(t, m.Meta().MeetingStarted().IsZero())
	assert.Equal(t, rtk.RecordingState("IDLE"), m.Recording().State())
	assert.Empty(t, m.Recording().All())
	fake.Do(`world.setRecording('RECORDING')`)
	assert.Equal(t, []rtk.RecordingInfo{{ID: "rec-1", State: "RECORDING", Type: "BROWSER"}}, m.Recording().All())
	assert.Equal(t, meeting.OnStage, m.Stage().Status())
	assert.Equal(t, rtk.LivestreamState("IDLE"), m.Livestream().State())
	assert.Empty(t, m.Livestream().PlaybackURL())
	fake.Do(`world.meeting.livestream.set('LIVESTREAMING'); world.meeting.livestream.watch(7)`)
	assert.Equal(t, rtk.LivestreamState("LIVESTREAMING"), m.Livestream().State())
	assert.Equal(t, "https://playback.example/stream.m3u8", m.Livestream().PlaybackURL())
	assert.Equal(t, 7, m.Livestream().ViewerCount())
}

func TestMethodsCallTheSDK(t *testing.T) {
	fake, m := bind(t)
	ctx := context.Background()
	ann := meeting.ParticipantID(fake.Text(`return world.join('Ann')`))
	person, ok := m.Participants().Joined().Get(ann)
	require.True(t, ok)

	require.NoError(t, person.DisableAudio(ctx))
	require.NoError(t, m.Self().Pin(ctx))
	require.NoError(t, m.Participants().DisableAllAudio(ctx, true))
	require.NoError(t, m.Participants().AcceptWaitingRoomRequest(ctx, "peer-9"))
	require.NoError(t, m.Participants().UpdatePermissions(ctx, []meeting.ParticipantID{ann}, meeting.PermissionsPatch{
		meeting.PatchCanRecord: meeting.PatchNo, meeting.PatchMediaAudioCanProduce: meeting.PatchNotAllowed,
	}))
	require.NoError(t, m.Participants().BroadcastMessage(ctx, "hello", map[string]any{"n": 1}, rtk.Target{PresetNames: []string{"guest"}}))
	require.NoError(t, m.Stage().GrantAccess(ctx, []meeting.UserID{"user-1"}))
	require.NoError(t, m.Recording().Start(ctx, true))
	require.NoError(t, m.Livestream().Start(ctx, false))
	require.NoError(t, m.Livestream().Stop(ctx))
	assert.JSONEq(t, `[
		{"action":"disableAudio","target":"peer-1"},
		{"action":"pin","target":"self-0","onSelf":true},
		{"action":"disableAllAudio","allowUnmute":true},
		{"action":"acceptWaitingRoomRequest","target":"peer-9"},
		{"action":"updatePermissions","ids":["peer-1"],"patch":{"canRecord":false,"media":{"audio":{"canProduce":2}}}},
		{"action":"broadcastMessage","args":["hello",{"n":1},{"presetNames":["guest"]}]},
		{"action":"stage.grantAccess","target":"peer-1","userIds":["user-1"]},
		{"action":"recording.start","options":{"allowMultiple":true}},
		{"action":"livestream.start"},
		{"action":"livestream.stop"}
	]`, fake.Text(`return JSON.stringify(world.sent)`))
	assert.False(t, person.AudioEnabled())
}

func TestWhateverTheSDKThrowsIsAnError(t *testing.T) {
	fake, m := bind(t)
	ctx := context.Background()
	fake.Do(`world.join('Ann')`)
	person, ok := m.Participants().Joined().Get("peer-1")
	require.True(t, ok)
	for thrown, want := range map[string]meeting.Error{
		`Object.assign(new Error('denied'), { code: '1201' })`: {Reason: meeting.ReasonPermission, Code: "1201", Message: "denied"},
		`Object.assign(new Error('denied'), { code: 1201 })`:   {Reason: meeting.ReasonPermission, Code: "1201", Message: "denied"},
		`Object.assign(new Error('slow'), { code: '0013' })`:   {Reason: meeting.ReasonRateLimited, Code: "0013", Message: "slow"},
		`new TypeError('no code')`:                             {Reason: meeting.ReasonFailed, Code: "failed", Message: "no code"},
		`'a string'`:                                           {Reason: meeting.ReasonFailed, Code: "failed", Message: "a string"},
		`undefined`:                                            {Reason: meeting.ReasonFailed, Code: "failed", Message: "undefined was thrown"},
		`null`:                                                 {Reason: meeting.ReasonFailed, Code: "failed", Message: "null was thrown"},
	} {
		for _, way := range []string{`() => { throw thrown }`, `() => Promise.reject(thrown)`} {
			fake.Do(`const thrown = ` + thrown + `; world.participants.joined.get('peer-1').disableAudio = ` + way)
			err := person.DisableAudio(ctx)
			var failure *meeting.Error
			require.ErrorAs(t, err, &failure, thrown)
			assert.Equal(t, want, meeting.Error{Reason: failure.Reason, Code: failure.Code, Message: failure.Message}, thrown)
			var cause *bridge.Thrown
			require.ErrorAs(t, err, &cause, thrown)
		}
	}
	fake.Do(`delete world.meeting.stage; Object.defineProperty(world.meeting, 'recording', { get() { throw new Error('off') } })`)
	err := m.Stage().GrantAccess(ctx, nil)
	require.ErrorIs(t, err, meeting.ReasonUnsupported)
	assert.EqualError(t, err, "this meeting has no meeting.stage: its module is switched off in RealtimeKitClient.init({ modules })")
	require.ErrorIs(t, m.Recording().Stop(ctx, ""), meeting.ReasonUnsupported)
	_, err = m.Recording().OnRecordingUpdate(func(rtk.RecordingState) {})
	require.ErrorIs(t, err, meeting.ReasonUnsupported)
	fake.Do(`world.participants.kickAll = undefined`)
	assert.EqualError(t, m.Participants().KickAll(ctx), "meeting.participants has no method kickAll: this SDK is not 2.0.x")
}

func TestACallEndsWithItsContext(t *testing.T) {
	fake, m := bind(t)
	fake.Do(`world.join('Ann'); world.server = 'silent'`)
	person, _ := m.Participants().Joined().Get("peer-1")
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- person.DisableAudio(ctx) }()
	browsertest.Eventually(t, func() bool { return bridge.Awaiting() == 1 }, "the server is waited for")
	cancel()
	require.ErrorIs(t, <-ended, context.Canceled)
	require.ErrorIs(t, person.DisableVideo(ctx), context.Canceled)
	assert.Equal(t, "1", fake.Text(`return String(world.sent.length)`), "nothing is sent once the context has ended")
}

func TestEventsAreTyped(t *testing.T) {
	fake, m := bind(t)
	var heard []string
	note := func(text string) func(rtk.Participant) {
		return func(p rtk.Participant) { heard = append(heard, text+" "+p.Name()) }
	}
	joined := m.Participants().Joined()
	for event, on := range map[string]func(func(rtk.Participant)) (func(), error){
		"joined": joined.OnParticipantJoined, "left": joined.OnParticipantLeft, "audio": joined.OnAudioUpdate,
		"pinned": joined.OnPinned, "unpinned": joined.OnUnpinned,
	} {
		_, err := on(note(event))
		require.NoError(t, err)
	}
	_, err := m.Self().OnRoomLeft(func(state meeting.RoomState) { heard = append(heard, "self "+string(state)) })
	require.NoError(t, err)
	_, err = m.Self().Permissions().OnPermissionsUpdate(func() { heard = append(heard, "permissions") })
	require.NoError(t, err)
	_, err = m.Meta().OnSocketConnectionUpdate(func(update rtk.SocketUpdate) { heard = append(heard, "socket "+string(update.State)) })
	require.NoError(t, err)
	_, err = m.Participants().OnActiveSpeaker(func(id meeting.ParticipantID, volume float64) { heard = append(heard, "speaker "+string(id)) })
	require.NoError(t, err)
	_, err = m.Participants().OnBroadcastedMessage(func(message rtk.Broadcast) {
		text, _ := bridge.String(message.Payload, "text")
		heard = append(heard, message.Type+" "+text)
	})
	require.NoError(t, err)

	fake.Do(`
		world.join('Ann');
		world.set('peer-1', 'audioEnabled', false);
		world.pin('peer-1');
		world.pin(undefined);
		world.leave('peer-1');
		world.grant('canRecord', false);
		world.socket('reconnecting');
		world.participants.emit('activeSpeaker', { peerId: 'peer-1', volume: 3 });
		world.participants.emit('broadcastedMessage', { type: 'hello', payload: { text: 'there' }, timestamp: 1 });
		world.self.emit('roomLeft', { state: 'kicked' });
		world.self.emit('roomLeft');`)
	assert.Equal(t, []string{
		"joined Ann", "audio Ann", "audio Ann", "pinned Ann", "unpinned Ann", "left Ann",
		"permissions", "socket reconnecting", "speaker peer-1", "hello there", "self kicked", "self ",
	}, heard)
}

func TestAMoveGivesTheNewMeeting(t *testing.T) {
	fake, m := bind(t)
	var next *rtk.Meeting
	_, err := m.ConnectedMeetings().OnMeetingChanged(func(changed *rtk.Meeting) { next = changed })
	require.NoError(t, err)
	fake.Do(`world.move()`)
	require.NotNil(t, next)
	assert.Equal(t, "Group 1", next.Meta().MeetingTitle())
	m.Close()
	left := 0
	_, err = next.Self().OnRoomLeft(func(meeting.RoomState) { left++ })
	require.NoError(t, err, "the former meeting can be closed")
	fake.Do(`world.self.emit('roomLeft', { state: 'left' })`)
	assert.Equal(t, 1, left)
	next.Close()
}

// TestEveryGetterIsBound keeps the typed permissions and the table of permissions together.
func TestEveryGetterIsBound(t *testing.T) {
	fake, m := bind(t)
	bound := m.Self().Permissions()
	read := func() map[string]bool {
		return map[string]bool{
			"acceptStageRequests": bound.AcceptStageRequests(), "acceptWaitingRequests": bound.AcceptWaitingRequests(),
			"canAllowParticipantAudio": bound.CanAllowParticipantAudio(), "canAllowParticipantVideo": bound.CanAllowParticipantVideo(),
			"canAllowParticipantScreensharing": bound.CanAllowParticipantScreensharing(),
			"canChangeParticipantPermissions":  bound.CanChangeParticipantPermissions(),
			"canDisableParticipantAudio":       bound.CanDisableParticipantAudio(), "canDisableParticipantVideo": bound.CanDisableParticipantVideo(),
			"canEditDisplayName": bound.CanEditDisplayName(), "canLivestream": bound.CanLivestream(), "canRecord": bound.CanRecord(),
			"canSpotlight": bound.CanSpotlight(), "hiddenParticipant": bound.HiddenParticipant(), "isRecorder": bound.IsRecorder(),
			"kickParticipant": bound.KickParticipant(), "pinParticipant": bound.PinParticipant(),
			"requestProduceAudio": bound.RequestProduceAudio(), "requestProduceVideo": bound.RequestProduceVideo(),
			"requestProduceScreenshare": bound.RequestProduceScreenshare(), "showParticipantList": bound.ShowParticipantList(),
			"stageEnabled": bound.StageEnabled(), "transcriptionEnabled": bound.TranscriptionEnabled(),
			"chatPublic.canSend": bound.ChatPublic().CanSend, "chatPublic.text": bound.ChatPublic().Text, "chatPublic.files": bound.ChatPublic().Files,
			"chatPrivate.canSend": bound.ChatPrivate().CanSend, "chatPrivate.canReceive": bound.ChatPrivate().CanReceive,
			"chatPrivate.text": bound.ChatPrivate().Text, "chatPrivate.files": bound.ChatPrivate().Files,
			"connectedMeetings.canAlterConnectedMeetings":  bound.ConnectedMeetings().CanAlter,
			"connectedMeetings.canSwitchConnectedMeetings": bound.ConnectedMeetings().CanSwitch,
			"connectedMeetings.canSwitchToParentMeeting":   bound.ConnectedMeetings().CanSwitchToParent,
			"plugins.canStart":                             bound.Plugins().CanStart, "plugins.canClose": bound.Plugins().CanClose,
			"plugins.canEditConfig": bound.Plugins().CanEditConfig,
			"polls.canCreate":       bound.Polls().CanCreate, "polls.canVote": bound.Polls().CanVote, "polls.canView": bound.Polls().CanView,
		}
	}
	for _, permission := range meeting.AllPermissions() {
		getter := permission.Getter()
		fake.Do(`world.grant(args[0], false)`, getter)
		for name, granted := range read() {
			assert.Equal(t, name != getter, granted, "%s while %s is withdrawn", name, getter)
		}
		fake.Do(`world.grant(args[0], true)`, getter)
	}
	assert.Len(t, read(), len(meeting.AllPermissions()))
	assert.Equal(t, safejs.TypeObject, bound.Value().Type())
}
