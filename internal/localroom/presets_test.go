package localroom

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestBuiltinPresets(t *testing.T) {
	presets, err := BuiltinPresets()
	require.NoError(t, err)
	assert.Equal(t, "cohost, guest, host, livestream-host, livestream-viewer, waiting-guest, webinar-host, webinar-viewer", presets.names())
	assert.True(t, presets["host"].Permissions.KickParticipant)
	assert.False(t, presets["cohost"].Permissions.KickParticipant)
	assert.True(t, presets["cohost"].Permissions.AcceptWaitingRequests)
	assert.Equal(t, WaitForPrivileged, presets["waiting-guest"].Permissions.WaitingRoomType)
	assert.Equal(t, Webinar, presets["webinar-viewer"].Config.ViewType)
}

func TestWrongPresetFilesAreToldByPath(t *testing.T) {
	edit := func(change func(preset map[string]any)) string {
		var file map[string]map[string]map[string]any
		require.NoError(t, json.Unmarshal(builtinPresets, &file))
		change(file["presets"]["host"])
		content, err := json.Marshal(file)
		require.NoError(t, err)
		return string(content)
	}
	permission := func(name string, value any) string {
		return edit(func(preset map[string]any) { preset["permissions"].(map[string]any)[name] = value })
	}
	for _, wrong := range []struct{ file, says string }{
		{permission("kick_participant", "yes"), "presets.host.permissions.kick_participant: want a boolean, got string"},
		{permission("kick_participant", nil), "presets.host.permissions.kick_participant: want a boolean, got null"},
		{permission("chat", []string{}), "presets.host.permissions.chat: want an object, got array"},
		{permission("waiting_room_type", "NEVER"), `presets.host.permissions.waiting_room_type: want one of SKIP, ON_PRIVILEGED_USER_ENTRY, SKIP_ON_ACCEPT, got "NEVER"`},
		{permission("waiting_room_type", 1), "presets.host.permissions.waiting_room_type: want a string, got number"},
		{permission("kick_partcipant", true), "presets.host.permissions.kick_partcipant: unknown field"},
		{edit(func(preset map[string]any) { delete(preset["permissions"].(map[string]any), "pin_participant") }), "presets.host.permissions.pin_participant: missing"},
		{edit(func(preset map[string]any) { preset["config"].(map[string]any)["max_screenshare_count"] = 1.5 }), "presets.host.config.max_screenshare_count: want a whole number, got number"},
		{edit(func(preset map[string]any) { preset["config"] = true }), "presets.host.config: want an object, got boolean"},
		{`{"presets": {}}`, "want at least one preset"},
		{`{"presets": {"host": null}}`, "presets.host: want an object, got null"},
		{`{}`, "presets: missing"},
		{`[]`, "the file: want an object, got array"},
		{`{`, "no JSON"},
	} {
		_, err := LoadPresets(strings.NewReader(wrong.file))
		assert.ErrorContains(t, err, wrong.says)
	}
}

func TestEveryWrongFieldIsTold(t *testing.T) {
	_, err := LoadPresets(strings.NewReader(`{"presets": {"a": {"config": 1, "permissions": 2}, "b": {}}, "extra": 0}`))
	for _, says := range []string{"presets.a.config: want", "presets.a.permissions: want", "presets.b.config: missing", "presets.b.permissions: missing", "extra: unknown"} {
		assert.ErrorContains(t, err, says)
	}
}
