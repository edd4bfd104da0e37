//go:build js && wasm

package rtk_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func TestChatPollsPluginsAndMeetingsAreCalled(t *testing.T) {
	fake, m := bind(t)
	ctx := context.Background()
	fake.Do(`world.furnish('chat.pin'); world.furnish('connectedMeetings.moveParticipants')`)
	require.NoError(t, m.Chat().Pin(ctx, "message-1"))
	require.NoError(t, m.Chat().Unpin(ctx, "message-1"))
	require.NoError(t, m.Chat().DeleteMessage(ctx, "message-1"))
	require.NoError(t, m.Polls().Create(ctx, meeting.NewPoll{Question: "Tea?", Options: []string{"yes", "no"}, HideVotes: true}))
	plugin, found := m.Plugins().Plugin("meeting:timer")
	require.True(t, found)
	require.NoError(t, plugin.Activate(ctx))
	assert.True(t, plugin.Active())
	require.NoError(t, plugin.Deactivate(ctx))
	_, found = m.Plugins().Plugin("nowhere")
	assert.False(t, found)
	require.NoError(t, m.Meta().SetSelfActiveTab(ctx, "plugin", "meeting:timer"))
	require.NoError(t, m.Meta().SetBroadcastTabChanges(ctx, false))
	assert.False(t, m.Meta().BroadcastsTabChanges())

	updates := 0
	_, err := m.ConnectedMeetings().OnStateUpdate(func() { updates++ })
	require.NoError(t, err)
	require.NoError(t, m.ConnectedMeetings().CreateMeetings(ctx, []string{"Green"}))
	require.NoError(t, m.ConnectedMeetings().MoveParticipants(ctx, "room-1", "meeting", []meeting.UserID{"user-away"}))
	require.NoError(t, m.ConnectedMeetings().DeleteMeetings(ctx, []string{"room-1"}))
	assert.Equal(t, 3, updates)
	assert.JSONEq(t, `[
		{"action":"chat.pin","target":"message-1"},
		{"action":"chat.unpin","target":"message-1"},
		{"action":"chat.deleteMessage","target":"message-1"},
		{"action":"polls.create","args":["Tea?",["yes","no"],false,true]},
		{"action":"plugins.activate","target":"meeting:timer"},
		{"action":"plugins.deactivate","target":"meeting:timer"},
		{"action":"meta.spotlight","on":false,"tab":{"type":"plugin","id":"meeting:timer"}},
		{"action":"connectedMeetings.createMeetings","request":[{"title":"Green"}]},
		{"action":"connectedMeetings.moveParticipants","from":"room-1","to":"meeting","userIds":["user-away"]},
		{"action":"connectedMeetings.deleteMeetings","ids":["room-1"]}
	]`, fake.Text(`return JSON.stringify(world.sent)`))
}

// SDK 2.0.2 resolves a move that the server refuses.
func TestARefusedMoveIsAnError(t *testing.T) {
	fake, m := bind(t)
	fake.Do(`world.furnish('connectedMeetings.moveParticipants'); world.server = 'refuse'`)
	err := m.ConnectedMeetings().MoveParticipants(context.Background(), "room-1", "meeting", []meeting.UserID{"user-away"})
	require.ErrorIs(t, err, meeting.ReasonRefused)
	require.ErrorIs(t, m.Chat().Pin(context.Background(), "message-1"), meeting.ReasonRefused)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	require.ErrorIs(t, m.ConnectedMeetings().MoveParticipants(ctx, "room-1", "meeting", []meeting.UserID{"user-away"}), context.Canceled)
}
