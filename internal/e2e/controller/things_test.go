package controller_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

func TestTheChat(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	bob.Do(`meeting.chat.sendTextMessage("before")`)
	bob.Await(`meeting.chat.messages.length === 1`)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"}).Attach(e2e.AttachOptions{})
	alice.AwaitSnapshot(`s => s.messages.length === 1 && s.messages[0].text === "before" && s.messages[0].name === "Bob"`)
	bob.Do(`meeting.chat.sendTextMessage("after")`)
	alice.Do(`meeting.chat.sendTextMessage("mine")`)
	alice.AwaitSnapshot(`s => s.messages.length === 3`)
	of := func(text string) string {
		return e2e.Eval[string](alice.Tab, `(text) => controls.snapshot.messages.find(m => m.text === text).id`, text)
	}
	before, mine := of("before"), of("mine")
	on := func(action, message string) map[string]any {
		return map[string]any{"action": action, "message": message}
	}

	require.Equal(t, "unchanged", alice.BeginCommand(on("chat.unpin", before)).Outcome().Status)
	require.Equal(t, "confirmed", alice.BeginCommand(on("chat.pin", before)).Outcome().Status)
	bob.Await(`(id) => meeting.chat.messages.find(m => m.id === id).pinned`, before)
	require.Equal(t, "unchanged", alice.BeginCommand(on("chat.pin", before)).Outcome().Status)
	require.Equal(t, "confirmed", alice.BeginCommand(on("chat.unpin", before)).Outcome().Status)
	bob.Await(`(id) => !meeting.chat.messages.find(m => m.id === id).pinned`, before)

	require.Equal(t, "confirmed", alice.BeginCommand(on("chat.deleteMessage", mine)).Outcome().Status)
	bob.Await(`(id) => !meeting.chat.messages.some(m => m.id === id)`, mine)
	require.Equal(t, "not-found", alice.BeginCommand(on("chat.pin", mine)).Failure().Reason)
	require.Equal(t, "bad-input", alice.BeginCommand(map[string]any{"action": "chat.pin", "target": before}).Failure().Reason)
	fault(meeting, wire.PinMessage, "refuse")
	requireFailure(t, alice.BeginCommand(on("chat.pin", before)).Failure(), e2e.Failure{Reason: "refused", Code: "0504"})
}

func TestPolls(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"}).Attach(e2e.AttachOptions{})
	bob := meeting.Join(e2e.Who{Name: "Bob"}).Attach(e2e.AttachOptions{})
	tea := map[string]any{"action": "polls.create", "question": "Tea?", "options": []string{"yes", "no"}, "anonymous": true, "hideVotes": true}
	require.Equal(t, "confirmed", alice.BeginCommand(tea).Outcome().Status)
	bob.Await(`meeting.polls.items.length === 1 && meeting.polls.items[0].question === "Tea?" && meeting.polls.items[0].anonymous && meeting.polls.items[0].hideVotes`)
	bob.AwaitSnapshot(`s => s.polls.length === 1 && s.polls[0].question === "Tea?"`)
	late := meeting.Join(e2e.Who{Name: "Carol", Preset: "host"}).Attach(e2e.AttachOptions{})
	late.AwaitSnapshot(`s => s.polls.length === 1`)

	sent := meeting.Room().Received[wire.CreatePoll.String()]
	requireFailure(t, bob.BeginCommand(tea).Failure(), e2e.Failure{Reason: "permission", Code: "1201", Permission: "polls.can_create"})
	for _, options := range [][]string{{}, {"yes"}, {"yes", ""}} {
		require.Equal(t, "bad-input", alice.BeginCommand(map[string]any{"action": "polls.create", "question": "Tea?", "options": options}).Failure().Reason)
	}
	require.Equal(t, sent, meeting.Room().Received[wire.CreatePoll.String()])
}

func TestPlugins(t *testing.T) {
	t.Parallel()
	plugins := func(may bool) []any {
		return []any{map[string]any{"id": "board", "name": "Board", "icon": "", "component": nil, "permissions": map[string]bool{"canActivate": may, "canDeactivate": may}}}
	}
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host", Plugins: plugins(true)}).Attach(e2e.AttachOptions{})
	bob := meeting.Join(e2e.Who{Name: "Bob", Plugins: plugins(true)}).Attach(e2e.AttachOptions{})
	carol := meeting.Join(e2e.Who{Name: "Carol", Preset: "host", Plugins: plugins(false)}).Attach(e2e.AttachOptions{})
	id := meeting.Name + ":board"
	on := func(action string) map[string]any { return map[string]any{"action": action, "plugin": id} }
	isActive := `(active) => meeting.plugins.active.toArray().length === Number(active)`

	require.Equal(t, "unchanged", alice.BeginCommand(on("plugins.deactivate")).Outcome().Status)
	require.Equal(t, "sent", alice.BeginCommand(on("plugins.activate")).Outcome().Status)
	bob.Await(isActive, true)
	bob.AwaitSnapshot(`s => s.plugins[0].active`)
	require.Equal(t, "unchanged", alice.BeginCommand(on("plugins.activate")).Outcome().Status)
	requireFailure(t, bob.BeginCommand(on("plugins.deactivate")).Failure(), e2e.Failure{Reason: "permission", Code: "0601", Permission: "plugins.can_close"})
	require.Equal(t, "wrong-state", carol.BeginCommand(on("plugins.deactivate")).Failure().Reason, "her page does not allow it, and another activated it")
	require.Equal(t, "sent", alice.BeginCommand(on("plugins.deactivate")).Outcome().Status)
	bob.Await(isActive, false)
	requireFailure(t, bob.BeginCommand(on("plugins.activate")).Failure(), e2e.Failure{Reason: "permission", Code: "0601", Permission: "plugins.can_start"})
	require.Equal(t, "not-found", alice.BeginCommand(map[string]any{"action": "plugins.activate", "plugin": "none"}).Failure().Reason)
}

func TestSpotlight(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"}).Attach(e2e.AttachOptions{})
	bob := meeting.Join(e2e.Who{Name: "Bob"}).Attach(e2e.AttachOptions{})
	alice.AwaitSnapshot(`s => s.spotlight`)
	bob.AwaitSnapshot(`s => !s.spotlight`)
	bob.Do(`(() => { window.tabs = []; meeting.meta.on("activeTabUpdate", (tab) => tabs.push(tab.id)); })()`)
	turn := func(on bool, tab map[string]any) map[string]any {
		return map[string]any{"action": "meta.spotlight", "on": on, "tab": tab}
	}
	plugin := map[string]any{"type": "plugin", "id": "board"}
	require.Equal(t, "sent", alice.BeginCommand(turn(true, plugin)).Outcome().Status)
	bob.Await(`tabs.includes("board")`)
	require.Equal(t, "sent", alice.BeginCommand(turn(false, nil)).Outcome().Status)
	alice.AwaitSnapshot(`s => !s.spotlight`)
	require.Equal(t, "sent", alice.BeginCommand(turn(true, map[string]any{"type": "screenshare", "id": "carol"})).Outcome().Status)
	bob.Await(`tabs.includes("carol")`)
	requireFailure(t, bob.BeginCommand(turn(true, plugin)).Failure(), e2e.Failure{Reason: "permission", Code: "0801", Permission: "can_spotlight"})
	require.Equal(t, "bad-input", alice.BeginCommand(turn(true, map[string]any{"type": "page", "id": "x"})).Failure().Reason)
	require.Equal(t, "bad-input", alice.BeginCommand(map[string]any{"action": "meta.spotlight"}).Failure().Reason)
}
